// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.
package org.mixminus;

/** Why a participant left its room. */
public enum EndReason implements Coded {
    /** Its conference has not ended. */
    NONE(0),
    /** The call hung up: the participant was freed, or mixminus_participant_hang_up was called. */
    HANG_UP(1),
    /** The engine stopped after a defect in a tick, or is being freed. mixminus_engine_stop ends no conference. */
    ENGINE_STOPPED(2),
    /** The room was closed. */
    ROOM_CLOSED(3),
    /** The host removed it: mixminus_participant_leave or mixminus_participant_remove. */
    REMOVED(4),
    /** The session or the room reached its time limit. */
    TIME_LIMIT(5),
    /** The participant pressed the terminator. */
    TERMINATOR(6),
    /** A signal interrupted the conference. */
    SIGNAL(7),
    /** A value of a later version of the library. */
    UNKNOWN(Integer.MIN_VALUE);

    private final int code;

    EndReason(int code) {
        this.code = code;
    }

    @Override
    public int code() {
        return code;
    }

    /** The member of a number of the C interface. */
    public static EndReason of(int code) {
        for (EndReason member : values()) {
            if (member.code == code) {
                return member;
            }
        }
        return UNKNOWN;
    }
}
