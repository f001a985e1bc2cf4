/** Prompts, and what else can be played. */
"use strict";

const native = require("./native.js");
const { check, invalid } = require("./error.js");
const { Owned } = require("./owned.js");
const { fill, flag, milliDecibels, plain, shown } = require("./values.js");

class Prompt extends Owned {
    /** @private */
    constructor(engine, core, handle) {
        super(engine, core, handle, "prompt", (c, h) => native.mixminus_prompt_free(c.pointer, h));
    }

    info() {
        const info = native.mixminus_prompt_info.init();
        check(native.mixminus_prompt_get_info(this._pointer, this.handle, info));
        const { flags, ...rest } = plain(info);
        return { ...rest, readToEnd: (flags & native.MIXMINUS_PROMPT_READ_TO_END) !== 0 };
    }
}

/** What to play, as the library has it: "none", "beep" or a prompt; null is none. */
function sound(name, value) {
    if (value === null || value === undefined || value === "none") {
        return BigInt(native.MIXMINUS_SOUND_NONE);
    }
    if (value === "beep") {
        return BigInt(native.MIXMINUS_SOUND_BEEP);
    }
    if (value instanceof Prompt) {
        return value.handle;
    }
    throw invalid(`${name}: ${shown(value)}, must be "none", "beep" or a prompt`);
}

/** How to play, as the library has it. */
function sayOptions(options) {
    return fill(native.mixminus_say_options.init(), options, {
        gainDb: (value, struct) => { struct.gain_mdb = milliDecibels("gainDb", value); },
        interrupt: (value, struct) => { struct.interrupt = flag("interrupt", value); },
    });
}

module.exports = { Prompt, sayOptions, sound };
