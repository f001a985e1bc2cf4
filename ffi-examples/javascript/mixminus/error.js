/** The error of all calls, and the checks that raise it. */
"use strict";

const native = require("./native.js");

/** Name of each error status without its prefix, such as ROOM_FULL. */
const names = new Map(
    Object.entries(native)
        .filter(([name]) => name.startsWith("MIXMINUS_ERR_"))
        .map(([name, status]) => [status, name.slice("MIXMINUS_ERR_".length)]),
);

class MixminusError extends Error {
    constructor(status, message) {
        super(message);
        this.status = status;
        this.name = names.get(status) ?? "UNKNOWN";
    }
}

/** Raises what a control call returned, unless it is success. */
function check(status) {
    if (status !== 0) {
        throw new MixminusError(status, native.mixminus_last_error() || native.mixminus_status_str(status));
    }
}

/** The same for an audio call, which stores no message. */
function checkAudio(status) {
    if (status !== 0) {
        throw new MixminusError(status, native.mixminus_status_str(status));
    }
}

/** The error for an argument that this binding refuses. */
const invalid = (message) => new MixminusError(native.MIXMINUS_ERR_INVALID_ARGUMENT, message);

module.exports = { MixminusError, check, checkAudio, invalid };
