/** A tap: frames of a room's mix, or of a participant's audio. */
"use strict";

const native = require("./native.js");
const { check, checkAudio } = require("./error.js");
const { Owned } = require("./owned.js");
const names = require("./names.js");
const { integer, number, plain } = require("./values.js");

const count = new Uint32Array(new ArrayBuffer(8));

class Tap extends Owned {
    #rate;
    #frame;

    /** @private */
    constructor(engine, core, handle) {
        super(engine, core, handle, "tap", (c, h) => native.mixminus_tap_free(c.pointer, h));
        this.#rate = this.info().sampleRateHz;
        this.#frame = core.frameSamples(this.#rate);
    }

    /** Samples per second of its frames. */
    get sampleRateHz() {
        return this.#rate;
    }

    /** Samples in each of its frames. */
    get frameSamples() {
        return this.#frame;
    }

    /** Takes up to most frames, oldest first; null once the target has ended and all has been read. */
    read(most = 50) {
        const capacity = Math.min(integer("most", most), 4096);
        const samples = new Int16Array(capacity * this.#frame);
        const Element = native.mixminus_tap_frame;
        const frames = Element.array(Math.max(capacity, 1));
        const status = native.mixminus_tap_read(
            this._pointer, this.handle, samples, frames[0], Element.size, capacity, count,
        );
        if (status === native.MIXMINUS_ERR_ENDED) {
            return null;
        }
        checkAudio(status);
        return frames.slice(0, count[0]).map((frame, i) => ({
            tick: number(frame.tick),
            room: frame.room,
            join: frame.join,
            silent: (frame.flags & native.MIXMINUS_TAP_SILENT) !== 0,
            overload: (frame.flags & native.MIXMINUS_TAP_OVERLOAD) !== 0,
            samples: samples.subarray(i * this.#frame, (i + 1) * this.#frame),
        }));
    }

    info() {
        const info = native.mixminus_tap_info.init();
        check(native.mixminus_tap_get_info(this._pointer, this.handle, info));
        return { ...plain(info), point: names.tapPoint.word(info.point), target: info.target };
    }
}

module.exports = { Tap };
