/** The current call of a script, on the library that simulates it: what `say`, `conference` and the others act on. */
"use strict";

const koffi = require("koffi");
const { loadCall } = require("./library.js");
const native = require("./native.js");
const { MixminusError, check, invalid } = require("./error.js");
const {
    Choice, ConferenceEnd, ConferenceEvent, conferenceOptions, handlerOf, readEnd, readOptions,
} = require("./conference.js");
const { shown } = require("./values.js");

/** How often a script may ignore that the call is over, before it is ended for good. */
const patience = 100;

/** Thrown when the call is over, to end the script. It is no error. */
class HangUp {}

/** The end of a conference. If its handler is asynchronous, the end can be awaited, which waits for the handler. */
function withHandler(end, handled) {
    if (typeof handled?.then !== "function") {
        return end;
    }
    const done = Promise.resolve(handled).then(() => new ConferenceEnd(end.reason, end.value));
    return Object.defineProperty(end, "then", { value: done.then.bind(done) });
}

class Call {
    #library;
    #call;
    #end = new Uint32Array(new ArrayBuffer(4));
    #asked = 0;
    // What the library refers to until the call is freed.
    #kept;

    /** Answers a call in which the arguments happen. */
    constructor(given) {
        const library = loadCall();
        const answer = library.func("mixminus_call_answer", "int32_t", ["void *", "size_t", "void *"]);
        const error = library.func("mixminus_call_error", "const char *", []);
        const bound = (name, returns, ...parameters) => library.func(`mixminus_call_${name}`, returns, parameters);
        this.#library = {
            say: bound("say", "int32_t", "void *", "const char *", "size_t", "void *"),
            conference: bound("conference", "int32_t", "void *", "void *", "void *"),
            wait: bound("wait", "int32_t", "void *", "uint32_t"),
            note: bound("note", "void", "void *", "const char *", "size_t"),
            hangUp: bound("hang_up", "void", "void *"),
            free: bound("free", "void", "void *", "int32_t"),
        };
        const answered = new BigUint64Array(1);
        const texts = given.map((argument) => Buffer.from(`${argument}\0`));
        const pointers = BigUint64Array.from(texts, (bytes) => koffi.address(bytes));
        this.#kept = [texts, pointers];
        const status = answer(pointers, pointers.length, answered);
        if (status !== 0) {
            throw new MixminusError(status, error());
        }
        this.#call = answered[0];
    }

    /** Raises what a request returned. Once the call is over, that is HangUp. */
    #check(status) {
        if (status === native.MIXMINUS_ERR_HUNG_UP || status === native.MIXMINUS_ERR_SESSION_EXPIRED) {
            throw this.#over();
        }
        check(status);
    }

    /** What ends the script. One that catches it again and again is ended for good. */
    #over() {
        if (++this.#asked > patience) {
            process.exit(0);
        }
        return new HangUp();
    }

    /** The call. Once it is freed, the process is about to end, with a status that is set already. */
    get #open() {
        if (this.#call === null) {
            process.exit();
        }
        return this.#call;
    }

    #note(words) {
        const bytes = Buffer.from(words);
        this.#library.note(this.#open, bytes, bytes.length);
    }

    say = (words) => {
        const isText = ["string", "number", "bigint"].includes(typeof words);
        if (!isText && !(words instanceof Choice) && !(words instanceof String)) {
            throw invalid(`say: ${shown(words)}, must be a text`);
        }
        const bytes = Buffer.from(String(words));
        this.#check(this.#library.say(this.#open, bytes, bytes.length, this.#end));
    };

    conference = (id, given) => {
        const { options, handlers } = this.#read(id, given);
        const struct = native.mixminus_conference_end.init();
        this.#check(this.#library.conference(this.#open, options, struct));
        const end = readEnd(struct);
        const handler = handlerOf(end, handlers);
        if (handler !== null) {
            this.#note(`${end.reason === "choice" ? "onChoice" : "onSignal"}: ${end.value}`);
            return withHandler(end, handler(new ConferenceEvent(end)));
        }
        return end;
    };

    #read(id, given) {
        try {
            return readOptions(id, given, conferenceOptions);
        } catch (error) {
            this.#note(`conference refused: ${error.message}`);
            throw error;
        }
    }

    wait = (ms) => {
        if (typeof ms !== "number" || !(ms >= 0 && ms <= 2 ** 32 - 1)) {
            throw invalid(`wait: ${shown(ms)}, must be a number of milliseconds`);
        }
        this.#check(this.#library.wait(this.#open, Math.round(ms)));
    };

    hangup = () => {
        this.#library.hangUp(this.#open);
        throw this.#over();
    };

    answer = () => {};

    log = (words) => {
        this.#note(`log ${words}`);
    };

    /** Ends the call. The second time does nothing. */
    end(hasFailed) {
        if (this.#call !== null) {
            this.#library.free(this.#call, hasFailed ? 1 : 0);
            this.#call = null;
        }
    }
}

module.exports = { Call, HangUp };
