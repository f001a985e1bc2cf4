// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.
package org.mixminus;

/** The outcome of a signal. */
public enum SignalOutcome implements Coded {
    /** It interrupted the running conference, which ends with MIXMINUS_END_SIGNAL. */
    INTERRUPTED(1),
    /** It is queued, in order, for the first conference that allows it. */
    QUEUED(2),
    /** It came too late: a completed conference of the session allowed it, and no running one does. */
    IGNORED(3),
    /** The session was freed, was hung up, or has expired. */
    NO_SESSION(4),
    /** The session's queue has 64 signals, or the account has as many as it may (queued_signals, max_name_bytes). */
    REFUSED(5),
    /** In events only: it was queued, and interrupted a conference as that started. */
    TAKEN(6),
    /** A value of a later version of the library. */
    UNKNOWN(Integer.MIN_VALUE);

    private final int code;

    SignalOutcome(int code) {
        this.code = code;
    }

    @Override
    public int code() {
        return code;
    }

    /** The member of a number of the C interface. */
    public static SignalOutcome of(int code) {
        for (SignalOutcome member : values()) {
            if (member.code == code) {
                return member;
            }
        }
        return UNKNOWN;
    }
}
