// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.
package org.mixminus.c;

/** One track of a recording. */
public final class MixminusRecordTrack extends Block {
    /** Its size in bytes. */
    public static final int SIZE = 32;
    static final int TARGET = 0;
    static final int POINT = 8;
    static final int RESERVED = 12;
    static final int PATH = 16;
    static final int PATH_LEN = 24;

    /** Makes one in memory of its own. */
    public MixminusRecordTrack() {
        super(SIZE);
    }

    /** Makes one in a frame. */
    public MixminusRecordTrack(Frame frame) {
        super(frame, SIZE);
    }

    /** The one that begins at a place in a block, such as an element of an array. */
    public MixminusRecordTrack(Block block, int place) {
        super(block, place);
    }

    /** A room for MIXMINUS_TAP_MIX, else a participant. */
    public long target() {
        return getLong(TARGET);
    }

    /** A room for MIXMINUS_TAP_MIX, else a participant. */
    public MixminusRecordTrack target(long value) {
        putLong(TARGET, value);
        return this;
    }

    /** A MIXMINUS_TAP_ point. */
    public int point() {
        return getInt(POINT);
    }

    /** A MIXMINUS_TAP_ point. */
    public MixminusRecordTrack point(int value) {
        putInt(POINT, value);
        return this;
    }

    /** Must be 0. */
    public int reserved() {
        return getInt(RESERVED);
    }

    /** Must be 0. */
    public MixminusRecordTrack reserved(int value) {
        putInt(RESERVED, value);
        return this;
    }

    /** Path of the WAV file, path_len bytes, borrowed for the call. */
    public long path() {
        return getLong(PATH);
    }

    /** Path of the WAV file, path_len bytes, borrowed for the call. */
    public MixminusRecordTrack path(long value) {
        putLong(PATH, value);
        return this;
    }

    /** Length of path, bytes: 1 to 4095. */
    public long pathLen() {
        return getLong(PATH_LEN);
    }

    /** Length of path, bytes: 1 to 4095. */
    public MixminusRecordTrack pathLen(long value) {
        putLong(PATH_LEN, value);
        return this;
    }
}
