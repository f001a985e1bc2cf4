"use strict";

const assert = require("node:assert");
const { test } = require("node:test");
const { Engine } = require("mixminus");

const toneHz = 1000;
const amplitude = 8000;
/** Frames until the ramps of the joins and the delay of the filters have passed. */
const settled = 10;

/** Samples of the tone from a sample on. */
const tone = (rateHz, start, count) =>
    Int16Array.from({ length: count }, (_, n) => amplitude * Math.sin((2 * Math.PI * toneHz * (start + n)) / rateHz));

/** The samples have the frequency of the tone, by their crossings of zero, and its level. */
function isTone(samples, rateHz) {
    const seconds = samples.length / rateHz;
    const crossings = samples.filter((sample, n) => n > 0 && sample < 0 !== samples[n - 1] < 0).length;
    assert.ok(Math.abs(crossings - 2 * toneHz * seconds) <= 2, `${crossings} crossings in ${seconds} s`);
    const level = Math.sqrt((2 * samples.reduce((sum, sample) => sum + sample * sample, 0)) / samples.length);
    assert.ok(Math.abs(level - amplitude) < 0.02 * amplitude, `an amplitude of ${level}`);
}

/** A call of 16 kHz talks to one of 8 kHz, in a room of that rate. */
function heardAcrossRates(engine, id, roomHz) {
    const wide = engine.participant({ sampleRateHz: 16000 });
    const narrow = engine.participant();
    assert.deepStrictEqual([wide.sampleRateHz, wide.frameSamples], [16000, 320]);
    assert.deepStrictEqual([narrow.sampleRateHz, narrow.frameSamples], [8000, 160]);
    assert.deepStrictEqual([wide.info().sampleRateHz, narrow.info().sampleRateHz], [16000, 8000]);
    const room = wide.join(id, { detectDtmf: false });
    narrow.join(id, { detectDtmf: false });
    assert.strictEqual(room.info().sampleRateHz, roomHz);
    const taps = [engine.tap(room), engine.tap(wide), engine.tap(narrow, { point: "output" })];
    const rates = [roomHz, 16000, 8000];
    assert.deepStrictEqual(taps.map((tap) => tap.sampleRateHz), rates);
    assert.deepStrictEqual(taps.map((tap) => tap.frameSamples), rates.map((rate) => rate / 50));
    assert.deepStrictEqual(taps.map((tap) => tap.info().sampleRateHz), rates);
    const heard = [];
    for (let tick = 0; tick < 40; tick++) {
        assert.strictEqual(wide.write(tone(16000, 320 * tick, 320)), 320);
        engine.tick();
        const frame = narrow.readEx().samples;
        assert.strictEqual(frame.length, 160);
        heard.push(...frame);
        assert.deepStrictEqual(wide.read(), new Int16Array(320));
    }
    isTone(heard.slice(settled * 160), 8000);
    taps.forEach((tap, i) => {
        const frames = tap.read();
        assert.deepStrictEqual(frames.map((frame) => frame.samples.length), Array(40).fill(rates[i] / 50));
        isTone(frames.slice(settled).flatMap((frame) => [...frame.samples]), rates[i]);
    });
}

test("a call of 16 kHz and one of 8 kHz hear each other", () => {
    const engine = new Engine({ lines16000: 2, prefillMs: 0 });
    assert.deepStrictEqual([engine.sampleRateHz, engine.frameSamples], [8000, 160]);
    heardAcrossRates(engine, "narrow", 8000);
    engine.close();
});

test("a template gives a room its rate", () => {
    const engine = new Engine({ lines16000: 2, prefillMs: 0 });
    engine.setTemplate({ conferenceId: "wide", sampleRateHz: 16000 });
    heardAcrossRates(engine, "wide", 16000);
    engine.close();
});

test("a call changes its rates and stays in its room", () => {
    const engine = new Engine({ prefillMs: 0 });
    const [caller, other] = [engine.participant(), engine.participant()];
    [caller, other].forEach((call) => call.join("re-INVITE", { detectDtmf: false }));
    caller.setRates(16000, 16000);
    const { sampleRateHz, writeRateHz, readRateHz } = caller.info();
    assert.deepStrictEqual([sampleRateHz, writeRateHz, readRateHz], [8000, 16000, 16000]);
    const heard = [];
    for (let tick = 0; tick < 5; tick++) {
        assert.strictEqual(caller.write(new Int16Array(320).fill(1000)), 320);
        other.write(new Int16Array(160).fill(-500));
        engine.tick();
        heard.push([other.read().at(-1), caller.read().at(-1)]);
    }
    assert.deepStrictEqual(heard.at(-1), [1000, -500]);
    assert.deepStrictEqual([caller.frameSamples, caller.read().length, caller.readEx().samples.length], [160, 320, 320]);
    caller.setRates(0, 8000);
    assert.deepStrictEqual([caller.read().length, caller.info().writeRateHz], [160, 16000]);
    assert.throws(() => caller.setRates(11025), { message: /^write_rate_hz: 11025, must be 0 or 8000, 12000/ });
    engine.close();
});

test("frames are exact at rates that are no multiple of 1 kHz", () => {
    const engine = new Engine({ sampleRateHz: 22050, lines44100: 1 });
    const lines = [engine.participant(), engine.participant({ sampleRateHz: 44100 })];
    assert.deepStrictEqual([engine, ...lines].map(({ frameSamples }) => frameSamples), [441, 441, 882]);
    assert.deepStrictEqual(lines.map((line) => line.read().length), [441, 882]);
    engine.close();
});

test("a participant that the library names knows the rate of its line", () => {
    const engine = new Engine({ lines16000: 1 });
    const { pointer } = engine;
    const { mixminus_participant_config, mixminus_participant_new, mixminus_participant_join, ...native } =
        require("mixminus/native");
    const config = mixminus_participant_config.init();
    config.sample_rate_hz = 16000;
    const handle = new BigUint64Array(1);
    assert.strictEqual(mixminus_participant_new(pointer, config, handle), 0);
    const options = native.mixminus_join_options.init();
    const id = Buffer.from("room");
    options.conference_id = id;
    options.conference_id_len = id.length;
    assert.strictEqual(mixminus_participant_join(pointer, handle[0], options, null), 0);
    const [found] = engine.findRoom("room").participants();
    assert.strictEqual(found.handle, handle[0]);
    assert.deepStrictEqual([found.sampleRateHz, found.frameSamples, found.read().length], [16000, 320, 320]);
    engine.close();
});

test("a rate without lines is refused, with the rates that there are", () => {
    const engine = new Engine({ lines16000: 2 });
    const refused = { name: "INVALID_ARGUMENT", message: /48000, the rates of this engine are 8000, 16000/ };
    assert.throws(() => engine.participant({ sampleRateHz: 48000 }), refused);
    assert.throws(() => engine.setTemplate({ sampleRateHz: 48000 }), refused);
    assert.throws(() => new Engine({ lines16001: 2 }), { message: "unknown option: lines16001" });
    engine.close();
});
