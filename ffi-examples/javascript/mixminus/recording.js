/** A recording: WAV files, one per track. */
"use strict";

const native = require("./native.js");
const { check } = require("./error.js");
const { Owned } = require("./owned.js");
const names = require("./names.js");
const { plain } = require("./values.js");

const length = new Uint32Array(new ArrayBuffer(8));
const path = Buffer.alloc(8192);

function readInfo(info) {
    const end = info.message.indexOf(0);
    const message = Buffer.from(info.message.subarray(0, end < 0 ? undefined : end)).toString();
    return { ...plain(info), state: names.recordState.word(info.state), message };
}

class Recording extends Owned {
    #stopped = null;

    /** @private */
    constructor(engine, core, handle) {
        super(engine, core, handle, "recording", (c, h) => native.mixminus_recording_stop(c.pointer, h, null));
    }

    pause() {
        check(native.mixminus_recording_pause(this._pointer, this.handle));
    }

    resume() {
        check(native.mixminus_recording_resume(this._pointer, this.handle));
    }

    /** Completes the files. Returns the final state, also the second time. */
    stop() {
        if (this.#stopped === null) {
            const info = native.mixminus_recording_info.init();
            const handle = this.handle;
            check(native.mixminus_recording_stop(this._pointer, handle, info));
            this._forget();
            this.#stopped = { handle, info: readInfo(info) };
        }
        return this.#stopped.info;
    }

    free() {
        if (this.#stopped === null && !this._core.isClosed) {
            this.stop();
        }
        this._forget();
    }

    info() {
        if (this.#stopped !== null) {
            return this.#stopped.info;
        }
        const info = native.mixminus_recording_info.init();
        check(native.mixminus_recording_get_info(this._pointer, this.handle, info));
        return readInfo(info);
    }

    /** The paths of its files, by track. Also after stop. */
    files() {
        const { tracks, files } = this.info();
        const handle = this.#stopped?.handle ?? this.handle;
        return Array.from({ length: tracks }, (_, track) => {
            const found = [];
            for (let file = 0; file < files; file++) {
                const status = native.mixminus_recording_get_file(
                    this._pointer, handle, track, file, path, path.length, length,
                );
                // Another track may have more files than this one.
                if (status === native.MIXMINUS_ERR_INVALID_ARGUMENT && file > 0) {
                    break;
                }
                check(status);
                found.push(path.toString("utf8", 0, length[0]));
            }
            return found;
        });
    }
}

module.exports = { Recording };
