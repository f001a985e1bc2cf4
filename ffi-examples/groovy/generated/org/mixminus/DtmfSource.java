// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.
package org.mixminus;

/** How a DTMF digit was received. */
public enum DtmfSource implements Coded {
    /** In-band: as tones in the participant's audio. */
    IN_BAND(1),
    /** Out-of-band: by mixminus_participant_telephone_event, mixminus_participant_inject_dtmf_press or mixminus_participant_inject_dtmf_begin. */
    OUT_OF_BAND(2),
    /** Both, as far as is known when the event is reported. */
    BOTH(3),
    /** A value of a later version of the library. */
    UNKNOWN(Integer.MIN_VALUE);

    private final int code;

    DtmfSource(int code) {
        this.code = code;
    }

    @Override
    public int code() {
        return code;
    }

    /** The member of a number of the C interface. */
    public static DtmfSource of(int code) {
        for (DtmfSource member : values()) {
            if (member.code == code) {
                return member;
            }
        }
        return UNKNOWN;
    }
}
