<?php

// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.

declare(strict_types=1);

namespace Mixminus;

/** The outcome of a signal. */
enum SignalOutcome: int
{
    /** It interrupted the running conference, which ends with MIXMINUS_END_SIGNAL. */
    case Interrupted = 1;
    /** It is queued, in order, for the first conference that allows it. */
    case Queued = 2;
    /** It came too late: a completed conference of the session allowed it, and no running one does. */
    case Ignored = 3;
    /** The session was freed, was hung up, or has expired. */
    case NoSession = 4;
    /** The session's queue has 64 signals, or the account has as many as it may (queued_signals, max_name_bytes). */
    case Refused = 5;
    /** In events only: it was queued, and interrupted a conference as that started. */
    case Taken = 6;
}
