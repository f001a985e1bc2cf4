// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.
package org.mixminus;

/** Which clock paces the ticks while drivers run. */
public enum Clock implements Coded {
    /** A driver ticks on absolute deadlines of the monotonic clock. */
    SYSTEM(0),
    /** The host calls mixminus_engine_tick; the drivers only share the rooms of each tick. */
    HOST(1),
    /** A value of a later version of the library. */
    UNKNOWN(Integer.MIN_VALUE);

    private final int code;

    Clock(int code) {
        this.code = code;
    }

    @Override
    public int code() {
        return code;
    }

    /** The member of a number of the C interface. */
    public static Clock of(int code) {
        for (Clock member : values()) {
            if (member.code == code) {
                return member;
            }
        }
        return UNKNOWN;
    }
}
