/** The words that stand for the constants of the library, such as "time limit" for MIXMINUS_END_TIME_LIMIT. */
"use strict";

const native = require("./native.js");
const { invalid } = require("./error.js");

/** The constants that begin with a prefix, as words: number to word. others: other words; null leaves one out. */
function words(prefix, others = {}) {
    const found = new Map();
    for (const [name, number] of Object.entries(native)) {
        if (name.startsWith(prefix)) {
            const plain = name.slice(prefix.length).toLowerCase().replaceAll("_", " ");
            const word = plain in others ? others[plain] : plain;
            if (word !== null) {
                found.set(number, word);
            }
        }
    }
    return found;
}

/** Of one group of constants: number to word, and word to number. */
class Words {
    #words;
    #numbers;

    constructor(prefix, others) {
        this.#words = words(prefix, others);
        this.#numbers = new Map([...this.#words].map(([number, word]) => [word, number]));
    }

    /** The word for a number; for one that a later library may bring, the number as text. */
    word(number) {
        return this.#words.get(number) ?? String(number);
    }

    /** The number for a word. */
    number(name, word) {
        const number = this.#numbers.get(word);
        if (number === undefined) {
            const all = [...this.#numbers.keys()].map((one) => `"${one}"`).join(", ");
            throw invalid(`${name}: ${typeof word === "string" ? `"${word}"` : String(word)}, must be one of ${all}`);
        }
        return number;
    }
}

module.exports = {
    clock: new Words("MIXMINUS_CLOCK_"),
    dtmfSource: new Words("MIXMINUS_DTMF_", { "in band": "in-band", "out of band": "out-of-band" }),
    encoding: new Words("MIXMINUS_ENCODING_"),
    endReason: new Words("MIXMINUS_END_", { "hang up": "hangup", terminator: "choice" }),
    eventKind: new Words("MIXMINUS_EVENT_"),
    playEnd: new Words("MIXMINUS_PLAY_"),
    recordState: new Words("MIXMINUS_RECORD_"),
    sayEnd: new Words("MIXMINUS_SAY_", { "hang up": "hangup" }),
    signalOutcome: new Words("MIXMINUS_SIGNAL_"),
    simd: new Words("MIXMINUS_SIMD_"),
    tapPoint: new Words("MIXMINUS_TAP_", { silent: null, overload: null }),
};
