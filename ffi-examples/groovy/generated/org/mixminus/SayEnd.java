// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.
package org.mixminus;

/** Why mixminus_say or mixminus_say_text returned. */
public enum SayEnd implements Coded {
    /** The call failed: nothing was played. */
    NONE(0),
    /** Its last sample was played. */
    COMPLETED(1),
    /** It was stopped, or another play interrupted it. */
    STOPPED(2),
    /** The call was hung up, or its participant was freed. */
    HANG_UP(3),
    /** The engine has stopped, or is being freed. */
    ENGINE_STOPPED(4),
    /** The session reached its time limit. */
    TIME_LIMIT(5),
    /** A value of a later version of the library. */
    UNKNOWN(Integer.MIN_VALUE);

    private final int code;

    SayEnd(int code) {
        this.code = code;
    }

    @Override
    public int code() {
        return code;
    }

    /** The member of a number of the C interface. */
    public static SayEnd of(int code) {
        for (SayEnd member : values()) {
            if (member.code == code) {
                return member;
            }
        }
        return UNKNOWN;
    }
}
