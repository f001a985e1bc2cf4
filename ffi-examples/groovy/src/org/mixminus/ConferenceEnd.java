package org.mixminus;

import org.mixminus.c.MixminusConferenceEnd;

/** How a conference ended. */
public final class ConferenceEnd {
    /** "hangup", "engine stopped", "room closed", "removed", "time limit", "choice" or "signal". */
    public final String reason;
    /** The same. */
    public final String name;
    /** The digit, the signal's name, or the text with which the participant was removed; else empty. */
    public final String value;
    /** For a choice the key; else null. */
    public final Choice choice;

    public ConferenceEnd(MixminusConferenceEnd c) {
        EndReason end = EndReason.of(c.reason());
        reason = word(end);
        name = reason;
        value = end == EndReason.TERMINATOR ? String.valueOf((char) c.digit())
            : Values.text(c.text(c.textLen()), c.textLen());
        choice = end == EndReason.TERMINATOR ? new Choice(value) : null;
    }

    private static String word(EndReason end) {
        switch (end) {
            case HANG_UP:
                return "hangup";
            case TERMINATOR:
                return "choice";
            default:
                return end.name().toLowerCase().replace('_', ' ');
        }
    }

    @Override
    public String toString() {
        return value.isEmpty() ? reason : reason + " " + value;
    }
}
