/** An engine: rooms, participants and one clock. */
"use strict";

const { isUint8Array } = require("node:util/types");
const native = require("./native.js");
const { check, checkAudio, invalid } = require("./error.js");
const { conferenceId } = require("./conference.js");
const { Events, eventFd } = require("./event.js");
const { Limits } = require("./limits.js");
const names = require("./names.js");
const { Core, finalizers } = require("./owned.js");
const { Participant } = require("./participant.js");
const { Prompt, sayOptions, sound } = require("./prompt.js");
const { Recording } = require("./recording.js");
const { Room } = require("./room.js");
const { Synthesizer } = require("./speech.js");
const { Tap } = require("./tap.js");
const { ticks, tickFd } = require("./tick.js");
const { fill, flag, integer, named, number, optionalText, plain, samples, text } = require("./values.js");
const { Waiting } = require("./waiting.js");

const result = new BigUint64Array(1);
const small = new Uint32Array(new ArrayBuffer(8));

/** The configuration of an engine, from options. */
function readConfig(options) {
    return fill(native.mixminus_engine_config.init(), options, {
        simd: (value, struct) => { struct.simd = names.simd.number("simd", value); },
        lockMemory: (value, struct) => { struct.lock_memory = flag("lockMemory", value); },
    });
}

/** What is tapped: a room's mix, or a participant at a point. */
function readTarget(target, point) {
    if (!(target instanceof Room || target instanceof Participant)) {
        throw invalid("target: must be a room or a participant");
    }
    return names.tapPoint.number("point", point ?? (target instanceof Room ? "mix" : "before mute"));
}

// These functions are made outside of the constructor, whose variables would keep the engine reachable.
const closer = (core) => () => core.close();
const participants = (core, engine) => (handle) =>
    core.participants.get(handle)?.deref() ?? new Participant(engine.deref(), core, handle, true);

class Engine extends Limits {
    #core;
    #rate;

    constructor(options) {
        const config = readConfig(options);
        check(native.mixminus_engine_new(config, result));
        const core = new Core(result[0]);
        super(core);
        this.#core = core;
        this.#rate = config.sample_rate_hz;
        core.frameMs = config.frame_ms;
        core.waiting = new Waiting(core, config.frame_ms);
        core.synthesizer = new Synthesizer(core);
        core.speak = (say) => core.synthesizer.call(say);
        core.participant = participants(core, new WeakRef(this));
        finalizers.register(this, closer(core), this);
    }

    /** The most memory that an engine with these options can take, bytes. */
    static memoryBytes(options) {
        check(native.mixminus_engine_memory_bytes(readConfig(options), result));
        return number(result[0]);
    }

    /** The address of the engine, for the low level. */
    get pointer() {
        return this.#core.pointer;
    }

    /** Samples per second of participants and rooms that name no rate. */
    get sampleRateHz() {
        return this.#rate;
    }

    /** Samples in a frame at that rate. */
    get frameSamples() {
        return this.#core.frameSamples(this.#rate);
    }

    get isClosed() {
        return this.#core.isClosed;
    }

    close() {
        this.#core.close();
        finalizers.unregister(this);
    }

    [Symbol.dispose]() {
        this.close();
    }

    tick() {
        checkAudio(native.mixminus_engine_tick(this.#core.pointer, result));
        return Number(result[0]);
    }

    start(options) {
        let cpus = null;
        const config = fill(native.mixminus_driver_config.init(), options, {
            clock: (value, struct) => { struct.clock = names.clock.number("clock", value); },
            cpus: (value) => { cpus = Uint32Array.from(value, (cpu) => integer("cpus", cpu)); },
            cpuCount: () => { throw invalid("unknown option: cpuCount"); },
        });
        if (cpus !== null && cpus.length > 0) {
            config.cpus = cpus;
            config.cpu_count = cpus.length;
        }
        const report = native.mixminus_driver_report.init();
        check(native.mixminus_engine_start(this.#core.pointer, config, report));
        const { prioritiesDiffer, cpusShared, ...rest } = plain(report);
        return { ...rest, prioritiesDiffer: prioritiesDiffer !== 0, cpusShared: cpusShared !== 0 };
    }

    stop() {
        check(native.mixminus_engine_stop(this.#core.pointer));
    }

    service() {
        check(native.mixminus_engine_service(this.#core.pointer));
    }

    simdLevel() {
        check(native.mixminus_engine_simd_level(this.#core.pointer, small));
        return names.simd.word(small[0]);
    }

    participant(options) {
        const config = fill(native.mixminus_participant_config.init(), options, {
            account: (value, struct) => {
                const { bytes, length } = text("account", value);
                struct.account = bytes;
                struct.account_len = length;
            },
            environment: (value, struct) => {
                const { bytes, length } = text("environment", value);
                struct.environment = bytes;
                struct.environment_len = length;
            },
        });
        check(native.mixminus_participant_new(this.#core.pointer, config, result));
        return new Participant(this, this.#core, result[0], false, config.sample_rate_hz || this.#rate);
    }

    prompt(audio, sampleRateHz = 8000, options = null) {
        const { account } = named(options, { account: null });
        const config = native.mixminus_prompt_config.init();
        const of = optionalText("account", account);
        config.account = of.bytes;
        config.account_len = of.length;
        config.sample_rate_hz = integer("sampleRateHz", sampleRateHz);
        config.samples = samples(audio);
        config.count = audio.length;
        check(native.mixminus_prompt_new(this.#core.pointer, config, result));
        return new Prompt(this, this.#core, result[0]);
    }

    promptWav(bytes, options = null) {
        const { account } = named(options, { account: null });
        if (!isUint8Array(bytes)) {
            throw invalid("bytes: must be a Uint8Array");
        }
        const of = optionalText("account", account);
        const { pointer } = this.#core;
        check(native.mixminus_prompt_new_wav(pointer, of.bytes, of.length, bytes, bytes.length, result));
        return new Prompt(this, this.#core, result[0]);
    }

    promptFile(path, options = null) {
        const { account } = named(options, { account: null });
        const of = optionalText("account", account);
        const file = text("path", path);
        const { pointer } = this.#core;
        check(native.mixminus_prompt_new_file(pointer, of.bytes, of.length, file.bytes, file.length, result));
        return new Prompt(this, this.#core, result[0]);
    }

    findRoom(id, options = null) {
        const { account, environment } = named(options, { account: null, environment: null });
        const a = optionalText("account", account);
        const e = optionalText("environment", environment);
        const c = conferenceId(id);
        const { pointer } = this.#core;
        const status = native.mixminus_room_find(
            pointer, a.bytes, a.length, e.bytes, e.length, c.bytes, c.length, result,
        );
        if (status === native.MIXMINUS_ERR_NOT_FOUND) {
            return null;
        }
        check(status);
        return new Room(this, this.#core, result[0]);
    }

    rooms(options = null) {
        const { account } = named(options, { account: null });
        const { bytes, length } = optionalText("account", account);
        const cursor = new BigUint64Array(1);
        const page = new BigUint64Array(256);
        const found = [];
        do {
            check(
                native.mixminus_room_list(this.#core.pointer, bytes, length, cursor, page, page.length, small),
            );
            for (const handle of page.subarray(0, small[0])) {
                found.push(new Room(this, this.#core, handle));
            }
        } while (cursor[0] !== 0n);
        return found;
    }

    say(rooms, what, options) {
        const handles = BigUint64Array.from(rooms, (room) => {
            if (!(room instanceof Room)) {
                throw invalid("rooms: must be a list of rooms");
            }
            return room.handle;
        });
        const plays = new BigUint64Array(handles.length);
        const how = sayOptions(options);
        const played = sound("sound", what);
        check(native.mixminus_rooms_say(this.#core.pointer, handles, handles.length, played, how, plays));
        return Array.from(plays, number);
    }

    stopPlay(play) {
        const which = BigInt(integer("play", play, "uint64_t"));
        check(native.mixminus_play_stop(this.#core.pointer, which));
    }

    setSynthesizer(speak) {
        if (speak !== null && typeof speak !== "function") {
            throw invalid("synthesizer: not a function");
        }
        this.#core.pointer;
        this.#core.synthesizer.set(speak);
    }

    tap(target, options = null) {
        const { point, bufferMs } = named(options, { point: null, bufferMs: 1000 });
        const at = readTarget(target, point);
        const ms = integer("bufferMs", bufferMs);
        check(native.mixminus_tap_new(this.#core.pointer, target.handle, at, ms, result));
        return new Tap(this, this.#core, result[0]);
    }

    record(tracks, options) {
        const config = fill(native.mixminus_record_config.init(), options, {
            announcement: (value, struct) => { struct.announcement = sound("announcement", value); },
        });
        const Element = native.mixminus_record_track;
        const elements = Element.array(tracks.length + 1);
        tracks.forEach(({ target, point, path }, i) => {
            const file = text("path", path);
            elements[i].point = readTarget(target, point);
            elements[i].target = target.handle;
            elements[i].path = file.bytes;
            elements[i].path_len = file.length;
        });
        const first = elements[0];
        check(
            native.mixminus_recording_start(this.#core.pointer, config, first, Element.size, tracks.length, result),
        );
        return new Recording(this, this.#core, result[0]);
    }

    events(options = null) {
        const { signal } = named(options, { signal: null });
        this.#core.pointer;
        return new Events(this, this.#core, signal);
    }

    eventFd() {
        return eventFd(this.#core.pointer);
    }

    ticks(options = null) {
        const { signal } = named(options, { signal: null });
        this.#core.pointer;
        return ticks(this.#core, signal);
    }

    tickFd() {
        return tickFd(this.#core.pointer);
    }

    stats() {
        const stats = native.mixminus_engine_stats.init();
        check(native.mixminus_engine_get_stats(this.#core.pointer, stats));
        const { memoryLocked, ...rest } = plain(stats);
        return { ...rest, memoryLocked: memoryLocked !== 0 };
    }
}

module.exports = { Engine };
