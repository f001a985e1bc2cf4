/** Waiting for a descriptor of an engine. */
"use strict";

const koffi = require("koffi");

/** Waits until the descriptor is readable, the engine is about to be closed, or the signal is aborted. */
function readable(core, descriptor, signal) {
    return new Promise((resolve) => {
        const handle = koffi.node.poll(descriptor, { readable: true }, done);
        function done() {
            handle.close();
            core.beforeClose.delete(done);
            signal?.removeEventListener("abort", done);
            resolve();
        }
        core.beforeClose.add(done);
        signal?.addEventListener("abort", done);
    });
}

module.exports = { readable };
