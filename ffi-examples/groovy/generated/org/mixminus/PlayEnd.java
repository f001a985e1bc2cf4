// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.
package org.mixminus;

/** How a play ended. */
public enum PlayEnd implements Coded {
    /** Its last sample was played. */
    COMPLETED(1),
    /** It was stopped, or another play interrupted it. */
    STOPPED(2),
    /** Its participant was freed, or its room ended. */
    DROPPED(3),
    /** A value of a later version of the library. */
    UNKNOWN(Integer.MIN_VALUE);

    private final int code;

    PlayEnd(int code) {
        this.code = code;
    }

    @Override
    public int code() {
        return code;
    }

    /** The member of a number of the C interface. */
    public static PlayEnd of(int code) {
        for (PlayEnd member : values()) {
            if (member.code == code) {
                return member;
            }
        }
        return UNKNOWN;
    }
}
