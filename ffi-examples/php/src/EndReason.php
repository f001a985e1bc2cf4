<?php

// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.

declare(strict_types=1);

namespace Mixminus;

/** Why a participant left its room. */
enum EndReason: int
{
    /** Its conference has not ended. */
    case None = 0;
    /** The call hung up: the participant was freed, or mixminus_participant_hang_up was called. */
    case HangUp = 1;
    /** The engine stopped after a defect in a tick, or is being freed. */
    case EngineStopped = 2;
    /** The room was closed. */
    case RoomClosed = 3;
    /** The host removed it: mixminus_participant_leave or mixminus_participant_remove. */
    case Removed = 4;
    /** The session or the room reached its time limit. */
    case TimeLimit = 5;
    /** The participant pressed the terminator. */
    case Terminator = 6;
    /** A signal interrupted the conference. */
    case Signal = 7;
}
