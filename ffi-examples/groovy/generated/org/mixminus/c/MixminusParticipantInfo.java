// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.
package org.mixminus.c;

/** The state of a participant. */
public final class MixminusParticipantInfo extends Block {
    /** Its size in bytes. */
    public static final int SIZE = 64;
    static final int STRUCT_SIZE = 0;
    static final int MUTE = 4;
    static final int DEAF = 8;
    static final int GAIN_MDB = 12;
    static final int USER = 16;
    static final int ROOM = 24;
    static final int LAST_END = 32;
    static final int DETECT_DTMF = 36;
    static final int PLAY_TONES = 40;
    static final int GENERATE_DTMF = 44;
    static final int HOLD = 48;
    static final int SAMPLE_RATE_HZ = 52;
    static final int WRITE_RATE_HZ = 56;
    static final int READ_RATE_HZ = 60;

    /** Makes one in memory of its own with the library's defaults. */
    public MixminusParticipantInfo() {
        super(SIZE);
        check(Mixminus.mixminus_participant_info_init(address, SIZE));
    }

    /** Makes one in a frame with the library's defaults. */
    public MixminusParticipantInfo(Frame frame) {
        super(frame, SIZE);
        check(Mixminus.mixminus_participant_info_init(address, SIZE));
    }

    /** The one that begins at a place in a block, such as an element of an array. */
    public MixminusParticipantInfo(Block block, int place) {
        super(block, place);
    }

    /** Set by mixminus_participant_info_init. */
    public int structSize() {
        return getInt(STRUCT_SIZE);
    }

    /** Set by mixminus_participant_info_init. */
    public MixminusParticipantInfo structSize(int value) {
        putInt(STRUCT_SIZE, value);
        return this;
    }

    /** 1: muted, its audio is not mixed. 0: its audio is mixed. */
    public int mute() {
        return getInt(MUTE);
    }

    /** 1: muted, its audio is not mixed. 0: its audio is mixed. */
    public MixminusParticipantInfo mute(int value) {
        putInt(MUTE, value);
        return this;
    }

    /** 1: deaf, it does not hear the room. 0: its output is the room's mix. */
    public int deaf() {
        return getInt(DEAF);
    }

    /** 1: deaf, it does not hear the room. 0: its output is the room's mix. */
    public MixminusParticipantInfo deaf(int value) {
        putInt(DEAF, value);
        return this;
    }

    /** Gain on its contribution, thousandths of a decibel. */
    public int gainMdb() {
        return getInt(GAIN_MDB);
    }

    /** Gain on its contribution, thousandths of a decibel. */
    public MixminusParticipantInfo gainMdb(int value) {
        putInt(GAIN_MDB, value);
        return this;
    }

    /** The user value of its mixminus_participant_config. */
    public long user() {
        return getLong(USER);
    }

    /** The user value of its mixminus_participant_config. */
    public MixminusParticipantInfo user(long value) {
        putLong(USER, value);
        return this;
    }

    /** The room that it is in, or 0. */
    public long room() {
        return getLong(ROOM);
    }

    /** The room that it is in, or 0. */
    public MixminusParticipantInfo room(long value) {
        putLong(ROOM, value);
        return this;
    }

    /** Why its last conference ended, a MIXMINUS_END_ constant; MIXMINUS_END_NONE if it is in a conference or never was in one. */
    public int lastEnd() {
        return getInt(LAST_END);
    }

    /** Why its last conference ended, a MIXMINUS_END_ constant; MIXMINUS_END_NONE if it is in a conference or never was in one. */
    public MixminusParticipantInfo lastEnd(int value) {
        putInt(LAST_END, value);
        return this;
    }

    /** 1: */
    public int detectDtmf() {
        return getInt(DETECT_DTMF);
    }

    /** 1: */
    public MixminusParticipantInfo detectDtmf(int value) {
        putInt(DETECT_DTMF, value);
        return this;
    }

    /** 1: the others hear its DTMF tones. 0: the tones are suppressed. */
    public int playTones() {
        return getInt(PLAY_TONES);
    }

    /** 1: the others hear its DTMF tones. 0: the tones are suppressed. */
    public MixminusParticipantInfo playTones(int value) {
        putInt(PLAY_TONES, value);
        return this;
    }

    /** 1: for digits that the host injects, the others get generated tones, if play_tones is 1. 0: they do not. */
    public int generateDtmf() {
        return getInt(GENERATE_DTMF);
    }

    /** 1: for digits that the host injects, the others get generated tones, if play_tones is 1. 0: they do not. */
    public MixminusParticipantInfo generateDtmf(int value) {
        putInt(GENERATE_DTMF, value);
        return this;
    }

    /** 1: on hold: not mixed and not hearing the room, whatever mute and deaf are. 0: not on hold. */
    public int hold() {
        return getInt(HOLD);
    }

    /** 1: on hold: not mixed and not hearing the room, whatever mute and deaf are. 0: not on hold. */
    public MixminusParticipantInfo hold(int value) {
        putInt(HOLD, value);
        return this;
    }

    /** Sample rate of its line, Hz. */
    public int sampleRateHz() {
        return getInt(SAMPLE_RATE_HZ);
    }

    /** Sample rate of its line, Hz. */
    public MixminusParticipantInfo sampleRateHz(int value) {
        putInt(SAMPLE_RATE_HZ, value);
        return this;
    }

    /** Sample rate at which the host writes, Hz: see mixminus_participant_set_rates. */
    public int writeRateHz() {
        return getInt(WRITE_RATE_HZ);
    }

    /** Sample rate at which the host writes, Hz: see mixminus_participant_set_rates. */
    public MixminusParticipantInfo writeRateHz(int value) {
        putInt(WRITE_RATE_HZ, value);
        return this;
    }

    /** Sample rate at which the host reads, Hz. */
    public int readRateHz() {
        return getInt(READ_RATE_HZ);
    }

    /** Sample rate at which the host reads, Hz. */
    public MixminusParticipantInfo readRateHz(int value) {
        putInt(READ_RATE_HZ, value);
        return this;
    }
}
