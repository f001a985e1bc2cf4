<?php

// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.

declare(strict_types=1);

namespace Mixminus;

/** How samples are encoded. */
enum Encoding: int
{
    /** int16_t: signed 16-bit linear, in the machine's byte order. */
    case S16 = 0;
    /** float: full scale is -1.0 to 1.0. */
    case F32 = 1;
    /** uint8_t: mu-law (ITU-T G.711). */
    case Ulaw = 2;
    /** uint8_t: A-law (ITU-T G.711). */
    case Alaw = 3;
}
