<?php

// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.

declare(strict_types=1);

namespace Mixminus;

/** What happened. */
enum EventKind: int
{
    /** The first participant made the room. */
    case RoomOpened = 1;
    /** The last participant left the room; its handle is stale. */
    case RoomEnded = 2;
    /** The participant joined the room; state and value (its gain, thousandths of a decibel) are those of the join. */
    case Joined = 3;
    /** The participant left the room. */
    case Left = 4;
    /** The participant moved to room, from the room whose handle is value. */
    case Moved = 5;
    /** Settings of the participant changed: mute, deaf, hold, gain or how DTMF is treated. */
    case Changed = 6;
    /** A talkspurt began. */
    case TalkStarted = 7;
    /** A talkspurt ended. */
    case TalkStopped = 8;
    /** value events of one account were lost because the host did not poll in time. */
    case Gap = 9;
    /** The driver was late by more than it may catch up; it skipped value ticks. */
    case TicksSkipped = 10;
    /** The engine stopped after a defect in a tick; every session has ended. */
    case Stopped = 11;
    /** A DTMF digit is pressed: digit and the dtmf_ fields describe it. */
    case DtmfBegan = 12;
    /** The digit is released. */
    case DtmfEnded = 13;
    /** The session reaches its time limit in value milliseconds. */
    case SessionWarning = 14;
    /** The session reached its time limit: the host should hang up. */
    case SessionExpired = 15;
    /** The room reaches its time limit in value milliseconds. */
    case RoomWarning = 16;
    /** A signal was sent to the participant. */
    case Signal = 17;
    /** The room was locked (value 1) or unlocked (value 0). */
    case RoomLocked = 18;
    /** The play whose number is value ended, to participant, or to room if participant is 0. */
    case PlayEnded = 20;
    /** Nothing of the recording whose handle is value can be written; mixminus_recording_get_info says why. */
    case RecordingFailed = 30;
    /** The recording whose handle is value began. */
    case RecordingStarted = 31;
    /** The recording whose handle is value stopped, by the host or because everything that it records has ended. */
    case RecordingStopped = 32;
    /** The recording whose handle is value can be written again. */
    case RecordingRecovered = 33;
    /** All that was written before the mark value was heard, the last of it in this tick. */
    case MarkHeard = 40;
    /** The mark value will not be heard: what was written before it was flushed, or the participant has left. */
    case MarkFlushed = 41;
    /** The in-ring of a speech agent has room again: less than a quarter of it waits, after more than three quarters had. */
    case Writable = 42;
}
