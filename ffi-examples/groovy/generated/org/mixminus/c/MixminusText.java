// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.
package org.mixminus.c;

/** A string of the host, such as a name: any bytes, compared byte by byte, without a NUL at the end. */
public final class MixminusText extends Block {
    /** Its size in bytes. */
    public static final int SIZE = 16;
    static final int BYTES = 0;
    static final int LENGTH = 8;

    /** Makes one in memory of its own. */
    public MixminusText() {
        super(SIZE);
    }

    /** Makes one in a frame. */
    public MixminusText(Frame frame) {
        super(frame, SIZE);
    }

    /** The one that begins at a place in a block, such as an element of an array. */
    public MixminusText(Block block, int place) {
        super(block, place);
    }

    /** The bytes; may be NULL if length is 0. */
    public long bytes() {
        return getLong(BYTES);
    }

    /** The bytes; may be NULL if length is 0. */
    public MixminusText bytes(long value) {
        putLong(BYTES, value);
        return this;
    }

    /** The number of bytes. */
    public long length() {
        return getLong(LENGTH);
    }

    /** The number of bytes. */
    public MixminusText length(long value) {
        putLong(LENGTH, value);
        return this;
    }
}
