/**
 * Conferences that are awaited: a timer asks the engine whether they have ended.
 *
 * No thread waits, so there may be any number of them. koffi's asynchronous calls would take a thread of libuv for as
 * long as a conference lasts. By default libuv has four, and the fifth caller would not even join.
 */
"use strict";

const native = require("./native.js");
const { ConferenceEnd, readEnd } = require("./conference.js");

class Waiting {
    #core;
    #intervalMs;
    #timer = null;
    // Handle to the participant, which must stay reachable, and to what resolves its promise.
    #waiters = new Map();

    constructor(core, intervalMs) {
        this.#core = core;
        this.#intervalMs = intervalMs;
        core.beforeClose.add(() => this.#endAll());
    }

    /** Resolves with the end of the conference in which the participant is. */
    wait(participant, handle) {
        return new Promise((resolve) => {
            this.#waiters.set(handle, { participant, resolve });
            if (!this.settle(handle)) {
                this.#timer ??= setInterval(() => this.#ask(), this.#intervalMs);
            }
        });
    }

    /** Resolves the wait of a participant if its conference has ended. Returns whether nobody waits now. */
    settle(handle) {
        const waiter = this.#waiters.get(handle);
        if (waiter === undefined) {
            return true;
        }
        const end = native.mixminus_conference_end.init();
        const status = native.mixminus_participant_conference_end(this.#core.pointer, handle, end);
        if (status === 0 && end.reason === native.MIXMINUS_END_NONE) {
            return false;
        }
        this.#waiters.delete(handle);
        if (this.#waiters.size === 0) {
            clearInterval(this.#timer);
            this.#timer = null;
        }
        // The participant was freed: the call has hung up.
        waiter.resolve(status === 0 ? readEnd(end) : new ConferenceEnd("hangup", ""));
        return true;
    }

    #ask() {
        for (const handle of [...this.#waiters.keys()]) {
            this.settle(handle);
        }
    }

    #endAll() {
        this.#ask();
        clearInterval(this.#timer);
        this.#timer = null;
        for (const { resolve } of this.#waiters.values()) {
            resolve(new ConferenceEnd("engine stopped", ""));
        }
        this.#waiters.clear();
    }
}

module.exports = { Waiting };
