// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.
package org.mixminus.c;

/** The settings of an engine. mixminus_engine_config_init fills in the defaults. */
public final class MixminusEngineConfig extends Block {
    /** Its size in bytes. */
    public static final int SIZE = 152;
    static final int STRUCT_SIZE = 0;
    static final int SAMPLE_RATE_HZ = 4;
    static final int FRAME_MS = 8;
    static final int MAX_PARTICIPANTS = 12;
    static final int MAX_ROOMS = 16;
    static final int ROOM_CAPACITY = 20;
    static final int PREFILL_MS = 24;
    static final int MAX_CAP_MS = 28;
    static final int MAX_WRITE_MS = 32;
    static final int COMMAND_QUEUE = 36;
    static final int EVENT_QUEUE = 40;
    static final int ACCOUNT_ROOMS = 44;
    static final int ACCOUNT_PARTICIPANTS = 48;
    static final int LOCK_MEMORY = 52;
    static final int SIMD = 56;
    static final int DTMF_LOOK_AHEAD_MS = 60;
    static final int SESSION_LIMIT_S = 64;
    static final int ACCOUNT_QUEUED_SIGNALS = 68;
    static final int MAX_PLAYS = 72;
    static final int MAX_TAPS = 76;
    static final int ACCOUNT_PROMPT_BYTES = 80;
    static final int MAX_PROMPT_BYTES = 88;
    static final int MAX_NAME_BYTES = 96;
    static final int MAX_ACCOUNTS = 100;
    static final int LINES_8000 = 104;
    static final int LINES_12000 = 108;
    static final int LINES_16000 = 112;
    static final int LINES_22050 = 116;
    static final int LINES_24000 = 120;
    static final int LINES_32000 = 124;
    static final int LINES_44100 = 128;
    static final int LINES_48000 = 132;
    static final int AGENTS = 136;
    static final int AGENT_RATE_HZ = 140;
    static final int AGENT_QUEUE_MS = 144;
    static final int RESERVED = 148;

    /** Makes one in memory of its own with the library's defaults. */
    public MixminusEngineConfig() {
        super(SIZE);
        check(Mixminus.mixminus_engine_config_init(address, SIZE));
    }

    /** Makes one in a frame with the library's defaults. */
    public MixminusEngineConfig(Frame frame) {
        super(frame, SIZE);
        check(Mixminus.mixminus_engine_config_init(address, SIZE));
    }

    /** The one that begins at a place in a block, such as an element of an array. */
    public MixminusEngineConfig(Block block, int place) {
        super(block, place);
    }

    /** Set by mixminus_engine_config_init. */
    public int structSize() {
        return getInt(STRUCT_SIZE);
    }

    /** Set by mixminus_engine_config_init. */
    public MixminusEngineConfig structSize(int value) {
        putInt(STRUCT_SIZE, value);
        return this;
    }

    /** Sample rate of participants and rooms that name none, Hz: 8000, 12000, 16000, 22050, 24000, 32000, 44100 or 48000; 22050 needs frames of 20 ms. */
    public int sampleRateHz() {
        return getInt(SAMPLE_RATE_HZ);
    }

    /** Sample rate of participants and rooms that name none, Hz: 8000, 12000, 16000, 22050, 24000, 32000, 44100 or 48000; 22050 needs frames of 20 ms. */
    public MixminusEngineConfig sampleRateHz(int value) {
        putInt(SAMPLE_RATE_HZ, value);
        return this;
    }

    /** Length of a frame, and so of a tick, ms: 10 or 20. */
    public int frameMs() {
        return getInt(FRAME_MS);
    }

    /** Length of a frame, and so of a tick, ms: 10 or 20. */
    public MixminusEngineConfig frameMs(int value) {
        putInt(FRAME_MS, value);
        return this;
    }

    /** Participants that an account may have at the same time, in or out of rooms: 1 to 1048575. */
    public int maxParticipants() {
        return getInt(MAX_PARTICIPANTS);
    }

    /** Participants that an account may have at the same time, in or out of rooms: 1 to 1048575. */
    public MixminusEngineConfig maxParticipants(int value) {
        putInt(MAX_PARTICIPANTS, value);
        return this;
    }

    /** Rooms that an account may have at the same time: 1 to 1048575. */
    public int maxRooms() {
        return getInt(MAX_ROOMS);
    }

    /** Rooms that an account may have at the same time: 1 to 1048575. */
    public MixminusEngineConfig maxRooms(int value) {
        putInt(MAX_ROOMS, value);
        return this;
    }

    /** Participants that a room may hold unless its template says otherwise: 1 to 1024. */
    public int roomCapacity() {
        return getInt(ROOM_CAPACITY);
    }

    /** Participants that a room may hold unless its template says otherwise: 1 to 1024. */
    public MixminusEngineConfig roomCapacity(int value) {
        putInt(ROOM_CAPACITY, value);
        return this;
    }

    /** Audio that a participant's in-ring collects before the first of it is mixed (jitter reserve), ms: 0 to 200. */
    public int prefillMs() {
        return getInt(PREFILL_MS);
    }

    /** Audio that a participant's in-ring collects before the first of it is mixed (jitter reserve), ms: 0 to 200. */
    public MixminusEngineConfig prefillMs(int value) {
        putInt(PREFILL_MS, value);
        return this;
    }

    /** The largest cap_ms that a join may ask for, ms: prefill_ms + 40 to 1000. */
    public int maxCapMs() {
        return getInt(MAX_CAP_MS);
    }

    /** The largest cap_ms that a join may ask for, ms: prefill_ms + 40 to 1000. */
    public MixminusEngineConfig maxCapMs(int value) {
        putInt(MAX_CAP_MS, value);
        return this;
    }

    /** The most audio that the host may write to a participant between two ticks, in one write or several, ms: frame_ms to 1000. */
    public int maxWriteMs() {
        return getInt(MAX_WRITE_MS);
    }

    /** The most audio that the host may write to a participant between two ticks, in one write or several, ms: frame_ms to 1000. */
    public MixminusEngineConfig maxWriteMs(int value) {
        putInt(MAX_WRITE_MS, value);
        return this;
    }

    /** Commands of an account that may wait for the next tick: 16 to 1048576. */
    public int commandQueue() {
        return getInt(COMMAND_QUEUE);
    }

    /** Commands of an account that may wait for the next tick: 16 to 1048576. */
    public MixminusEngineConfig commandQueue(int value) {
        putInt(COMMAND_QUEUE, value);
        return this;
    }

    /** Events of an account that may wait to be polled: 16 to 1048576. */
    public int eventQueue() {
        return getInt(EVENT_QUEUE);
    }

    /** Events of an account that may wait to be polled: 16 to 1048576. */
    public MixminusEngineConfig eventQueue(int value) {
        putInt(EVENT_QUEUE, value);
        return this;
    }

    /** Rooms that an account without a quota of its own may have at the same time; 0: max_rooms. */
    public int accountRooms() {
        return getInt(ACCOUNT_ROOMS);
    }

    /** Rooms that an account without a quota of its own may have at the same time; 0: max_rooms. */
    public MixminusEngineConfig accountRooms(int value) {
        putInt(ACCOUNT_ROOMS, value);
        return this;
    }

    /** Participants that an account without a quota of its own may have at the same time, in or out of rooms; 0: max_participants. */
    public int accountParticipants() {
        return getInt(ACCOUNT_PARTICIPANTS);
    }

    /** Participants that an account without a quota of its own may have at the same time, in or out of rooms; 0: max_participants. */
    public MixminusEngineConfig accountParticipants(int value) {
        putInt(ACCOUNT_PARTICIPANTS, value);
        return this;
    }

    /** 1: ask the system to lock into RAM the memory that the engine takes for participants, their rings and rooms when it is made; memory_locked of mixminus_engine_stats says whether the system did. */
    public int lockMemory() {
        return getInt(LOCK_MEMORY);
    }

    /** 1: ask the system to lock into RAM the memory that the engine takes for participants, their rings and rooms when it is made; memory_locked of mixminus_engine_stats says whether the system did. */
    public MixminusEngineConfig lockMemory(int value) {
        putInt(LOCK_MEMORY, value);
        return this;
    }

    /** A MIXMINUS_SIMD_ constant. */
    public int simd() {
        return getInt(SIMD);
    }

    /** A MIXMINUS_SIMD_ constant. */
    public MixminusEngineConfig simd(int value) {
        putInt(SIMD, value);
        return this;
    }

    /** Delay added to the audio of a participant that joins with play_tones 0, so that a DTMF tone is recognised before its beginning is mixed, ms: 0 to 20. */
    public int dtmfLookAheadMs() {
        return getInt(DTMF_LOOK_AHEAD_MS);
    }

    /** Delay added to the audio of a participant that joins with play_tones 0, so that a DTMF tone is recognised before its beginning is mixed, ms: 0 to 20. */
    public MixminusEngineConfig dtmfLookAheadMs(int value) {
        putInt(DTMF_LOOK_AHEAD_MS, value);
        return this;
    }

    /** Time limit of a session, from mixminus_participant_new on, in seconds of the engine's clock, in or out of conferences: 1 to 31536000; 0: no limit. */
    public int sessionLimitS() {
        return getInt(SESSION_LIMIT_S);
    }

    /** Time limit of a session, from mixminus_participant_new on, in seconds of the engine's clock, in or out of conferences: 1 to 31536000; 0: no limit. */
    public MixminusEngineConfig sessionLimitS(int value) {
        putInt(SESSION_LIMIT_S, value);
        return this;
    }

    /** Signals of an account without a quota of its own that may be queued at the same time; 0: 64 for each of its participants. */
    public int accountQueuedSignals() {
        return getInt(ACCOUNT_QUEUED_SIGNALS);
    }

    /** Signals of an account without a quota of its own that may be queued at the same time; 0: 64 for each of its participants. */
    public MixminusEngineConfig accountQueuedSignals(int value) {
        putInt(ACCOUNT_QUEUED_SIGNALS, value);
        return this;
    }

    /** Plays that an account may have at the same time, playing or queued: prompts, join and leave sounds, loops. */
    public int maxPlays() {
        return getInt(MAX_PLAYS);
    }

    /** Plays that an account may have at the same time, playing or queued: prompts, join and leave sounds, loops. */
    public MixminusEngineConfig maxPlays(int value) {
        putInt(MAX_PLAYS, value);
        return this;
    }

    /** Taps that an account may have at the same time, and tracks of recordings: 0 to 65536. */
    public int maxTaps() {
        return getInt(MAX_TAPS);
    }

    /** Taps that an account may have at the same time, and tracks of recordings: 0 to 65536. */
    public MixminusEngineConfig maxTaps(int value) {
        putInt(MAX_TAPS, value);
        return this;
    }

    /** Bytes of prompts that an account without a quota of its own may have at the same time, counted as prompt_bytes of mixminus_account_quota; 0: max_prompt_bytes. */
    public long accountPromptBytes() {
        return getLong(ACCOUNT_PROMPT_BYTES);
    }

    /** Bytes of prompts that an account without a quota of its own may have at the same time, counted as prompt_bytes of mixminus_account_quota; 0: max_prompt_bytes. */
    public MixminusEngineConfig accountPromptBytes(long value) {
        putLong(ACCOUNT_PROMPT_BYTES, value);
        return this;
    }

    /** Bytes of prompts that an account may have at the same time, counted as prompt_bytes of mixminus_account_quota, which cannot allow more: 1 to 2^40; 0: the default. */
    public long maxPromptBytes() {
        return getLong(MAX_PROMPT_BYTES);
    }

    /** Bytes of prompts that an account may have at the same time, counted as prompt_bytes of mixminus_account_quota, which cannot allow more: 1 to 2^40; 0: the default. */
    public MixminusEngineConfig maxPromptBytes(long value) {
        putLong(MAX_PROMPT_BYTES, value);
        return this;
    }

    /** Bytes of names that an account may have the engine keep at the same time: 1024 to 2^30; 0: the default. */
    public int maxNameBytes() {
        return getInt(MAX_NAME_BYTES);
    }

    /** Bytes of names that an account may have the engine keep at the same time: 1024 to 2^30; 0: the default. */
    public MixminusEngineConfig maxNameBytes(int value) {
        putInt(MAX_NAME_BYTES, value);
        return this;
    }

    /** Accounts that the engine knows at the same time: those that have any object, a template or a quota of their own: 1 to 1048575; 0: the default. */
    public int maxAccounts() {
        return getInt(MAX_ACCOUNTS);
    }

    /** Accounts that the engine knows at the same time: those that have any object, a template or a quota of their own: 1 to 1048575; 0: the default. */
    public MixminusEngineConfig maxAccounts(int value) {
        putInt(MAX_ACCOUNTS, value);
        return this;
    }

    /** Participants that an account may have at the same time with lines of 8000 Hz, if that is not sample_rate_hz, of which max_participants may: 0 to 1048575, all rates together. */
    public int lines8000() {
        return getInt(LINES_8000);
    }

    /** Participants that an account may have at the same time with lines of 8000 Hz, if that is not sample_rate_hz, of which max_participants may: 0 to 1048575, all rates together. */
    public MixminusEngineConfig lines8000(int value) {
        putInt(LINES_8000, value);
        return this;
    }

    /** The same at 12000 Hz. */
    public int lines12000() {
        return getInt(LINES_12000);
    }

    /** The same at 12000 Hz. */
    public MixminusEngineConfig lines12000(int value) {
        putInt(LINES_12000, value);
        return this;
    }

    /** The same at 16000 Hz. */
    public int lines16000() {
        return getInt(LINES_16000);
    }

    /** The same at 16000 Hz. */
    public MixminusEngineConfig lines16000(int value) {
        putInt(LINES_16000, value);
        return this;
    }

    /** The same at 22050 Hz. */
    public int lines22050() {
        return getInt(LINES_22050);
    }

    /** The same at 22050 Hz. */
    public MixminusEngineConfig lines22050(int value) {
        putInt(LINES_22050, value);
        return this;
    }

    /** The same at 24000 Hz. */
    public int lines24000() {
        return getInt(LINES_24000);
    }

    /** The same at 24000 Hz. */
    public MixminusEngineConfig lines24000(int value) {
        putInt(LINES_24000, value);
        return this;
    }

    /** The same at 32000 Hz. */
    public int lines32000() {
        return getInt(LINES_32000);
    }

    /** The same at 32000 Hz. */
    public MixminusEngineConfig lines32000(int value) {
        putInt(LINES_32000, value);
        return this;
    }

    /** The same at 44100 Hz. */
    public int lines44100() {
        return getInt(LINES_44100);
    }

    /** The same at 44100 Hz. */
    public MixminusEngineConfig lines44100(int value) {
        putInt(LINES_44100, value);
        return this;
    }

    /** The same at 48000 Hz. */
    public int lines48000() {
        return getInt(LINES_48000);
    }

    /** The same at 48000 Hz. */
    public MixminusEngineConfig lines48000(int value) {
        putInt(LINES_48000, value);
        return this;
    }

    /** Speech agents that an account may have at the same time, beside max_participants: 0 to 1048575, all rates together. */
    public int agents() {
        return getInt(AGENTS);
    }

    /** Speech agents that an account may have at the same time, beside max_participants: 0 to 1048575, all rates together. */
    public MixminusEngineConfig agents(int value) {
        putInt(AGENTS, value);
        return this;
    }

    /** Sample rate of agents' lines, Hz: one of those above; 0: 24000. */
    public int agentRateHz() {
        return getInt(AGENT_RATE_HZ);
    }

    /** Sample rate of agents' lines, Hz: one of those above; 0: 24000. */
    public MixminusEngineConfig agentRateHz(int value) {
        putInt(AGENT_RATE_HZ, value);
        return this;
    }

    /** Audio of an agent that may wait to be heard, ms: 1000 to 60000; 0: 10000. 10000 takes 480 KB at 24000 Hz. */
    public int agentQueueMs() {
        return getInt(AGENT_QUEUE_MS);
    }

    /** Audio of an agent that may wait to be heard, ms: 1000 to 60000; 0: 10000. 10000 takes 480 KB at 24000 Hz. */
    public MixminusEngineConfig agentQueueMs(int value) {
        putInt(AGENT_QUEUE_MS, value);
        return this;
    }

    /** Must be 0. */
    public int reserved() {
        return getInt(RESERVED);
    }

    /** Must be 0. */
    public MixminusEngineConfig reserved(int value) {
        putInt(RESERVED, value);
        return this;
    }
}
