<?php

// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.

declare(strict_types=1);

namespace Mixminus;

/** The width of the mixer's arithmetic. */
enum Simd: int
{
    /** The level that the environment variable MIXMINUS_SIMD names (portable, sse2, avx2, avx512, neon), else the best that the machine supports. */
    case Auto = 0;
    /** Plain code for every machine. */
    case Portable = 1;
    /** x86-64, 128-bit. */
    case Sse2 = 2;
    /** x86-64, 256-bit. */
    case Avx2 = 3;
    /** x86-64, 512-bit (F and BW). */
    case Avx512 = 4;
    /** AArch64, 128-bit. */
    case Neon = 5;
}
