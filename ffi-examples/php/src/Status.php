<?php

// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.

declare(strict_types=1);

namespace Mixminus;

/** What a call returns. */
enum Status: int
{
    /** Success. */
    case Ok = 0;
    /** An argument is NULL, out of its range or malformed. */
    case InvalidArgument = -1;
    /** struct_size is smaller than the first version of the struct, or larger than this library knows while the part that it does not know is not zero. */
    case StructSize = -2;
    /** The handle is 0, or no engine ever made it. */
    case InvalidHandle = -3;
    /** The object has been freed or has ended. */
    case StaleHandle = -4;
    /** The handle belongs to another engine. */
    case ForeignHandle = -5;
    /** The handle names an object of another kind, such as a room instead of a participant. */
    case WrongKind = -6;
    /** Another thread is the writer, reader, poller or ticker at this moment, or the session is busy. */
    case Busy = -7;
    /** The engine is in the other mode: the host ticks while drivers run, or stops drivers that do not run; or a call that waits was made on the ticking thread. */
    case WrongMode = -8;
    /** The participant is in no room. */
    case NotInRoom = -9;
    /** The participant is already in a room. */
    case AlreadyInRoom = -10;
    /** The room has reached its capacity. */
    case RoomFull = -11;
    /** The account has reached max_participants, or its share of the participants that are free. */
    case TooManyParticipants = -12;
    /** The account has reached max_rooms, or its share of the rooms that are free. */
    case TooManyRooms = -13;
    /** The account has reached a quota of its own, or its share of a table. */
    case QuotaExceeded = -14;
    /** A queue is full: the account's commands (the clock has stopped or is far behind), its plays (max_plays), or the queue that the call names. */
    case QueueFull = -15;
    /** There is no such room. */
    case NotFound = -16;
    /** The engine has stopped: every session has ended. */
    case EngineStopped = -17;
    /** This process is a fork of the one that made the engine. */
    case Forked = -18;
    /** The system did not grant the memory that the call needs. */
    case OutOfMemory = -19;
    /** The operating system refused; mixminus_last_error has its error number. */
    case System = -20;
    /** This build or this machine does not support what was asked for. */
    case Unsupported = -21;
    /** The library caught a defect of its own; the host is unharmed. */
    case Internal = -22;
    /** The session has reached its time limit. */
    case SessionExpired = -23;
    /** The room is locked. */
    case RoomLocked = -24;
    /** A queued signal interrupted the conference as it started. */
    case Interrupted = -25;
    /** The call has been hung up. */
    case HungUp = -26;
    /** Nothing more will come: what was tapped has ended, and all of it has been read. */
    case Ended = -35;
    /** The account has reached max_taps, or its share of the taps that are free. */
    case TooManyTaps = -36;
}
