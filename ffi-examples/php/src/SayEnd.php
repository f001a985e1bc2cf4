<?php

// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.

declare(strict_types=1);

namespace Mixminus;

/** Why mixminus_say or mixminus_say_text returned. */
enum SayEnd: int
{
    /** The call failed: nothing was played. */
    case None = 0;
    /** Its last sample was played. */
    case Completed = 1;
    /** It was stopped, or another play interrupted it. */
    case Stopped = 2;
    /** The call was hung up, or its participant was freed. */
    case HangUp = 3;
    /** The engine has stopped, or is being freed. */
    case EngineStopped = 4;
    /** The session reached its time limit. */
    case TimeLimit = 5;
}
