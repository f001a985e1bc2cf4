// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.
package org.mixminus.c;

/** The samples of a prompt. mixminus_prompt_config_init fills in the defaults. */
public final class MixminusPromptConfig extends Block {
    /** Its size in bytes. */
    public static final int SIZE = 40;
    static final int STRUCT_SIZE = 0;
    static final int SAMPLE_RATE_HZ = 4;
    static final int ACCOUNT = 8;
    static final int ACCOUNT_LEN = 16;
    static final int SAMPLES = 24;
    static final int COUNT = 32;

    /** Makes one in memory of its own with the library's defaults. */
    public MixminusPromptConfig() {
        super(SIZE);
        check(Mixminus.mixminus_prompt_config_init(address, SIZE));
    }

    /** Makes one in a frame with the library's defaults. */
    public MixminusPromptConfig(Frame frame) {
        super(frame, SIZE);
        check(Mixminus.mixminus_prompt_config_init(address, SIZE));
    }

    /** The one that begins at a place in a block, such as an element of an array. */
    public MixminusPromptConfig(Block block, int place) {
        super(block, place);
    }

    /** Set by mixminus_prompt_config_init. */
    public int structSize() {
        return getInt(STRUCT_SIZE);
    }

    /** Set by mixminus_prompt_config_init. */
    public MixminusPromptConfig structSize(int value) {
        putInt(STRUCT_SIZE, value);
        return this;
    }

    /** Sample rate, Hz: 1000 to 192000. */
    public int sampleRateHz() {
        return getInt(SAMPLE_RATE_HZ);
    }

    /** Sample rate, Hz: 1000 to 192000. */
    public MixminusPromptConfig sampleRateHz(int value) {
        putInt(SAMPLE_RATE_HZ, value);
        return this;
    }

    /** The account whose quota of prompt bytes the prompt counts against: account_len bytes, borrowed for the call. */
    public long account() {
        return getLong(ACCOUNT);
    }

    /** The account whose quota of prompt bytes the prompt counts against: account_len bytes, borrowed for the call. */
    public MixminusPromptConfig account(long value) {
        putLong(ACCOUNT, value);
        return this;
    }

    /** Length of account, bytes: 1 to 255, or 0 with NULL. */
    public long accountLen() {
        return getLong(ACCOUNT_LEN);
    }

    /** Length of account, bytes: 1 to 255, or 0 with NULL. */
    public MixminusPromptConfig accountLen(long value) {
        putLong(ACCOUNT_LEN, value);
        return this;
    }

    /** count samples, mono, signed 16-bit linear, borrowed for the call. */
    public long samples() {
        return getLong(SAMPLES);
    }

    /** count samples, mono, signed 16-bit linear, borrowed for the call. */
    public MixminusPromptConfig samples(long value) {
        putLong(SAMPLES, value);
        return this;
    }

    /** Number of samples: 1 to an hour's. */
    public long count() {
        return getLong(COUNT);
    }

    /** Number of samples: 1 to an hour's. */
    public MixminusPromptConfig count(long value) {
        putLong(COUNT, value);
        return this;
    }
}
