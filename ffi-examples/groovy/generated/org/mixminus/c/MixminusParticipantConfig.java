// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.
package org.mixminus.c;

/** The call that a participant stands for. mixminus_participant_config_init gives the defaults: the account "default" and the environment "production". */
public final class MixminusParticipantConfig extends Block {
    /** Its size in bytes. */
    public static final int SIZE = 56;
    static final int STRUCT_SIZE = 0;
    static final int SAMPLE_RATE_HZ = 4;
    static final int ACCOUNT = 8;
    static final int ACCOUNT_LEN = 16;
    static final int ENVIRONMENT = 24;
    static final int ENVIRONMENT_LEN = 32;
    static final int USER = 40;
    static final int AGENT = 48;
    static final int RESERVED = 52;

    /** Makes one in memory of its own with the library's defaults. */
    public MixminusParticipantConfig() {
        super(SIZE);
        check(Mixminus.mixminus_participant_config_init(address, SIZE));
    }

    /** Makes one in a frame with the library's defaults. */
    public MixminusParticipantConfig(Frame frame) {
        super(frame, SIZE);
        check(Mixminus.mixminus_participant_config_init(address, SIZE));
    }

    /** The one that begins at a place in a block, such as an element of an array. */
    public MixminusParticipantConfig(Block block, int place) {
        super(block, place);
    }

    /** Set by mixminus_participant_config_init. */
    public int structSize() {
        return getInt(STRUCT_SIZE);
    }

    /** Set by mixminus_participant_config_init. */
    public MixminusParticipantConfig structSize(int value) {
        putInt(STRUCT_SIZE, value);
        return this;
    }

    /** Sample rate of its line in both directions, Hz: sample_rate_hz of the engine, or one of which its configuration has lines (lines_16000 and so on). */
    public int sampleRateHz() {
        return getInt(SAMPLE_RATE_HZ);
    }

    /** Sample rate of its line in both directions, Hz: sample_rate_hz of the engine, or one of which its configuration has lines (lines_16000 and so on). */
    public MixminusParticipantConfig sampleRateHz(int value) {
        putInt(SAMPLE_RATE_HZ, value);
        return this;
    }

    /** The account that the call belongs to: account_len bytes, compared byte by byte, borrowed for the call. */
    public long account() {
        return getLong(ACCOUNT);
    }

    /** The account that the call belongs to: account_len bytes, compared byte by byte, borrowed for the call. */
    public MixminusParticipantConfig account(long value) {
        putLong(ACCOUNT, value);
        return this;
    }

    /** Length of account, bytes: 1 to 255, or 0 with NULL. */
    public long accountLen() {
        return getLong(ACCOUNT_LEN);
    }

    /** Length of account, bytes: 1 to 255, or 0 with NULL. */
    public MixminusParticipantConfig accountLen(long value) {
        putLong(ACCOUNT_LEN, value);
        return this;
    }

    /** The environment, such as "production" or "development": environment_len bytes, compared byte by byte, borrowed for the call. */
    public long environment() {
        return getLong(ENVIRONMENT);
    }

    /** The environment, such as "production" or "development": environment_len bytes, compared byte by byte, borrowed for the call. */
    public MixminusParticipantConfig environment(long value) {
        putLong(ENVIRONMENT, value);
        return this;
    }

    /** Length of environment, bytes: 1 to 255, or 0 with NULL. */
    public long environmentLen() {
        return getLong(ENVIRONMENT_LEN);
    }

    /** Length of environment, bytes: 1 to 255, or 0 with NULL. */
    public MixminusParticipantConfig environmentLen(long value) {
        putLong(ENVIRONMENT_LEN, value);
        return this;
    }

    /** Any value of the host. */
    public long user() {
        return getLong(USER);
    }

    /** Any value of the host. */
    public MixminusParticipantConfig user(long value) {
        putLong(USER, value);
        return this;
    }

    /** 1: a speech agent, whose line is one of agents of mixminus_engine_config and has their sample rate. 0: a usual line. */
    public int agent() {
        return getInt(AGENT);
    }

    /** 1: a speech agent, whose line is one of agents of mixminus_engine_config and has their sample rate. 0: a usual line. */
    public MixminusParticipantConfig agent(int value) {
        putInt(AGENT, value);
        return this;
    }

    /** Must be 0. */
    public int reserved() {
        return getInt(RESERVED);
    }

    /** Must be 0. */
    public MixminusParticipantConfig reserved(int value) {
        putInt(RESERVED, value);
        return this;
    }
}
