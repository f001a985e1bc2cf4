/** Events of an engine, as a sequence and as an asynchronous sequence. */
"use strict";

const native = require("./native.js");
const { check } = require("./error.js");
const names = require("./names.js");
const { readable } = require("./readable.js");
const { Room, readState } = require("./room.js");
const { number } = require("./values.js");

const perPoll = 64;
const count = new Uint32Array(new ArrayBuffer(8));
const descriptor = new Int32Array(new ArrayBuffer(8));

// The value of these events is a handle, a 64-bit pattern rather than a count.
const withHandle = new Set([
    native.MIXMINUS_EVENT_MOVED, native.MIXMINUS_EVENT_RECORDING_FAILED, native.MIXMINUS_EVENT_RECORDING_STARTED,
    native.MIXMINUS_EVENT_RECORDING_STOPPED, native.MIXMINUS_EVENT_RECORDING_RECOVERED,
]);

class Event {
    #state;

    /** @private */
    constructor(engine, core, event) {
        const { kind } = event;
        this.kind = names.eventKind.word(kind);
        this.sequence = number(event.sequence);
        this.tick = number(event.tick);
        this.room = event.room === 0n ? null : new Room(engine, core, event.room);
        this.participant = event.participant === 0n ? null : core.participant(event.participant);
        this.user = number(event.user);
        this.value = withHandle.has(kind) ? BigInt.asUintN(64, event.value) : number(event.value);
        this.reason = kind === native.MIXMINUS_EVENT_LEFT ? names.endReason.word(event.reason) : null;
        this.resent = event.resent !== 0;
        this.digit = event.digit === 0 ? null : String.fromCharCode(event.digit);
        this.dtmf = event.digit === 0 ? null : {
            source: names.dtmfSource.word(event.dtmf_source),
            position: number(event.dtmf_position),
            duration: event.dtmf_duration,
            levelDbm0: event.dtmf_level_mdbm0 / 1000,
            twistDb: event.dtmf_twist_mdb / 1000,
        };
        this.outcome = null;
        if (kind === native.MIXMINUS_EVENT_SIGNAL) {
            this.outcome = names.signalOutcome.word(event.outcome);
        } else if (kind === native.MIXMINUS_EVENT_PLAY_ENDED) {
            this.outcome = names.playEnd.word(event.outcome);
        }
        this.#state = event.state;
    }

    /** The settings of the participant after the event. */
    get state() {
        return readState(this.#state);
    }
}

/** Returns the descriptor that is readable while events wait. */
function eventFd(pointer) {
    check(native.mixminus_engine_event_fd(pointer, descriptor));
    return descriptor[0];
}

/** What `events()` returns. Each iteration takes events from the same queue. */
class Events {
    #engine;
    #core;
    #signal;
    #memory = native.mixminus_event.array(perPoll);
    #next = [];

    constructor(engine, core, signal) {
        this.#engine = engine;
        this.#core = core;
        this.#signal = signal;
    }

    /** The next event that waits, or undefined. */
    #take() {
        if (this.#next.length === 0) {
            const memory = this.#memory;
            check(
                native.mixminus_engine_poll(this.#core.pointer, memory[0], memory[0].byteLength, perPoll, count),
            );
            for (let i = count[0] - 1; i >= 0; i--) {
                this.#next.push(new Event(this.#engine, this.#core, memory[i]));
            }
        }
        return this.#next.pop();
    }

    /** Takes the events that wait now, and ends. */
    *[Symbol.iterator]() {
        for (let event = this.#take(); event !== undefined; event = this.#take()) {
            yield event;
        }
    }

    /** Takes events as they come, and ends when the engine is closed or the signal is aborted. */
    async *[Symbol.asyncIterator]() {
        while (!this.#signal?.aborted && !this.#core.isClosed) {
            const event = this.#take();
            if (event === undefined) {
                await readable(this.#core, eventFd(this.#core.pointer), this.#signal);
            } else {
                yield event;
            }
        }
    }
}

module.exports = { Event, Events, eventFd };
