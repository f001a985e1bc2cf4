// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.
package org.mixminus;

/** The state of a recording. */
public enum RecordState implements Coded {
    /** It waits for its first tick, or for the end of its announcement. */
    STARTING(0),
    /** It is recording. */
    RUNNING(1),
    /** It is paused. */
    PAUSED(2),
    /** Nothing can be written, as message says. */
    FAILED(3),
    /** Everything that it records has ended, or it was stopped; its files are complete. */
    STOPPED(4),
    /** A value of a later version of the library. */
    UNKNOWN(Integer.MIN_VALUE);

    private final int code;

    RecordState(int code) {
        this.code = code;
    }

    @Override
    public int code() {
        return code;
    }

    /** The member of a number of the C interface. */
    public static RecordState of(int code) {
        for (RecordState member : values()) {
            if (member.code == code) {
                return member;
            }
        }
        return UNKNOWN;
    }
}
