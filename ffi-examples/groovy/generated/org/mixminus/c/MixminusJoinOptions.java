// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.
package org.mixminus.c;

/** How a participant joins. mixminus_join_options_init fills in the defaults. */
public final class MixminusJoinOptions extends Block {
    /** Its size in bytes. */
    public static final int SIZE = 104;
    static final int STRUCT_SIZE = 0;
    static final int MUTE = 4;
    static final int DEAF = 8;
    static final int GAIN_MDB = 12;
    static final int PREFILL_MS = 16;
    static final int CAP_MS = 20;
    static final int TALK_EVENTS = 24;
    static final int DETECT_DTMF = 28;
    static final int PLAY_TONES = 32;
    static final int GENERATE_DTMF = 36;
    static final int TERMINATOR = 40;
    static final int INTERDIGIT_TIMEOUT_MS = 44;
    static final int CONFERENCE_ID = 48;
    static final int CONFERENCE_ID_LEN = 56;
    static final int ALLOW_SIGNALS = 64;
    static final int ALLOW_SIGNALS_LEN = 72;
    static final int JOIN_PROMPT = 80;
    static final int LEAVE_PROMPT = 88;
    static final int ADAPTIVE_MAX_MS = 96;
    static final int ADAPTIVE_MIN_MS = 100;

    /** Makes one in memory of its own with the library's defaults. */
    public MixminusJoinOptions() {
        super(SIZE);
        check(Mixminus.mixminus_join_options_init(address, SIZE));
    }

    /** Makes one in a frame with the library's defaults. */
    public MixminusJoinOptions(Frame frame) {
        super(frame, SIZE);
        check(Mixminus.mixminus_join_options_init(address, SIZE));
    }

    /** The one that begins at a place in a block, such as an element of an array. */
    public MixminusJoinOptions(Block block, int place) {
        super(block, place);
    }

    /** Set by mixminus_join_options_init. */
    public int structSize() {
        return getInt(STRUCT_SIZE);
    }

    /** Set by mixminus_join_options_init. */
    public MixminusJoinOptions structSize(int value) {
        putInt(STRUCT_SIZE, value);
        return this;
    }

    /** 1: muted, its audio is not mixed; it still hears the room. 0: its audio is mixed. */
    public int mute() {
        return getInt(MUTE);
    }

    /** 1: muted, its audio is not mixed; it still hears the room. 0: its audio is mixed. */
    public MixminusJoinOptions mute(int value) {
        putInt(MUTE, value);
        return this;
    }

    /** 1: deaf, it does not hear the room, only what the host plays and sends to it; the others still hear it. 0: its output is the room's mix. */
    public int deaf() {
        return getInt(DEAF);
    }

    /** 1: deaf, it does not hear the room, only what the host plays and sends to it; the others still hear it. 0: its output is the room's mix. */
    public MixminusJoinOptions deaf(int value) {
        putInt(DEAF, value);
        return this;
    }

    /** Gain on its contribution: -60000 to 24000 thousandths of a decibel. */
    public int gainMdb() {
        return getInt(GAIN_MDB);
    }

    /** Gain on its contribution: -60000 to 24000 thousandths of a decibel. */
    public MixminusJoinOptions gainMdb(int value) {
        putInt(GAIN_MDB, value);
        return this;
    }

    /** Audio that its in-ring collects before the first of it is mixed, ms: 0 to 200. */
    public int prefillMs() {
        return getInt(PREFILL_MS);
    }

    /** Audio that its in-ring collects before the first of it is mixed, ms: 0 to 200. */
    public MixminusJoinOptions prefillMs(int value) {
        putInt(PREFILL_MS, value);
        return this;
    }

    /** The most audio that its in-ring may hold in reserve before the oldest is cut, ms: the prefill, or adaptive_max_ms if that is more, to the engine's max_cap_ms. */
    public int capMs() {
        return getInt(CAP_MS);
    }

    /** The most audio that its in-ring may hold in reserve before the oldest is cut, ms: the prefill, or adaptive_max_ms if that is more, to the engine's max_cap_ms. */
    public MixminusJoinOptions capMs(int value) {
        putInt(CAP_MS, value);
        return this;
    }

    /** 1: starts and ends of its talkspurts are reported as events. 0: they are not. */
    public int talkEvents() {
        return getInt(TALK_EVENTS);
    }

    /** 1: starts and ends of its talkspurts are reported as events. 0: they are not. */
    public MixminusJoinOptions talkEvents(int value) {
        putInt(TALK_EVENTS, value);
        return this;
    }

    /** 1: */
    public int detectDtmf() {
        return getInt(DETECT_DTMF);
    }

    /** 1: */
    public MixminusJoinOptions detectDtmf(int value) {
        putInt(DETECT_DTMF, value);
        return this;
    }

    /** 1: the others hear its DTMF tones. 0: the tones are suppressed; for that its audio is delayed by the engine's dtmf_look_ahead_ms for the whole join. */
    public int playTones() {
        return getInt(PLAY_TONES);
    }

    /** 1: the others hear its DTMF tones. 0: the tones are suppressed; for that its audio is delayed by the engine's dtmf_look_ahead_ms for the whole join. */
    public MixminusJoinOptions playTones(int value) {
        putInt(PLAY_TONES, value);
        return this;
    }

    /** 1: for digits that the host injects, the others get generated tones, if play_tones is 1. 0: they do not. */
    public int generateDtmf() {
        return getInt(GENERATE_DTMF);
    }

    /** 1: for digits that the host injects, the others get generated tones, if play_tones is 1. 0: they do not. */
    public MixminusJoinOptions generateDtmf(int value) {
        putInt(GENERATE_DTMF, value);
        return this;
    }

    /** The DTMF digit that makes it leave the room at the onset of the press, in its audio or injected, muted or not, also if detect_dtmf is 0: an ASCII character, one of 0-9 * # A-D. 0: none. */
    public int terminator() {
        return getInt(TERMINATOR);
    }

    /** The DTMF digit that makes it leave the room at the onset of the press, in its audio or injected, muted or not, also if detect_dtmf is 0: an ASCII character, one of 0-9 * # A-D. 0: none. */
    public MixminusJoinOptions terminator(int value) {
        putInt(TERMINATOR, value);
        return this;
    }

    /** After any digit other than the terminator, further digits do not count until this time has passed since that digit's onset, ms: 0 to 3600000. */
    public int interdigitTimeoutMs() {
        return getInt(INTERDIGIT_TIMEOUT_MS);
    }

    /** After any digit other than the terminator, further digits do not count until this time has passed since that digit's onset, ms: 0 to 3600000. */
    public MixminusJoinOptions interdigitTimeoutMs(int value) {
        putInt(INTERDIGIT_TIMEOUT_MS, value);
        return this;
    }

    /** The room's id in the participant's account and environment: conference_id_len bytes, borrowed for the call. */
    public long conferenceId() {
        return getLong(CONFERENCE_ID);
    }

    /** The room's id in the participant's account and environment: conference_id_len bytes, borrowed for the call. */
    public MixminusJoinOptions conferenceId(long value) {
        putLong(CONFERENCE_ID, value);
        return this;
    }

    /** Length of conference_id, bytes: 1 to 255. */
    public long conferenceIdLen() {
        return getLong(CONFERENCE_ID_LEN);
    }

    /** Length of conference_id, bytes: 1 to 255. */
    public MixminusJoinOptions conferenceIdLen(long value) {
        putLong(CONFERENCE_ID_LEN, value);
        return this;
    }

    /** The signals that may interrupt the conference: an array of allow_signals_len names, compared byte by byte; the name "*" allows any, an empty name is ignored. */
    public long allowSignals() {
        return getLong(ALLOW_SIGNALS);
    }

    /** The signals that may interrupt the conference: an array of allow_signals_len names, compared byte by byte; the name "*" allows any, an empty name is ignored. */
    public MixminusJoinOptions allowSignals(long value) {
        putLong(ALLOW_SIGNALS, value);
        return this;
    }

    /** Number of names: 0 to 64. */
    public long allowSignalsLen() {
        return getLong(ALLOW_SIGNALS_LEN);
    }

    /** Number of names: 0 to 64. */
    public MixminusJoinOptions allowSignalsLen(long value) {
        putLong(ALLOW_SIGNALS_LEN, value);
        return this;
    }

    /** Sound played to everyone in the room when it joins, itself included, muted or not. */
    public long joinPrompt() {
        return getLong(JOIN_PROMPT);
    }

    /** Sound played to everyone in the room when it joins, itself included, muted or not. */
    public MixminusJoinOptions joinPrompt(long value) {
        putLong(JOIN_PROMPT, value);
        return this;
    }

    /** Sound played to those who stay, from the tick after it leaves, whatever the reason. */
    public long leavePrompt() {
        return getLong(LEAVE_PROMPT);
    }

    /** Sound played to those who stay, from the tick after it leaves, whatever the reason. */
    public MixminusJoinOptions leavePrompt(long value) {
        putLong(LEAVE_PROMPT, value);
        return this;
    }

    /** The most reserve of a jitter buffer whose target adapts to the arrivals of packets, ms: 1 to the engine's max_cap_ms. */
    public int adaptiveMaxMs() {
        return getInt(ADAPTIVE_MAX_MS);
    }

    /** The most reserve of a jitter buffer whose target adapts to the arrivals of packets, ms: 1 to the engine's max_cap_ms. */
    public MixminusJoinOptions adaptiveMaxMs(int value) {
        putInt(ADAPTIVE_MAX_MS, value);
        return this;
    }

    /** The least reserve of such a jitter buffer, ms: 0 to adaptive_max_ms. */
    public int adaptiveMinMs() {
        return getInt(ADAPTIVE_MIN_MS);
    }

    /** The least reserve of such a jitter buffer, ms: 0 to adaptive_max_ms. */
    public MixminusJoinOptions adaptiveMinMs(int value) {
        putInt(ADAPTIVE_MIN_MS, value);
        return this;
    }
}
