/** The options of a conference and how it ended: what participants and scripts share. */
"use strict";

const native = require("./native.js");
const { invalid } = require("./error.js");
const names = require("./names.js");
const { sound } = require("./prompt.js");
const { flag, integer, milliDecibels, object, shown, string } = require("./values.js");

/** The pressed key. It prints as the digit. */
class Choice {
    constructor(value) {
        this.value = value;
    }

    toString() {
        return this.value;
    }

    toJSON() {
        return this.value;
    }
}

/** How a conference ended. */
class ConferenceEnd {
    constructor(reason, value) {
        this.reason = reason;
        this.name = reason;
        this.value = value;
        this.choice = reason === "choice" ? new Choice(value) : null;
    }
}

/** What a handler is given. */
class ConferenceEvent {
    constructor(end) {
        this.name = end.reason;
        this.value = end.value;
        this.choice = end.choice;
    }
}

function readSignals(value, options) {
    const listed = typeof value === "string" ? [value] : value;
    if (!Array.isArray(listed) || !listed.every((name) => typeof name === "string")) {
        throw invalid(`allowSignals: ${shown(value)}, must be a string or a list of strings`);
    }
    // One element more than needed, because an empty list must not be NULL, which allows any.
    const texts = native.mixminus_text.array(listed.length + 1);
    listed.forEach((name, i) => {
        const bytes = Buffer.from(name);
        texts[i].bytes = bytes;
        texts[i].length = bytes.length;
    });
    // The array, not its memory, because its elements keep the names alive.
    options.kept = texts;
    options.allow_signals = texts[0];
    options.allow_signals_len = listed.length;
}

function readTimeout(value, options) {
    if (typeof value !== "number" || !(value >= 0 && value <= 3600)) {
        throw invalid(`interdigitTimeout: ${shown(value)}, must be 0 to 3600 seconds`);
    }
    options.interdigit_timeout_ms = Math.round(value * 1000);
}

function readTerminator(value, options) {
    const digit = Number.isInteger(value) && value >= 0 ? String(value) : value;
    if (typeof digit !== "string" || !/^[0-9*#A-D]?$/.test(digit)) {
        throw invalid(`terminator: ${shown(value)}, must be one of 0-9 * # A-D`);
    }
    options.terminator = digit === "" ? 0 : digit.charCodeAt(0);
}

const readFlag = (name, field) => (value, options) => { options[field] = flag(name, value); };
const readSound = (name, field) => (value, options) => { options[field] = sound(name, value); };
const readMs = (name, field) => (value, options) => { options[field] = integer(name, value); };

function readHandler(name) {
    return (value, _, handlers) => {
        if (typeof value !== "function") {
            throw invalid(`${name}: not a function`);
        }
        handlers[name] = value;
    };
}

const shared = {
    allowSignals: readSignals,
    interdigitTimeout: readTimeout,
    mute: readFlag("mute", "mute"),
    playTones: readFlag("playTones", "play_tones"),
    terminator: readTerminator,
    joinPrompt: readSound("joinPrompt", "join_prompt"),
    leavePrompt: readSound("leavePrompt", "leave_prompt"),
};

/** The options of conference, in participants and scripts. */
const conferenceOptions = { ...shared, onChoice: readHandler("onChoice"), onSignal: readHandler("onSignal") };

/** The options of join. */
const joinOptions = {
    ...shared,
    deaf: readFlag("deaf", "deaf"),
    gainDb: (value, options) => { options.gain_mdb = milliDecibels("gainDb", value); },
    talkEvents: readFlag("talkEvents", "talk_events"),
    detectDtmf: readFlag("detectDtmf", "detect_dtmf"),
    generateDtmf: readFlag("generateDtmf", "generate_dtmf"),
    prefillMs: readMs("prefillMs", "prefill_ms"),
    capMs: readMs("capMs", "cap_ms"),
    adaptiveMinMs: readMs("adaptiveMinMs", "adaptive_min_ms"),
    adaptiveMaxMs: readMs("adaptiveMaxMs", "adaptive_max_ms"),
};

/** A conference id as bytes. What else is wrong with it the engine says. */
function conferenceId(value) {
    // A larger number is not exact: two ids could be one.
    const isNumber = Number.isSafeInteger(value) || typeof value === "bigint";
    if (typeof value !== "string" && !isNumber && value !== undefined && value !== null) {
        throw invalid(`conferenceId: ${shown(value)}, must be a string or an integer`);
    }
    const bytes = Buffer.from(String(value ?? ""));
    return { bytes: bytes.length > 0 ? bytes : Buffer.alloc(1), length: bytes.length };
}

/** The struct for a join, and the handlers. accepted: conferenceOptions or joinOptions. */
function readOptions(id, given, accepted) {
    const options = native.mixminus_join_options.init();
    const handlers = { onChoice: null, onSignal: null };
    const { bytes, length } = conferenceId(id);
    options.conference_id = bytes;
    options.conference_id_len = length;
    for (const [name, value] of Object.entries(object(given))) {
        if (!Object.hasOwn(accepted, name)) {
            throw invalid(`unknown option: ${name}`);
        }
        if (value !== null && value !== undefined) {
            accepted[name](value, options, handlers);
        }
    }
    return { options, handlers };
}

/** How a conference ended, from the struct that the library has filled in. */
function readEnd(end) {
    const isChoice = end.reason === native.MIXMINUS_END_TERMINATOR;
    const value = isChoice ? String.fromCharCode(end.digit) : string(end.text, end.text_len);
    return new ConferenceEnd(names.endReason.word(end.reason), value);
}

/** The handler for an end, or null. */
function handlerOf(end, handlers) {
    return end.reason === "choice" ? handlers.onChoice : end.reason === "signal" ? handlers.onSignal : null;
}

module.exports = {
    Choice, ConferenceEnd, ConferenceEvent, conferenceId, conferenceOptions, handlerOf, joinOptions, readEnd, readOptions,
};
