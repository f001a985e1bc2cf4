// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.
package org.mixminus.c;

/** Facts about a prompt. */
public final class MixminusPromptInfo extends Block {
    /** Its size in bytes. */
    public static final int SIZE = 24;
    static final int STRUCT_SIZE = 0;
    static final int FLAGS = 4;
    static final int SAMPLES = 8;
    static final int DURATION_MS = 16;

    /** Makes one in memory of its own with the library's defaults. */
    public MixminusPromptInfo() {
        super(SIZE);
        check(Mixminus.mixminus_prompt_info_init(address, SIZE));
    }

    /** Makes one in a frame with the library's defaults. */
    public MixminusPromptInfo(Frame frame) {
        super(frame, SIZE);
        check(Mixminus.mixminus_prompt_info_init(address, SIZE));
    }

    /** The one that begins at a place in a block, such as an element of an array. */
    public MixminusPromptInfo(Block block, int place) {
        super(block, place);
    }

    /** Set by mixminus_prompt_info_init. */
    public int structSize() {
        return getInt(STRUCT_SIZE);
    }

    /** Set by mixminus_prompt_info_init. */
    public MixminusPromptInfo structSize(int value) {
        putInt(STRUCT_SIZE, value);
        return this;
    }

    /** MIXMINUS_PROMPT_READ_TO_END, or 0. */
    public int flags() {
        return getInt(FLAGS);
    }

    /** MIXMINUS_PROMPT_READ_TO_END, or 0. */
    public MixminusPromptInfo flags(int value) {
        putInt(FLAGS, value);
        return this;
    }

    /** Its length in samples at sample_rate_hz of the engine. */
    public long samples() {
        return getLong(SAMPLES);
    }

    /** Its length in samples at sample_rate_hz of the engine. */
    public MixminusPromptInfo samples(long value) {
        putLong(SAMPLES, value);
        return this;
    }

    /** Its length in milliseconds, rounded up. */
    public long durationMs() {
        return getLong(DURATION_MS);
    }

    /** Its length in milliseconds, rounded up. */
    public MixminusPromptInfo durationMs(long value) {
        putLong(DURATION_MS, value);
        return this;
    }
}
