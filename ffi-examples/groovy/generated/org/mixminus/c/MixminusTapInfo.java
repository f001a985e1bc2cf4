// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.
package org.mixminus.c;

/** The state of a tap. */
public final class MixminusTapInfo extends Block {
    /** Its size in bytes. */
    public static final int SIZE = 56;
    static final int STRUCT_SIZE = 0;
    static final int POINT = 4;
    static final int TARGET = 8;
    static final int BEGAN = 16;
    static final int ENDED = 24;
    static final int FRAMES = 32;
    static final int DROPPED = 40;
    static final int SAMPLE_RATE_HZ = 48;
    static final int RESERVED = 52;

    /** Makes one in memory of its own with the library's defaults. */
    public MixminusTapInfo() {
        super(SIZE);
        check(Mixminus.mixminus_tap_info_init(address, SIZE));
    }

    /** Makes one in a frame with the library's defaults. */
    public MixminusTapInfo(Frame frame) {
        super(frame, SIZE);
        check(Mixminus.mixminus_tap_info_init(address, SIZE));
    }

    /** The one that begins at a place in a block, such as an element of an array. */
    public MixminusTapInfo(Block block, int place) {
        super(block, place);
    }

    /** Set by mixminus_tap_info_init. */
    public int structSize() {
        return getInt(STRUCT_SIZE);
    }

    /** Set by mixminus_tap_info_init. */
    public MixminusTapInfo structSize(int value) {
        putInt(STRUCT_SIZE, value);
        return this;
    }

    /** A MIXMINUS_TAP_ point. */
    public int point() {
        return getInt(POINT);
    }

    /** A MIXMINUS_TAP_ point. */
    public MixminusTapInfo point(int value) {
        putInt(POINT, value);
        return this;
    }

    /** The room or participant that is tapped. */
    public long target() {
        return getLong(TARGET);
    }

    /** The room or participant that is tapped. */
    public MixminusTapInfo target(long value) {
        putLong(TARGET, value);
        return this;
    }

    /** The first tick of which it may have a frame; 0: none so far. */
    public long began() {
        return getLong(BEGAN);
    }

    /** The first tick of which it may have a frame; 0: none so far. */
    public MixminusTapInfo began(long value) {
        putLong(BEGAN, value);
        return this;
    }

    /** The last tick of which it may have a frame; 0: it has not ended. */
    public long ended() {
        return getLong(ENDED);
    }

    /** The last tick of which it may have a frame; 0: it has not ended. */
    public MixminusTapInfo ended(long value) {
        putLong(ENDED, value);
        return this;
    }

    /** Frames that were put into its ring. */
    public long frames() {
        return getLong(FRAMES);
    }

    /** Frames that were put into its ring. */
    public MixminusTapInfo frames(long value) {
        putLong(FRAMES, value);
        return this;
    }

    /** Frames that were dropped because its ring was full. */
    public long dropped() {
        return getLong(DROPPED);
    }

    /** Frames that were dropped because its ring was full. */
    public MixminusTapInfo dropped(long value) {
        putLong(DROPPED, value);
        return this;
    }

    /** Sample rate of its frames, Hz: that of the room, or of the participant's line. */
    public int sampleRateHz() {
        return getInt(SAMPLE_RATE_HZ);
    }

    /** Sample rate of its frames, Hz: that of the room, or of the participant's line. */
    public MixminusTapInfo sampleRateHz(int value) {
        putInt(SAMPLE_RATE_HZ, value);
        return this;
    }

    /** 0. */
    public int reserved() {
        return getInt(RESERVED);
    }

    /** 0. */
    public MixminusTapInfo reserved(int value) {
        putInt(RESERVED, value);
        return this;
    }
}
