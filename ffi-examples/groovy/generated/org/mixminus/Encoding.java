// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.
package org.mixminus;

/** How samples are encoded. mixminus_participant_write_encoded converts to 16 bits, mixminus_participant_read_encoded from them. */
public enum Encoding implements Coded {
    /** int16_t: signed 16-bit linear, in the machine's byte order. */
    S16(0),
    /** float: full scale is -1.0 to 1.0. */
    F32(1),
    /** uint8_t: mu-law (ITU-T G.711). */
    ULAW(2),
    /** uint8_t: */
    ALAW(3),
    /** A value of a later version of the library. */
    UNKNOWN(Integer.MIN_VALUE);

    private final int code;

    Encoding(int code) {
        this.code = code;
    }

    @Override
    public int code() {
        return code;
    }

    /** The member of a number of the C interface. */
    public static Encoding of(int code) {
        for (Encoding member : values()) {
            if (member.code == code) {
                return member;
            }
        }
        return UNKNOWN;
    }
}
