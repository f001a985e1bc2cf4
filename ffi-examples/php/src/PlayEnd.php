<?php

// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.

declare(strict_types=1);

namespace Mixminus;

/** How a play ended. */
enum PlayEnd: int
{
    /** Its last sample was played. */
    case Completed = 1;
    /** It was stopped, or another play interrupted it. */
    case Stopped = 2;
    /** Its participant was freed, or its room ended. */
    case Dropped = 3;
}
