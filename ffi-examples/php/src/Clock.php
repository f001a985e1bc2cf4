<?php

// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.

declare(strict_types=1);

namespace Mixminus;

/** Which clock paces the ticks while drivers run. */
enum Clock: int
{
    /** A driver ticks on absolute deadlines of the monotonic clock. */
    case System = 0;
    /** The host calls mixminus_engine_tick; the drivers only share the rooms of each tick. */
    case Host = 1;
}
