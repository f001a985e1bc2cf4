// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.
package org.mixminus.c;

/** One event. */
public final class MixminusEvent extends Block {
    /** Its size in bytes. */
    public static final int SIZE = 96;
    static final int SEQUENCE = 0;
    static final int TICK = 8;
    static final int ROOM = 16;
    static final int PARTICIPANT = 24;
    static final int USER = 32;
    static final int VALUE = 40;
    static final int KIND = 48;
    static final int REASON = 52;
    static final int STATE = 56;
    static final int RESENT = 60;
    static final int DTMF_POSITION = 64;
    static final int DIGIT = 72;
    static final int DTMF_SOURCE = 76;
    static final int DTMF_DURATION = 80;
    static final int DTMF_LEVEL_MDBM0 = 84;
    static final int DTMF_TWIST_MDB = 88;
    static final int OUTCOME = 92;

    /** Makes one in memory of its own. */
    public MixminusEvent() {
        super(SIZE);
    }

    /** Makes one in a frame. */
    public MixminusEvent(Frame frame) {
        super(frame, SIZE);
    }

    /** The one that begins at a place in a block, such as an element of an array. */
    public MixminusEvent(Block block, int place) {
        super(block, place);
    }

    /** Number of the event, from 1 on, per engine. */
    public long sequence() {
        return getLong(SEQUENCE);
    }

    /** Number of the event, from 1 on, per engine. */
    public MixminusEvent sequence(long value) {
        putLong(SEQUENCE, value);
        return this;
    }

    /** The tick in which it happened; the first tick is 1. */
    public long tick() {
        return getLong(TICK);
    }

    /** The tick in which it happened; the first tick is 1. */
    public MixminusEvent tick(long value) {
        putLong(TICK, value);
        return this;
    }

    /** The room, or 0. */
    public long room() {
        return getLong(ROOM);
    }

    /** The room, or 0. */
    public MixminusEvent room(long value) {
        putLong(ROOM, value);
        return this;
    }

    /** The participant, or 0. */
    public long participant() {
        return getLong(PARTICIPANT);
    }

    /** The participant, or 0. */
    public MixminusEvent participant(long value) {
        putLong(PARTICIPANT, value);
        return this;
    }

    /** The user value of the participant. */
    public long user() {
        return getLong(USER);
    }

    /** The user value of the participant. */
    public MixminusEvent user(long value) {
        putLong(USER, value);
        return this;
    }

    /** Depends on kind. */
    public long value() {
        return getLong(VALUE);
    }

    /** Depends on kind. */
    public MixminusEvent value(long value) {
        putLong(VALUE, value);
        return this;
    }

    /** What happened, a MIXMINUS_EVENT_ constant. */
    public int kind() {
        return getInt(KIND);
    }

    /** What happened, a MIXMINUS_EVENT_ constant. */
    public MixminusEvent kind(int value) {
        putInt(KIND, value);
        return this;
    }

    /** For MIXMINUS_EVENT_LEFT the reason, a MIXMINUS_END_ constant. */
    public int reason() {
        return getInt(REASON);
    }

    /** For MIXMINUS_EVENT_LEFT the reason, a MIXMINUS_END_ constant. */
    public MixminusEvent reason(int value) {
        putInt(REASON, value);
        return this;
    }

    /** MIXMINUS_STATE_ flags of the participant after the event. */
    public int state() {
        return getInt(STATE);
    }

    /** MIXMINUS_STATE_ flags of the participant after the event. */
    public MixminusEvent state(int value) {
        putInt(STATE, value);
        return this;
    }

    /** 1: re-sent after a gap; the state is valid, but when and in what order it came about is lost. 0: reported in order. */
    public int resent() {
        return getInt(RESENT);
    }

    /** 1: re-sent after a gap; the state is valid, but when and in what order it came about is lost. 0: reported in order. */
    public MixminusEvent resent(int value) {
        putInt(RESENT, value);
        return this;
    }

    /** MIXMINUS_EVENT_DTMF_BEGAN: where the press began; MIXMINUS_EVENT_DTMF_ENDED: where it ended. */
    public long dtmfPosition() {
        return getLong(DTMF_POSITION);
    }

    /** MIXMINUS_EVENT_DTMF_BEGAN: where the press began; MIXMINUS_EVENT_DTMF_ENDED: where it ended. */
    public MixminusEvent dtmfPosition(long value) {
        putLong(DTMF_POSITION, value);
        return this;
    }

    /** DTMF events: the digit, an ASCII character: '0' to '9', '*', '#', 'A' to 'D'. */
    public int digit() {
        return getInt(DIGIT);
    }

    /** DTMF events: the digit, an ASCII character: '0' to '9', '*', '#', 'A' to 'D'. */
    public MixminusEvent digit(int value) {
        putInt(DIGIT, value);
        return this;
    }

    /** DTMF events: how it was received, a MIXMINUS_DTMF_ constant. */
    public int dtmfSource() {
        return getInt(DTMF_SOURCE);
    }

    /** DTMF events: how it was received, a MIXMINUS_DTMF_ constant. */
    public MixminusEvent dtmfSource(int value) {
        putInt(DTMF_SOURCE, value);
        return this;
    }

    /** MIXMINUS_EVENT_DTMF_ENDED: duration of the press, samples; for a telephone event or a SIP INFO the duration given there. */
    public int dtmfDuration() {
        return getInt(DTMF_DURATION);
    }

    /** MIXMINUS_EVENT_DTMF_ENDED: duration of the press, samples; for a telephone event or a SIP INFO the duration given there. */
    public MixminusEvent dtmfDuration(int value) {
        putInt(DTMF_DURATION, value);
        return this;
    }

    /** DTMF events: mean power of the two tones, thousandths of dBm0 (a sine of 0 dBm0 has a peak 3.14 dB below full scale); for a digit that was received out of band only, the level that the host gave. */
    public int dtmfLevelMdbm0() {
        return getInt(DTMF_LEVEL_MDBM0);
    }

    /** DTMF events: mean power of the two tones, thousandths of dBm0 (a sine of 0 dBm0 has a peak 3.14 dB below full scale); for a digit that was received out of band only, the level that the host gave. */
    public MixminusEvent dtmfLevelMdbm0(int value) {
        putInt(DTMF_LEVEL_MDBM0, value);
        return this;
    }

    /** DTMF events: twist, the power of the column tone over that of the row tone, thousandths of a decibel; 0 for a digit that was received out of band only. */
    public int dtmfTwistMdb() {
        return getInt(DTMF_TWIST_MDB);
    }

    /** DTMF events: twist, the power of the column tone over that of the row tone, thousandths of a decibel; 0 for a digit that was received out of band only. */
    public MixminusEvent dtmfTwistMdb(int value) {
        putInt(DTMF_TWIST_MDB, value);
        return this;
    }

    /** MIXMINUS_EVENT_SIGNAL: the outcome, a MIXMINUS_SIGNAL_ constant. */
    public int outcome() {
        return getInt(OUTCOME);
    }

    /** MIXMINUS_EVENT_SIGNAL: the outcome, a MIXMINUS_SIGNAL_ constant. */
    public MixminusEvent outcome(int value) {
        putInt(OUTCOME, value);
        return this;
    }
}
