"use strict";

const assert = require("node:assert");
const { test } = require("node:test");
const { Engine, MixminusError } = require("mixminus");

const invalid = (message) => ({ name: "INVALID_ARGUMENT", status: -1, message });

test("wrong options are refused before anything is joined", () => {
    const engine = new Engine();
    const caller = engine.participant();
    const foreign = new Engine().prompt(new Int16Array(10));
    const both = [
        [{ allowSignals: 5 }, "allowSignals: 5, must be a string or a list of strings"],
        [{ allowSignals: ["a", null] }, 'allowSignals: ["a",null], must be a string or a list of strings'],
        [{ interdigitTimeout: -1 }, "interdigitTimeout: -1, must be 0 to 3600 seconds"],
        [{ interdigitTimeout: "1" }, 'interdigitTimeout: "1", must be 0 to 3600 seconds'],
        [{ interdigitTimeout: NaN }, "interdigitTimeout: NaN, must be 0 to 3600 seconds"],
        [{ interdigitTimeout: Infinity }, "interdigitTimeout: Infinity, must be 0 to 3600 seconds"],
        [{ interdigitTimeout: 3601 }, "interdigitTimeout: 3601, must be 0 to 3600 seconds"],
        [{ interdigitTimeout: true }, "interdigitTimeout: true, must be 0 to 3600 seconds"],
        [{ mute: "true" }, 'mute: "true", must be true or false'],
        [{ playTones: 2 }, "playTones: 2, must be true or false"],
        [{ terminator: "12" }, 'terminator: "12", must be one of 0-9 * # A-D'],
        [{ terminator: "a" }, 'terminator: "a", must be one of 0-9 * # A-D'],
        [{ terminator: 10 }, "terminator: 10, must be one of 0-9 * # A-D"],
        [{ terminator: false }, "terminator: false, must be one of 0-9 * # A-D"],
        [{ joinPrompt: "boop" }, 'joinPrompt: "boop", must be "none", "beep" or a prompt'],
        [{ leavePrompt: 1 }, 'leavePrompt: 1, must be "none", "beep" or a prompt'],
        [{ terminater: "*" }, "unknown option: terminater"],
        [{ constructor: 1 }, "unknown option: constructor"],
    ];
    const ofConference = [
        [{ onChoice: "function" }, "onChoice: not a function"],
        [{ onSignal: {} }, "onSignal: not a function"],
        [{ deaf: true }, "unknown option: deaf"],
    ];
    const ofJoin = [
        [{ onChoice() {} }, "unknown option: onChoice"],
        [{ deaf: "no" }, 'deaf: "no", must be true or false'],
        [{ prefillMs: 1.5 }, "prefillMs: 1.5, must be a whole number, 0 to 4294967295"],
    ];
    for (const [options, message] of [...both, ...ofConference]) {
        assert.throws(() => caller.conference("room", options), invalid(message));
        assert.rejects(() => caller.conferenceAsync("room", options), invalid(message));
    }
    for (const [options, message] of [...both, ...ofJoin]) {
        assert.throws(() => caller.join("room", options), invalid(message));
    }
    assert.throws(() => caller.join("room", { joinPrompt: foreign }), { name: "FOREIGN_HANDLE" });
    assert.throws(() => caller.join(""), { name: "INVALID_ARGUMENT", message: /^conference_id/ });
    assert.throws(() => caller.join(1.5), { name: "INVALID_ARGUMENT", message: /^conferenceId/ });
    assert.strictEqual(engine.findRoom("room"), null);
    engine.close();
});

test("each form of an option is accepted", () => {
    const engine = new Engine();
    const caller = engine.participant();
    const prompt = engine.prompt(new Int16Array(10));
    for (const options of [
        null, undefined, {}, { allowSignals: "" }, { allowSignals: [] }, { allowSignals: "*" }, { allowSignals: ["a", "*"] },
        { terminator: 5 }, { terminator: "" }, { terminator: null }, { interdigitTimeout: 0.5 }, { mute: 1, playTones: 0 },
        { joinPrompt: prompt, leavePrompt: null }, { joinPrompt: "none", leavePrompt: "beep" },
        { deaf: true, gainDb: -6.02, talkEvents: true, detectDtmf: false, generateDtmf: false, prefillMs: 0, capMs: 60 },
        { adaptiveMinMs: 10, adaptiveMaxMs: 80 },
    ]) {
        caller.join(1337, options);
        caller.leave();
    }
    caller.join(1337n, { gainDb: -6.02, mute: true });
    assert.strictEqual(engine.findRoom("1337").info().participants, 1);
    assert.deepStrictEqual([caller.info().gainDb, caller.info().mute, caller.info().deaf], [-6.02, true, false]);
    engine.close();
});

test("none of the signals is allowed by an empty list", () => {
    const engine = new Engine();
    for (const [allowSignals, outcome] of [["", "queued"], [[], "queued"], ["a", "interrupted"], [["b"], "queued"]]) {
        const caller = engine.participant();
        caller.join("room", { allowSignals });
        engine.tick();
        assert.strictEqual(caller.signal("a"), outcome);
    }
    engine.close();
});

test("an engine refuses what it does not know, by name", () => {
    assert.throws(() => new Engine({ sampleRate: 8000 }), invalid("unknown option: sampleRate"));
    assert.throws(() => new Engine({ structSize: 8 }), invalid("unknown option: structSize"));
    assert.throws(() => new Engine({ sampleRateHz: 8001 }), { name: "INVALID_ARGUMENT", message: /^sample_rate_hz/ });
    assert.throws(() => new Engine({ maxRooms: 2 ** 32 }), invalid(/^maxRooms: 4294967296, must be/));
    assert.throws(() => new Engine({ maxRooms: "5" }), invalid(/^maxRooms: "5", must be/));
    assert.throws(() => new Engine({ simd: "mmx" }), invalid(/^simd: "mmx", must be one of "auto"/));
    assert.throws(() => new Engine("8000"), invalid('options: "8000", must be an object'));
    assert.ok(Engine.memoryBytes({ maxParticipants: 10 }) > 100_000);
    const engine = new Engine({ simd: "portable", lockMemory: false, maxPromptBytes: 2n ** 20n });
    assert.strictEqual(engine.simdLevel(), "portable");
    assert.throws(() => engine.participant({ acount: "a" }), invalid("unknown option: acount"));
    assert.throws(() => engine.participant({ account: "" }), { name: "INVALID_ARGUMENT", message: /^account: length 0/ });
    assert.throws(() => engine.participant({ account: 5 }), invalid("account: 5, must be a string"));
    assert.throws(() => engine.participant({ user: -1 }), invalid(/^user: -1/));
    assert.throws(() => engine.start({ workers: 0 }), { name: "INVALID_ARGUMENT" });
    assert.throws(() => engine.start({ cpuCount: 1 }), invalid("unknown option: cpuCount"));
    assert.ok(new MixminusError(-11, "x") instanceof Error);
    engine.close();
});
