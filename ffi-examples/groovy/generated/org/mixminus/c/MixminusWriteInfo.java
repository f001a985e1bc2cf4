// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.
package org.mixminus.c;

/** What the host knows about the samples that it writes. mixminus_write_info_init: nothing. */
public final class MixminusWriteInfo extends Block {
    /** Its size in bytes. */
    public static final int SIZE = 24;
    static final int STRUCT_SIZE = 0;
    static final int LOST = 4;
    static final int TIMESTAMP = 8;
    static final int HAS_TIMESTAMP = 16;
    static final int STARTS_TALKSPURT = 20;

    /** Makes one in memory of its own with the library's defaults. */
    public MixminusWriteInfo() {
        super(SIZE);
        check(Mixminus.mixminus_write_info_init(address, SIZE));
    }

    /** Makes one in a frame with the library's defaults. */
    public MixminusWriteInfo(Frame frame) {
        super(frame, SIZE);
        check(Mixminus.mixminus_write_info_init(address, SIZE));
    }

    /** The one that begins at a place in a block, such as an element of an array. */
    public MixminusWriteInfo(Block block, int place) {
        super(block, place);
    }

    /** Set by mixminus_write_info_init. */
    public int structSize() {
        return getInt(STRUCT_SIZE);
    }

    /** Set by mixminus_write_info_init. */
    public MixminusWriteInfo structSize(int value) {
        putInt(STRUCT_SIZE, value);
        return this;
    }

    /** Number of samples lost in the network just before the first one, or more that the host knows only by number. */
    public int lost() {
        return getInt(LOST);
    }

    /** Number of samples lost in the network just before the first one, or more that the host knows only by number. */
    public MixminusWriteInfo lost(int value) {
        putInt(LOST, value);
        return this;
    }

    /** Media timestamp of the first sample, if has_timestamp is 1: in samples, from any origin, extended to 64 bits. */
    public long timestamp() {
        return getLong(TIMESTAMP);
    }

    /** Media timestamp of the first sample, if has_timestamp is 1: in samples, from any origin, extended to 64 bits. */
    public MixminusWriteInfo timestamp(long value) {
        putLong(TIMESTAMP, value);
        return this;
    }

    /** 1: timestamp is valid. 0: the samples follow those of the last write. */
    public int hasTimestamp() {
        return getInt(HAS_TIMESTAMP);
    }

    /** 1: timestamp is valid. 0: the samples follow those of the last write. */
    public MixminusWriteInfo hasTimestamp(int value) {
        putInt(HAS_TIMESTAMP, value);
        return this;
    }

    /** 1: the sender has paused before these samples (the marker bit of RTP), so what is missing before them was never sent. 0: it is unknown, or lost. */
    public int startsTalkspurt() {
        return getInt(STARTS_TALKSPURT);
    }

    /** 1: the sender has paused before these samples (the marker bit of RTP), so what is missing before them was never sent. 0: it is unknown, or lost. */
    public MixminusWriteInfo startsTalkspurt(int value) {
        putInt(STARTS_TALKSPURT, value);
        return this;
    }
}
