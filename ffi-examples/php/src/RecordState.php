<?php

// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.

declare(strict_types=1);

namespace Mixminus;

/** The state of a recording. */
enum RecordState: int
{
    /** It waits for its first tick, or for the end of its announcement. */
    case Starting = 0;
    /** It is recording. */
    case Running = 1;
    /** It is paused. */
    case Paused = 2;
    /** Nothing can be written, as message says. */
    case Failed = 3;
    /** Everything that it records has ended, or it was stopped; its files are complete. */
    case Stopped = 4;
}
