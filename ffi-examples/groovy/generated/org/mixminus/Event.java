// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.
package org.mixminus;

import org.mixminus.c.MixminusEvent;

/** One event. */
public final class Event {
    /** Number of the event, from 1 on, per engine. */
    public final long sequence;

    /** The tick in which it happened; the first tick is 1. */
    public final long tick;

    /** The room, or 0. */
    public final long room;

    /** The participant, or 0. */
    public final long participant;

    /** The user value of the participant. */
    public final long user;

    /** Depends on kind. */
    public final long value;

    /** What happened, a MIXMINUS_EVENT_ constant. */
    public final EventKind kind;

    /** For MIXMINUS_EVENT_LEFT the reason, a MIXMINUS_END_ constant. */
    public final EndReason reason;

    /** MIXMINUS_STATE_ flags of the participant after the event. */
    public final int state;

    /** 1: re-sent after a gap; the state is valid, but when and in what order it came about is lost. 0: reported in order. */
    public final boolean resent;

    /** MIXMINUS_EVENT_DTMF_BEGAN: where the press began; MIXMINUS_EVENT_DTMF_ENDED: where it ended. */
    public final long dtmfPosition;

    /** DTMF events: the digit, an ASCII character: '0' to '9', '*', '#', 'A' to 'D'. */
    public final char digit;

    /** DTMF events: how it was received, a MIXMINUS_DTMF_ constant. */
    public final DtmfSource dtmfSource;

    /** MIXMINUS_EVENT_DTMF_ENDED: duration of the press, samples; for a telephone event or a SIP INFO the duration given there. */
    public final int dtmfDuration;

    /** DTMF events: mean power of the two tones, thousandths of dBm0 (a sine of 0 dBm0 has a peak 3.14 dB below full scale); for a digit that was received out of band only, the level that the host gave. */
    public final int dtmfLevelMdbm0;

    /** DTMF events: twist, the power of the column tone over that of the row tone, thousandths of a decibel; 0 for a digit that was received out of band only. */
    public final int dtmfTwistMdb;

    /** MIXMINUS_EVENT_SIGNAL: the outcome, a MIXMINUS_SIGNAL_ constant. */
    public final int outcome;

    Event(MixminusEvent c) {
        sequence = c.sequence();
        tick = c.tick();
        room = c.room();
        participant = c.participant();
        user = c.user();
        value = c.value();
        kind = EventKind.of(c.kind());
        reason = EndReason.of(c.reason());
        state = c.state();
        resent = c.resent() != 0;
        dtmfPosition = c.dtmfPosition();
        digit = (char) c.digit();
        dtmfSource = DtmfSource.of(c.dtmfSource());
        dtmfDuration = c.dtmfDuration();
        dtmfLevelMdbm0 = c.dtmfLevelMdbm0();
        dtmfTwistMdb = c.dtmfTwistMdb();
        outcome = c.outcome();
    }

    @Override
    public String toString() {
        return "Event[sequence=" + sequence + ", tick=" + tick + ", room=" + room + ", participant=" + participant + ", user=" + user + ", value=" + value + ", kind=" + kind + ", reason=" + reason + ", state=" + state + ", resent=" + resent + ", dtmfPosition=" + dtmfPosition + ", digit=" + digit + ", dtmfSource=" + dtmfSource + ", dtmfDuration=" + dtmfDuration + ", dtmfLevelMdbm0=" + dtmfLevelMdbm0 + ", dtmfTwistMdb=" + dtmfTwistMdb + ", outcome=" + outcome + "]";
    }
}
