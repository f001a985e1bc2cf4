// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.
package org.mixminus;

/** Where a tap takes its frames. */
public enum TapPoint implements Coded {
    /** Of a room: the sum of all contributions, limited to 16 bits. */
    MIX(0),
    /** Of a participant: its audio after DTMF suppression and the delay of that, before mute and gain. */
    BEFORE_MUTE(1),
    /** Of a participant: its contribution to the mix, after mute, gain and ramps. */
    AFTER_MUTE(2),
    /** Of a participant: its output, each frame for which its out-ring has space. */
    OUTPUT(3),
    /** A value of a later version of the library. */
    UNKNOWN(Integer.MIN_VALUE);

    private final int code;

    TapPoint(int code) {
        this.code = code;
    }

    @Override
    public int code() {
        return code;
    }

    /** The member of a number of the C interface. */
    public static TapPoint of(int code) {
        for (TapPoint member : values()) {
            if (member.code == code) {
                return member;
            }
        }
        return UNKNOWN;
    }
}
