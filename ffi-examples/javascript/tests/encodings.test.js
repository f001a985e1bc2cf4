"use strict";

const assert = require("node:assert");
const { test } = require("node:test");
const { Engine } = require("mixminus");

/** What some codes of each law are in 16 bits. */
const laws = {
    ulaw: [[0xff, 0], [0x80, 32124], [0x00, -32124], [0xf0, 120]],
    alaw: [[0xd5, 8], [0xaa, 32256], [0x2a, -32256], [0x55, -8]],
};

/** Two calls in a room that are past the ramp of their join, and what the second hears of the first. */
function room() {
    const engine = new Engine({ prefillMs: 0, dtmfLookAheadMs: 0 });
    const [talker, listener] = [engine.participant(), engine.participant()];
    for (const call of [talker, listener]) {
        call.join("room", { detectDtmf: false, playTones: true });
    }
    talker.write(new Int16Array(160));
    engine.tick();
    listener.read(160);
    return { engine, talker, listener };
}

const repeated = (values) => Array.from({ length: 160 }, (_, at) => values[at % values.length]);

test("known codes of both laws are decoded and encoded", () => {
    for (const [law, known] of Object.entries(laws)) {
        const { engine, talker, listener } = room();
        const codes = Uint8Array.from(repeated(known.map(([code]) => code)));
        const samples = Int16Array.from(repeated(known.map(([, sample]) => sample)));
        assert.strictEqual(talker.writeEncoded(codes, law), 160);
        engine.tick();
        assert.deepStrictEqual(listener.read(160), samples);
        talker.write(samples);
        engine.tick();
        const read = listener.readEncoded(160, law);
        assert.deepStrictEqual([read.samples, read.real, read.underrun], [codes, 160, false]);
        engine.close();
    }
});

test("A-law of the smallest amplitude alone is silence", () => {
    const { engine, talker, listener } = room();
    talker.writeEncoded(Uint8Array.from(repeated([0xd5, 0x55])), "alaw");
    engine.tick();
    assert.deepStrictEqual(listener.read(160), new Int16Array(160));
    assert.deepStrictEqual(listener.readEncoded(160, "ulaw").samples, new Uint8Array(160).fill(0xff));
    assert.deepStrictEqual(listener.readEncoded(160, "alaw").samples, new Uint8Array(160).fill(0xd5));
    engine.close();
});

test("floats are rounded and limited, and no number is silence", () => {
    const { engine, talker, listener } = room();
    assert.strictEqual(talker.writeEncoded(Float32Array.from(repeated([0.5, -0.25, 2, NaN])), "f32"), 160);
    engine.tick();
    const whole = new Float32Array(200).fill(9);
    const part = whole.subarray(20, 180);
    assert.strictEqual(listener.readEncoded(part, "f32").samples, part);
    assert.deepStrictEqual(part, Float32Array.from(repeated([0.5, -0.25, 32767 / 32768, 0])));
    assert.deepStrictEqual([...whole.subarray(0, 20), ...whole.subarray(180)], Array(40).fill(9));
    engine.close();
});

test("the encoding may change from call to call, and 16 bits are one", () => {
    const { engine, talker, listener } = room();
    const samples = Int16Array.from({ length: 160 }, (_, at) => 200 * at - 16000);
    talker.writeEncoded(samples, "s16", { timestamp: 2n ** 60n });
    engine.tick();
    assert.deepStrictEqual(listener.readEncoded(new Int16Array(160), "s16").samples, samples);
    talker.writeEncoded(Buffer.alloc(160, 0x80), "ulaw", { timestamp: 2n ** 60n + 160n });
    engine.tick();
    const { samples: heard } = listener.readEncoded(Buffer.alloc(160), "ulaw");
    assert.deepStrictEqual(heard, Buffer.alloc(160, 0x80));
    engine.close();
});

test("what is no encoding, or no array of it, is refused", () => {
    const { engine, talker, listener } = room();
    const invalid = { name: "INVALID_ARGUMENT", status: -1 };
    for (const wrong of [undefined, null, "", "g722", "S16", "toString", 2, 4, {}, Symbol("ulaw")]) {
        assert.throws(() => talker.writeEncoded(new Uint8Array(160), wrong), invalid);
        assert.throws(() => listener.readEncoded(new Uint8Array(160), wrong), invalid);
        assert.throws(() => listener.readEncoded(160, wrong), invalid);
    }
    const types = { s16: Int16Array, f32: Float32Array, ulaw: Uint8Array, alaw: Uint8Array };
    for (const [encoding, type] of Object.entries(types)) {
        const right = new type(160);
        const others = Object.values(types).filter((other) => other !== type).map((other) => new other(160));
        for (const wrong of [...others, undefined, null, "audio", [1, 2], {}, new Int8Array(4), new ArrayBuffer(4)]) {
            assert.throws(() => talker.writeEncoded(wrong, encoding), invalid);
            assert.throws(() => listener.readEncoded(wrong, encoding), invalid);
        }
        for (const wrong of [-1, 1.5, NaN, 2 ** 40]) {
            assert.throws(() => listener.readEncoded(wrong, encoding), invalid);
        }
        assert.throws(() => talker.writeEncoded(right, encoding, { lost: -1 }), invalid);
        assert.strictEqual(talker.writeEncoded(right.subarray(160), encoding), 0);
        assert.strictEqual(listener.readEncoded(0, encoding).samples.length, 0);
    }
    engine.close();
});
