/** mixminus: a conference mixer. Each call raises MixminusError when it fails, also on a freed object. */

export * from "./conference.js";
import type { ConferenceEnd, ConferenceOptions, JoinOptions, Sound } from "./conference.js";

/** The version of the library that runs. */
export const version: string;

/** What a call raises. */
export class MixminusError extends Error {
    /** The status of the library, negative. */
    readonly status: number;
    /** Name of the status, such as "ROOM_FULL". */
    name: string;
}

/** Samples per second of a line or a room; 22050 needs frames of 20 ms. */
export type SampleRate = 8000 | 12000 | 16000 | 22050 | 24000 | 32000 | 44100 | 48000;

/** The settings of an engine: the fields of mixminus_engine_config. What is left out has its default. */
export interface EngineOptions {
    /** The rate of participants and rooms that name none. Default 8000. */
    sampleRateHz?: SampleRate;
    frameMs?: 10 | 20;
    maxParticipants?: number;
    maxRooms?: number;
    roomCapacity?: number;
    prefillMs?: number;
    maxCapMs?: number;
    maxWriteMs?: number;
    commandQueue?: number;
    eventQueue?: number;
    accountRooms?: number;
    accountParticipants?: number;
    lockMemory?: boolean;
    simd?: "auto" | "portable" | "sse2" | "avx2" | "avx512" | "neon";
    dtmfLookAheadMs?: number;
    sessionLimitS?: number;
    accountQueuedSignals?: number;
    maxPlays?: number;
    maxTaps?: number;
    accountPromptBytes?: number | bigint;
    maxPromptBytes?: number | bigint;
    maxNameBytes?: number;
    maxAccounts?: number;
    /** Participants whose lines have another rate than sampleRateHz, of this one 8000 Hz. Default 0. */
    lines8000?: number;
    lines12000?: number;
    lines16000?: number;
    lines22050?: number;
    lines24000?: number;
    lines32000?: number;
    lines44100?: number;
    lines48000?: number;
}

export interface DriverOptions {
    clock?: "system" | "host";
    workers?: number;
    realtimePriority?: number;
    cpus?: Iterable<number>;
}

/** What the system granted when drivers were started. */
export interface DriverReport {
    threads: number;
    realtimeErrno: number;
    affinityErrno: number;
    prioritiesDiffer: boolean;
    cpusShared: boolean;
}

export interface ParticipantOptions {
    account?: string | null;
    environment?: string | null;
    /** The rate of its line: the engine's, which is the default, or one of which the engine has lines. */
    sampleRateHz?: SampleRate | null;
    /** A whole number that comes back with each event. */
    user?: number | bigint | null;
}

export interface SayOptions {
    /** Repetitions; 0: until stopped. Default 1. */
    times?: number;
    gainDb?: number;
    /** First stop what plays or is queued. Default false. */
    interrupt?: boolean;
}

/** How a play that was waited for has ended. */
export type SayEnd = "completed" | "stopped" | "hangup" | "engine stopped" | "time limit";
export type SignalOutcome = "interrupted" | "queued" | "ignored" | "no session" | "refused";
export type EndReason = ConferenceEnd["reason"];

/** What a synthesizer returns: samples, or the bytes of a WAV file. */
export type Speech = { samples: Int16Array; sampleRateHz: number } | Uint8Array;

/** How samples are encoded: 16-bit, float (full scale is -1.0 to 1.0), µ-law or A-law. */
export type Encoding = keyof EncodedSamples;

/** The array that samples of an encoding are in. */
export interface EncodedSamples {
    s16: Int16Array;
    f32: Float32Array;
    ulaw: Uint8Array;
    alaw: Uint8Array;
}

/** What a host knows about the samples that it writes. */
export interface WriteOptions {
    /** Samples that the network lost just before the first one. */
    lost?: number;
    /** Media timestamp of the first sample. Packets may come in any order, and twice. */
    timestamp?: number | bigint | null;
    /** The sender has paused before these samples: the marker bit of RTP. */
    startsTalkspurt?: boolean;
}

export type TapPoint = "mix" | "before mute" | "after mute" | "output";

export interface Track {
    /** A room for its mix, or a participant. */
    target: Room | Participant;
    /** Default: "mix" of a room, "before mute" of a participant. */
    point?: TapPoint | null;
    /** Path of the WAV file, of which nothing may exist yet. */
    path: string;
}

export interface RecordOptions {
    bufferMs?: number;
    splitBytes?: number | bigint;
    announcement?: Sound | null;
    beepS?: number;
    fileMode?: number;
}

export interface TemplateOptions {
    account?: string | null;
    environment?: string | null;
    /** Default: all rooms of the account and environment. */
    conferenceId?: string | number | bigint | null;
    capacity?: number;
    limitS?: number;
    /** The rate at which the room is mixed; lines of other rates are converted. Default: the engine's. */
    sampleRateHz?: SampleRate | null;
    aloneLoop?: Sound | null;
}

export interface QuotaOptions {
    account?: string | null;
    rooms?: number;
    participants?: number;
    queuedSignals?: number;
    promptBytes?: number | bigint;
}

/** An engine: rooms, participants and one clock. `using` or close() frees it, else the garbage collector does. */
export class Engine implements Disposable {
    constructor(options?: EngineOptions | null);
    /** The most memory that an engine with these options can take, bytes. */
    static memoryBytes(options?: EngineOptions | null): number | bigint;
    /** The address of the engine, for the low level. */
    readonly pointer: bigint;
    /** Samples per second of participants and rooms that name no rate. */
    readonly sampleRateHz: number;
    /** Samples in a frame at that rate. */
    readonly frameSamples: number;
    readonly isClosed: boolean;
    /** Ends every session and frees the engine. The second time does nothing. */
    close(): void;
    [Symbol.dispose](): void;
    /** Runs one tick and returns its number. Not while drivers tick. */
    tick(): number;
    /** Starts the engine's own threads, which then tick. */
    start(options?: DriverOptions | null): DriverReport;
    /** Stops these threads. Sessions stay. */
    stop(): void;
    /** Collects what ticks have finished with. No host needs to call it. */
    service(): void;
    simdLevel(): string;
    participant(options?: ParticipantOptions | null): Participant;
    /** Makes a prompt from mono samples. Default 8000 Hz. */
    prompt(samples: Int16Array, sampleRateHz?: number, options?: { account?: string | null } | null): Prompt;
    /** Makes a prompt from the bytes of a WAV file. */
    promptWav(bytes: Uint8Array, options?: { account?: string | null } | null): Prompt;
    /** Makes a prompt from a WAV file. */
    promptFile(path: string, options?: { account?: string | null } | null): Prompt;
    /** The room of that id, or null. */
    findRoom(
        id: string | number | bigint,
        options?: { account?: string | null; environment?: string | null } | null,
    ): Room | null;
    /** The rooms of an account. */
    rooms(options?: { account?: string | null } | null): Room[];
    /** Plays to all members of rooms, in the same tick. Returns the number of the play in each. */
    say(rooms: Iterable<Room>, sound: Sound, options?: SayOptions | null): (number | bigint)[];
    /** Stops one play. */
    stopPlay(play: number | bigint): void;
    /** Sets what turns text into speech for sayText; null: nothing. It runs inside of sayText. */
    setSynthesizer(speak: ((text: string, voice: string) => Speech) | null): void;
    tap(target: Room | Participant, options?: { point?: TapPoint | null; bufferMs?: number } | null): Tap;
    /** Starts a recording of one or more tracks. */
    record(tracks: Track[], options?: RecordOptions | null): Recording;
    /** The events: `for` takes those that wait, `for await` also waits for more. One poller at a time. */
    events(options?: { signal?: AbortSignal | null } | null): Iterable<Event> & AsyncIterable<Event>;
    /** A descriptor that is readable while events wait. The engine owns it. */
    eventFd(): number;
    /**
     * Wakes right after each tick, for `for await`, until the engine is closed: how many ticks there were since the last
     * time, more than 1 if the loop was late. One iteration at a time.
     */
    ticks(options?: { signal?: AbortSignal | null } | null): AsyncIterable<number>;
    /** A descriptor that is readable after each tick; reading 8 bytes returns how many there were. The engine owns it. */
    tickFd(): number;
    stats(): EngineStats;
    /** Sets what rooms get when they are made. */
    setTemplate(options: TemplateOptions): void;
    removeTemplate(options?: Pick<TemplateOptions, "account" | "environment" | "conferenceId"> | null): void;
    /** Sets what one account may use. */
    setQuota(options: QuotaOptions): void;
    resetQuota(options?: { account?: string | null } | null): void;
}

/** One call. free() hangs up, and so does the garbage collector: keep it while the call lasts. */
export class Participant implements Disposable {
    private constructor();
    readonly engine: Engine;
    /** Its 64-bit handle, for the low level. */
    readonly handle: bigint;
    /** Samples per second of its line, in both directions. */
    readonly sampleRateHz: number;
    /** Samples in a frame of its line. */
    readonly frameSamples: number;
    free(): void;
    [Symbol.dispose](): void;
    /** Joins a room without waiting. */
    join(id: string | number | bigint, options?: JoinOptions | null): Room;
    leave(): void;
    /** Removes it from its room, with a text for its application. */
    remove(text?: string): void;
    /** Moves it to another room. */
    move(id: string | number | bigint): Room;
    /** Joins a room, and returns when the conference is over. It blocks this thread: the engine must run drivers. */
    conference(id: string | number | bigint, options?: ConferenceOptions | null): ConferenceEnd;
    /** The same without blocking: the promise resolves after the handler has run. */
    conferenceAsync(id: string | number | bigint, options?: ConferenceOptions<unknown> | null): Promise<ConferenceEnd>;
    /** How its last conference ended; null while in one, and before the first. */
    conferenceEnd(): ConferenceEnd | null;
    /** Reports that the call has hung up, without freeing it. */
    hangUp(): void;
    signal(name: string): SignalOutcome;
    queuedSignals(): number;
    /**
     * Sets the sample rates at which its audio is written and read, 8000 to 48000 Hz; 0 leaves one as it is. At first both
     * are the rate of its line. A call that goes from G.711 to G.722 goes from 8000 to 16000.
     */
    setRates(writeHz?: SampleRate | 0, readHz?: SampleRate | 0): void;
    setMute(mute?: boolean): void;
    setDeaf(deaf?: boolean): void;
    setGainDb(gainDb: number): void;
    setHold(hold?: boolean, music?: Sound | null): void;
    /** Plays to this participant alone, without waiting. Returns the number of the play. */
    say(sound: Sound, options?: SayOptions | null): number | bigint;
    /** Speaks a text by the engine's synthesizer, without waiting for its end. */
    sayText(text: string, options?: (SayOptions & { voice?: string | null }) | null): number | bigint;
    /** Plays, and returns when that is over. It blocks this thread: the engine must run drivers. */
    sayAndWait(sound: Sound, options?: SayOptions | null): SayEnd;
    sayTextAndWait(text: string, options?: (SayOptions & { voice?: string | null }) | null): SayEnd;
    stopSaying(): void;
    /** Gives the engine audio of the line. Returns how many samples it took. */
    write(samples: Int16Array): number;
    /** Fills a buffer, or a new one of so many samples, by default a frame, with what the participant hears. */
    read(space?: Int16Array | number): Int16Array;
    /** write, with what the host knows about the samples. */
    writeEx(samples: Int16Array, options?: WriteOptions | null): number;
    /** read, with what the engine knows about it. */
    readEx(space?: Int16Array | number): ReadInfo;
    /** writeEx in the line's own encoding, which the engine converts. */
    writeEncoded<E extends Encoding>(
        samples: EncodedSamples[E],
        encoding: E,
        options?: WriteOptions | null,
    ): number;
    /** Drops all that was written and has not been heard yet: what an agent still had to say when it was interrupted. */
    flush(): void;
    /**
     * Marks the place after what was written last. The event "mark heard" with this value tells when all before it was
     * heard, "mark flushed" that it will not be.
     */
    mark(value: number | bigint): void;
    /** readEx in the line's own encoding. */
    readEncoded<E extends Encoding>(space: EncodedSamples[E] | number, encoding: E): ReadInfo<EncodedSamples[E]>;
    /** Passes on a packet of RFC 4733. */
    telephoneEvent(packet: TelephoneEvent): void;
    /** Reports a whole press that came out of band. */
    injectDtmfPress(digit: string | number, options?: { durationMs?: number; levelDbm0?: number } | null): void;
    injectDtmfBegin(digit: string | number, options?: { limitMs?: number; levelDbm0?: number } | null): void;
    injectDtmfEnd(digit: string | number): void;
    /** Sends digits to the participant's line. */
    sendDtmf(digits: string, options?: { levelDbm0?: number; onMs?: number; offMs?: number } | null): void;
    setDetectDtmf(detect: boolean): void;
    setPlayTones(play: boolean): void;
    setGenerateDtmf(generate: boolean): void;
    info(): ParticipantInfo;
    stats(): ParticipantStats;
}

/** A room, from its first join to its last leave. */
export class Room {
    private constructor();
    readonly engine: Engine;
    readonly handle: bigint;
    info(): RoomInfo;
    participants(): Participant[];
    /** The members and their states as of an event. */
    snapshot(): { sequence: number; tick: number; members: RoomMember[] };
    /** All participants leave it. */
    close(): void;
    lock(locked?: boolean): void;
    unlock(): void;
    /** Moves all its participants to another room. */
    merge(id: string | number | bigint): Room;
    say(sound: Sound, options?: SayOptions | null): number | bigint;
    stopSaying(): void;
    /** What a participant hears while it is alone. */
    setAloneLoop(sound: Sound | null): void;
}

/** Audio that can be played. */
export class Prompt implements Disposable {
    private constructor();
    readonly engine: Engine;
    readonly handle: bigint;
    info(): { samples: number; durationMs: number; readToEnd: boolean };
    free(): void;
    [Symbol.dispose](): void;
}

/** Frames of a room's mix, or of a participant's audio. */
export class Tap implements Disposable {
    private constructor();
    readonly engine: Engine;
    readonly handle: bigint;
    /** Samples per second of its frames: those of the room, or of the participant's line. */
    readonly sampleRateHz: number;
    /** Samples in each of its frames. */
    readonly frameSamples: number;
    /** Takes up to most frames; null once the target has ended and all has been read. */
    read(most?: number): TapFrame[] | null;
    info(): TapInfo;
    free(): void;
    [Symbol.dispose](): void;
}

/** A recording: WAV files, one per track. */
export class Recording implements Disposable {
    private constructor();
    readonly engine: Engine;
    readonly handle: bigint;
    pause(): void;
    resume(): void;
    /** Completes the files. */
    stop(): RecordingInfo;
    info(): RecordingInfo;
    /** The paths of the files of each track, also after stop. */
    files(): string[][];
    /** Stops it. */
    free(): void;
    [Symbol.dispose](): void;
}

/** What a tick has done. */
export class Event {
    private constructor();
    /** Such as "joined", "left", "dtmf began", "play ended": the MIXMINUS_EVENT_ constants in words. */
    readonly kind: string;
    readonly sequence: number;
    readonly tick: number;
    readonly room: Room | null;
    readonly participant: Participant | null;
    readonly user: number | bigint;
    /** Depends on the kind. A handle is a BigInt. */
    readonly value: number | bigint;
    /** Of "left": why. */
    readonly reason: EndReason | "none" | null;
    readonly resent: boolean;
    readonly digit: string | null;
    readonly dtmf: {
        source: "in-band" | "out-of-band" | "both";
        position: number;
        duration: number;
        levelDbm0: number;
        twistDb: number;
    } | null;
    /** Of "signal" and "play ended": how it went. */
    readonly outcome: string | null;
    readonly state: ParticipantState;
}

export interface ParticipantState {
    muted: boolean;
    deaf: boolean;
    talking: boolean;
    dtmfDetected: boolean;
    dtmfSuppressed: boolean;
    dtmfGenerated: boolean;
    held: boolean;
}

export interface ParticipantInfo {
    mute: boolean;
    deaf: boolean;
    hold: boolean;
    gainDb: number;
    detectDtmf: boolean;
    playTones: boolean;
    generateDtmf: boolean;
    user: number | bigint;
    sampleRateHz: number;
    writeRateHz: number;
    readRateHz: number;
    room: Room | null;
    lastEnd: EndReason | null;
}

export interface RoomInfo {
    participants: number;
    capacity: number;
    locked: boolean;
    sampleRateHz: number;
    account: string;
    environment: string;
    conferenceId: string;
}

export interface RoomMember {
    participant: Participant;
    user: number | bigint;
    state: ParticipantState;
    gainDb: number;
    meanSquare: number;
    peak: number;
}

export interface ReadInfo<Samples = Int16Array> {
    samples: Samples;
    real: number;
    tick: number;
    mixId: bigint;
    offset: number;
    notInRoom: boolean;
    skipped: boolean;
    underrun: boolean;
    overload: boolean;
    sessionExpired: boolean;
}

export interface TapInfo {
    point: TapPoint;
    target: bigint;
    began: number;
    ended: number;
    frames: number;
    dropped: number;
    sampleRateHz: number;
}

export interface TapFrame {
    tick: number;
    room: bigint;
    join: bigint;
    silent: boolean;
    overload: boolean;
    samples: Int16Array;
}

export interface TelephoneEvent {
    event?: number;
    end?: boolean;
    volume?: number;
    duration?: number;
    timestamp?: number;
    ssrc?: number;
    clockRate?: number;
}

export interface RecordingInfo {
    state: "starting" | "running" | "paused" | "failed" | "stopped";
    startTick: number;
    tick: number;
    samples: number;
    gaps: number;
    gapSamples: number;
    droppedFrames: number;
    lostSamples: number;
    tracks: number;
    files: number;
    message: string;
}

export interface ParticipantStats {
    inFill: number;
    outFill: number;
    latency: number;
    meanSquare: number;
    peak: number;
    written: number;
    writeRefused: number;
    writeDiscarded: number;
    read: number;
    readSilence: number;
    underruns: number;
    trims: number;
    trimmed: number;
    outDropped: number;
    outStale: number;
    late: number;
    duplicate: number;
    reordered: number;
    concealed: number;
    concealmentEvents: number;
}

export interface EngineStats {
    memoryLocked: boolean;
    activeRooms: number;
    activeParticipants: number;
    ticks: number;
    skippedTicks: number;
    commands: number;
    eventsLost: number;
    overloads: number;
    tickNsTotal: number;
    tickNsMax: number;
    wakeLateNsMax: number;
    stageNs: number[];
    tickNsHistogram: number[];
    tickCpuNsTotal: number;
    tickCpuNsMax: number;
    tickCpuNsHistogram: number[];
}
