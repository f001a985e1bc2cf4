// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.
package org.mixminus.c;

/** How a prompt is played. mixminus_say_options_init fills in the defaults. */
public final class MixminusSayOptions extends Block {
    /** Its size in bytes. */
    public static final int SIZE = 16;
    static final int STRUCT_SIZE = 0;
    static final int TIMES = 4;
    static final int GAIN_MDB = 8;
    static final int INTERRUPT = 12;

    /** Makes one in memory of its own with the library's defaults. */
    public MixminusSayOptions() {
        super(SIZE);
        check(Mixminus.mixminus_say_options_init(address, SIZE));
    }

    /** Makes one in a frame with the library's defaults. */
    public MixminusSayOptions(Frame frame) {
        super(frame, SIZE);
        check(Mixminus.mixminus_say_options_init(address, SIZE));
    }

    /** The one that begins at a place in a block, such as an element of an array. */
    public MixminusSayOptions(Block block, int place) {
        super(block, place);
    }

    /** Set by mixminus_say_options_init. */
    public int structSize() {
        return getInt(STRUCT_SIZE);
    }

    /** Set by mixminus_say_options_init. */
    public MixminusSayOptions structSize(int value) {
        putInt(STRUCT_SIZE, value);
        return this;
    }

    /** Number of repetitions, without a seam whatever the rate of the prompt: 1 to 1000000; 0: repeat until stopped. */
    public int times() {
        return getInt(TIMES);
    }

    /** Number of repetitions, without a seam whatever the rate of the prompt: 1 to 1000000; 0: repeat until stopped. */
    public MixminusSayOptions times(int value) {
        putInt(TIMES, value);
        return this;
    }

    /** Gain on the prompt: -60000 to 24000 thousandths of a decibel. */
    public int gainMdb() {
        return getInt(GAIN_MDB);
    }

    /** Gain on the prompt: -60000 to 24000 thousandths of a decibel. */
    public MixminusSayOptions gainMdb(int value) {
        putInt(GAIN_MDB, value);
        return this;
    }

    /** 1: first stop everything that plays there or is queued. 0: play after what is queued. */
    public int interrupt() {
        return getInt(INTERRUPT);
    }

    /** 1: first stop everything that plays there or is queued. 0: play after what is queued. */
    public MixminusSayOptions interrupt(int value) {
        putInt(INTERRUPT, value);
        return this;
    }
}
