// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.
package org.mixminus.c;

/** How a conference ended. */
public final class MixminusConferenceEnd extends Block {
    /** Its size in bytes. */
    public static final int SIZE = 280;
    static final int STRUCT_SIZE = 0;
    static final int REASON = 4;
    static final int DIGIT = 8;
    static final int TEXT_LEN = 12;
    static final int SIGNAL = 16;
    static final int TEXT = 24;

    /** Makes one in memory of its own with the library's defaults. */
    public MixminusConferenceEnd() {
        super(SIZE);
        check(Mixminus.mixminus_conference_end_init(address, SIZE));
    }

    /** Makes one in a frame with the library's defaults. */
    public MixminusConferenceEnd(Frame frame) {
        super(frame, SIZE);
        check(Mixminus.mixminus_conference_end_init(address, SIZE));
    }

    /** The one that begins at a place in a block, such as an element of an array. */
    public MixminusConferenceEnd(Block block, int place) {
        super(block, place);
    }

    /** Set by mixminus_conference_end_init. */
    public int structSize() {
        return getInt(STRUCT_SIZE);
    }

    /** Set by mixminus_conference_end_init. */
    public MixminusConferenceEnd structSize(int value) {
        putInt(STRUCT_SIZE, value);
        return this;
    }

    /** The reason, a MIXMINUS_END_ constant; MIXMINUS_END_NONE if the conference has not ended, or there was none. */
    public int reason() {
        return getInt(REASON);
    }

    /** The reason, a MIXMINUS_END_ constant; MIXMINUS_END_NONE if the conference has not ended, or there was none. */
    public MixminusConferenceEnd reason(int value) {
        putInt(REASON, value);
        return this;
    }

    /** For MIXMINUS_END_TERMINATOR the digit, an ASCII character; else 0. */
    public int digit() {
        return getInt(DIGIT);
    }

    /** For MIXMINUS_END_TERMINATOR the digit, an ASCII character; else 0. */
    public MixminusConferenceEnd digit(int value) {
        putInt(DIGIT, value);
        return this;
    }

    /** Length of text, bytes: 0 to 255. */
    public int textLen() {
        return getInt(TEXT_LEN);
    }

    /** Length of text, bytes: 0 to 255. */
    public MixminusConferenceEnd textLen(int value) {
        putInt(TEXT_LEN, value);
        return this;
    }

    /** For MIXMINUS_END_SIGNAL the number of the signal, as mixminus_participant_signal and events have it; else 0. */
    public long signal() {
        return getLong(SIGNAL);
    }

    /** For MIXMINUS_END_SIGNAL the number of the signal, as mixminus_participant_signal and events have it; else 0. */
    public MixminusConferenceEnd signal(long value) {
        putLong(SIGNAL, value);
        return this;
    }

    /** For MIXMINUS_END_SIGNAL the name of the signal; for MIXMINUS_END_REMOVED the text that mixminus_participant_remove was given. */
    public byte[] text(int length) {
        return getBytes(TEXT, length);
    }
}
