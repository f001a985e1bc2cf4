/** The function of the host that turns text into speech. */
"use strict";

const { isInt16Array, isUint8Array } = require("node:util/types");
const koffi = require("koffi");
const native = require("./native.js");
const { check, invalid } = require("./error.js");
const { integer } = require("./values.js");

const callback = koffi.pointer(native.mixminus_synthesizer);

/** Copies a string of the library. As a string of C it would end at the first NUL. */
const read = (address, length) =>
    length === 0 ? "" : Buffer.from(koffi.decode(address, "uint8_t", length)).toString();

/** Adds what a synthesizer returned: a WAV file's bytes, or samples and their rate. */
function add(speech, made) {
    if (isUint8Array(made)) {
        return native.mixminus_speech_add_wav(speech, made, made.length);
    }
    if (!isInt16Array(made?.samples)) {
        throw invalid("a synthesizer returns { samples: Int16Array, sampleRateHz } or the bytes of a WAV file");
    }
    const rate = integer("sampleRateHz", made.sampleRateHz);
    return native.mixminus_speech_add(speech, made.samples, made.samples.length, rate);
}

/** The synthesizer of one engine. The library calls it on the thread that says a text. */
class Synthesizer {
    #core;
    #registered = null;
    #thrown = null;

    constructor(core) {
        this.#core = core;
        core.beforeClose.add(() => this.set(null));
    }

    /** Sets the function of the host: (text, voice) to speech; null for none. */
    set(speak) {
        const registered = speak === null ? null : koffi.register((_, text, length, voice, voiceLength, speech) => {
            this.#core.inside++;
            try {
                return add(speech, speak(read(text, length), read(voice, voiceLength)));
            } catch (error) {
                // An exception must not pass through the library: speak() raises it afterwards.
                this.#thrown = { error };
                return native.MIXMINUS_ERR_INTERNAL;
            } finally {
                this.#core.inside--;
            }
        }, callback);
        native.mixminus_engine_set_synthesizer(this.#core.pointer, registered, null);
        if (this.#registered !== null) {
            koffi.unregister(this.#registered);
        }
        this.#registered = registered;
    }

    /** Makes a call that may run the synthesizer, and raises what that has thrown. */
    call(say) {
        this.#thrown = null;
        const status = say();
        const thrown = this.#thrown;
        this.#thrown = null;
        if (thrown !== null) {
            throw thrown.error;
        }
        check(status);
    }
}

module.exports = { Synthesizer };
