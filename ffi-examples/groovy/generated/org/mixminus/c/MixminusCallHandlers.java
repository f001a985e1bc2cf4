// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.
package org.mixminus.c;

/** Functions of the application that are called when a conference ends, on the thread that called mixminus_conference, after the participant has left and before the call returns: at most one of the two, once, and none on hang-up. mixminus_call_handlers_init makes it empty. */
public final class MixminusCallHandlers extends Block {
    /** Its size in bytes. */
    public static final int SIZE = 32;
    static final int STRUCT_SIZE = 0;
    static final int RESERVED = 4;
    static final int USER = 8;
    static final int ON_CHOICE = 16;
    static final int ON_SIGNAL = 24;

    /** Makes one in memory of its own with the library's defaults. */
    public MixminusCallHandlers() {
        super(SIZE);
        check(Mixminus.mixminus_call_handlers_init(address, SIZE));
    }

    /** Makes one in a frame with the library's defaults. */
    public MixminusCallHandlers(Frame frame) {
        super(frame, SIZE);
        check(Mixminus.mixminus_call_handlers_init(address, SIZE));
    }

    /** The one that begins at a place in a block, such as an element of an array. */
    public MixminusCallHandlers(Block block, int place) {
        super(block, place);
    }

    /** Set by mixminus_call_handlers_init. */
    public int structSize() {
        return getInt(STRUCT_SIZE);
    }

    /** Set by mixminus_call_handlers_init. */
    public MixminusCallHandlers structSize(int value) {
        putInt(STRUCT_SIZE, value);
        return this;
    }

    /** Must be 0. */
    public int reserved() {
        return getInt(RESERVED);
    }

    /** Must be 0. */
    public MixminusCallHandlers reserved(int value) {
        putInt(RESERVED, value);
        return this;
    }

    /** Passed to each function. */
    public long user() {
        return getLong(USER);
    }

    /** Passed to each function. */
    public MixminusCallHandlers user(long value) {
        putLong(USER, value);
        return this;
    }

    /** Called if the terminator ended the conference, with its ASCII character. */
    public long onChoice() {
        return getLong(ON_CHOICE);
    }

    /** Called if the terminator ended the conference, with its ASCII character. */
    public MixminusCallHandlers onChoice(long value) {
        putLong(ON_CHOICE, value);
        return this;
    }

    /** Called if a signal ended the conference, with its name: name_len bytes, valid until the function returns. */
    public long onSignal() {
        return getLong(ON_SIGNAL);
    }

    /** Called if a signal ended the conference, with its name: name_len bytes, valid until the function returns. */
    public MixminusCallHandlers onSignal(long value) {
        putLong(ON_SIGNAL, value);
        return this;
    }
}
