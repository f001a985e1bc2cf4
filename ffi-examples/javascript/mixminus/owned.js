/**
 * Who owns what: an engine's core, and the objects that belong to it.
 *
 * A core outlives its Engine object, so that finalizers may run in any order: what is freed after the engine was closed
 * is no longer touched. Every object keeps its Engine, and so the engine lives as long as one of them is reachable.
 */
"use strict";

const native = require("./native.js");
const { MixminusError } = require("./error.js");

const freed = (what) => new MixminusError(native.MIXMINUS_ERR_STALE_HANDLE, what);

/** The engine of the library, and what must happen before it is freed. */
class Core {
    /** Participants of this engine that are reachable: handle to WeakRef. */
    participants = new Map();
    /** Called in order before the engine is freed. */
    beforeClose = new Set();
    /** Calls on the engine that run a function of the host at this moment. */
    inside = 0;
    /** The length of a frame. */
    frameMs = 0;
    #pointer;

    constructor(pointer) {
        this.#pointer = pointer;
    }

    /** The address of the engine, which must be open. */
    get pointer() {
        if (this.#pointer === null) {
            throw freed("the engine is closed");
        }
        return this.#pointer;
    }

    get isClosed() {
        return this.#pointer === null;
    }

    /** Samples in a frame at a rate. */
    frameSamples(sampleRateHz) {
        return (sampleRateHz * this.frameMs) / 1000;
    }

    close() {
        if (this.#pointer === null) {
            return;
        }
        if (this.inside > 0) {
            throw new MixminusError(native.MIXMINUS_ERR_BUSY, "the engine runs a function of the host");
        }
        const pointer = this.#pointer;
        for (const prepare of [...this.beforeClose]) {
            prepare();
        }
        this.#pointer = null;
        native.mixminus_engine_free(pointer);
        this.participants.clear();
    }
}

/** Frees what is no longer reachable. The function that is registered must not refer to the object. */
const finalizers = new FinalizationRegistry((release) => {
    try {
        release();
    } catch {
        // A finalizer has nobody to report to; the engine reclaims everything when it is freed.
    }
});

/** An object of an engine, named by a handle. */
class Member {
    #core;
    #handle;
    #engine;

    constructor(engine, core, handle) {
        this.#engine = engine;
        this.#core = core;
        this.#handle = handle;
    }

    /** The engine that this belongs to. */
    get engine() {
        return this.#engine;
    }

    /** Its 64-bit handle, for the low level. */
    get handle() {
        return this.#handle;
    }

    /** @private */
    get _core() {
        return this.#core;
    }

    /** The address of its engine. @private */
    get _pointer() {
        return this.#core.pointer;
    }
}

/** An object that is freed by the host, or when it is no longer reachable. */
class Owned extends Member {
    #what;
    #release;
    #isFreed = false;

    /** what: its name in error messages. release(core, handle): frees it. A borrowed object has no finalizer. */
    constructor(engine, core, handle, what, release, isBorrowed = false) {
        super(engine, core, handle);
        this.#what = what;
        this.#release = release;
        if (!isBorrowed) {
            finalizers.register(this, () => core.isClosed || release(core, handle), this);
        }
    }

    get handle() {
        if (this.#isFreed) {
            throw freed(`the ${this.#what} has been freed`);
        }
        return super.handle;
    }

    /** Marks it as freed. Returns false if it was freed before, or with its engine. @private */
    _forget() {
        if (this.#isFreed) {
            return false;
        }
        this.#isFreed = true;
        finalizers.unregister(this);
        return !this._core.isClosed;
    }

    /** Frees it. The second time does nothing. */
    free() {
        const handle = super.handle;
        if (this._forget()) {
            this.#release(this._core, handle);
        }
    }

    [Symbol.dispose]() {
        this.free();
    }
}

module.exports = { Core, Member, Owned, finalizers };
