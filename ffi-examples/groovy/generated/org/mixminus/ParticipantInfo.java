// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.
package org.mixminus;

import org.mixminus.c.MixminusParticipantInfo;

/** The state of a participant. */
public final class ParticipantInfo {
    /** 1: muted, its audio is not mixed. 0: its audio is mixed. */
    public final boolean mute;

    /** 1: deaf, it does not hear the room. 0: its output is the room's mix. */
    public final boolean deaf;

    /** Gain on its contribution, thousandths of a decibel. */
    public final int gainMdb;

    /** The user value of its mixminus_participant_config. */
    public final long user;

    /** The room that it is in, or 0. */
    public final long room;

    /** Why its last conference ended, a MIXMINUS_END_ constant; MIXMINUS_END_NONE if it is in a conference or never was in one. */
    public final EndReason lastEnd;

    /** 1: */
    public final boolean detectDtmf;

    /** 1: the others hear its DTMF tones. 0: the tones are suppressed. */
    public final boolean playTones;

    /** 1: for digits that the host injects, the others get generated tones, if play_tones is 1. 0: they do not. */
    public final boolean generateDtmf;

    /** 1: on hold: not mixed and not hearing the room, whatever mute and deaf are. 0: not on hold. */
    public final boolean hold;

    /** Sample rate of its line, Hz. */
    public final int sampleRateHz;

    /** Sample rate at which the host writes, Hz: see mixminus_participant_set_rates. */
    public final int writeRateHz;

    /** Sample rate at which the host reads, Hz. */
    public final int readRateHz;

    ParticipantInfo(MixminusParticipantInfo c) {
        mute = c.mute() != 0;
        deaf = c.deaf() != 0;
        gainMdb = c.gainMdb();
        user = c.user();
        room = c.room();
        lastEnd = EndReason.of(c.lastEnd());
        detectDtmf = c.detectDtmf() != 0;
        playTones = c.playTones() != 0;
        generateDtmf = c.generateDtmf() != 0;
        hold = c.hold() != 0;
        sampleRateHz = c.sampleRateHz();
        writeRateHz = c.writeRateHz();
        readRateHz = c.readRateHz();
    }

    @Override
    public String toString() {
        return "ParticipantInfo[mute=" + mute + ", deaf=" + deaf + ", gainMdb=" + gainMdb + ", user=" + user + ", room=" + room + ", lastEnd=" + lastEnd + ", detectDtmf=" + detectDtmf + ", playTones=" + playTones + ", generateDtmf=" + generateDtmf + ", hold=" + hold + ", sampleRateHz=" + sampleRateHz + ", writeRateHz=" + writeRateHz + ", readRateHz=" + readRateHz + "]";
    }
}
