/** Ticks of an engine, as an asynchronous sequence. */
"use strict";

const fs = require("node:fs");
const native = require("./native.js");
const { check } = require("./error.js");
const { readable } = require("./readable.js");
const { number } = require("./values.js");

const descriptor = new Int32Array(new ArrayBuffer(8));

/** Returns the descriptor that is readable after each tick. */
function tickFd(pointer) {
    check(native.mixminus_engine_tick_fd(pointer, descriptor));
    return descriptor[0];
}

/** How many ticks there were since the last time. */
function since(core, count) {
    try {
        fs.readSync(tickFd(core.pointer), new Uint8Array(count.buffer));
        return number(count[0]);
    } catch (error) {
        if (error.code === "EAGAIN") {
            return 0;
        }
        throw error;
    }
}

/** What `ticks()` returns. */
async function* ticks(core, signal) {
    const count = new BigUint64Array(1);
    while (!signal?.aborted && !core.isClosed) {
        await readable(core, tickFd(core.pointer), signal);
        if (!signal?.aborted && !core.isClosed) {
            const missed = since(core, count);
            if (missed > 0) {
                yield missed;
            }
        }
    }
}

module.exports = { ticks, tickFd };
