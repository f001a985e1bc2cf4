// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.
package org.mixminus.c;

/** What the engine knows about the samples that were read. */
public final class MixminusReadInfo extends Block {
    /** Its size in bytes. */
    public static final int SIZE = 40;
    static final int STRUCT_SIZE = 0;
    static final int FLAGS = 4;
    static final int REAL = 8;
    static final int TICK = 16;
    static final int MIX_ID = 24;
    static final int OFFSET = 32;
    static final int RESERVED = 36;

    /** Makes one in memory of its own with the library's defaults. */
    public MixminusReadInfo() {
        super(SIZE);
        check(Mixminus.mixminus_read_info_init(address, SIZE));
    }

    /** Makes one in a frame with the library's defaults. */
    public MixminusReadInfo(Frame frame) {
        super(frame, SIZE);
        check(Mixminus.mixminus_read_info_init(address, SIZE));
    }

    /** The one that begins at a place in a block, such as an element of an array. */
    public MixminusReadInfo(Block block, int place) {
        super(block, place);
    }

    /** Set by mixminus_read_info_init. */
    public int structSize() {
        return getInt(STRUCT_SIZE);
    }

    /** Set by mixminus_read_info_init. */
    public MixminusReadInfo structSize(int value) {
        putInt(STRUCT_SIZE, value);
        return this;
    }

    /** MIXMINUS_READ_ flags. */
    public int flags() {
        return getInt(FLAGS);
    }

    /** MIXMINUS_READ_ flags. */
    public MixminusReadInfo flags(int value) {
        putInt(FLAGS, value);
        return this;
    }

    /** Number of samples, from the first, that come from the room; the rest is made up, or silence. */
    public long real() {
        return getLong(REAL);
    }

    /** Number of samples, from the first, that come from the room; the rest is made up, or silence. */
    public MixminusReadInfo real(long value) {
        putLong(REAL, value);
        return this;
    }

    /** Number of the tick that made the first real sample; 0 if none is real. */
    public long tick() {
        return getLong(TICK);
    }

    /** Number of the tick that made the first real sample; 0 if none is real. */
    public MixminusReadInfo tick(long value) {
        putLong(TICK, value);
        return this;
    }

    /** Not 0: the samples are a common mix. */
    public long mixId() {
        return getLong(MIX_ID);
    }

    /** Not 0: the samples are a common mix. */
    public MixminusReadInfo mixId(long value) {
        putLong(MIX_ID, value);
        return this;
    }

    /** Position of the first real sample in the frame of its tick, in samples. */
    public int offset() {
        return getInt(OFFSET);
    }

    /** Position of the first real sample in the frame of its tick, in samples. */
    public MixminusReadInfo offset(int value) {
        putInt(OFFSET, value);
        return this;
    }

    /** 0. */
    public int reserved() {
        return getInt(RESERVED);
    }

    /** 0. */
    public MixminusReadInfo reserved(int value) {
        putInt(RESERVED, value);
        return this;
    }
}
