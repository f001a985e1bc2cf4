"use strict";

const assert = require("node:assert");
const { execFileSync } = require("node:child_process");
const path = require("node:path");
const { test } = require("node:test");
const { Engine } = require("mixminus");

const exact = { prefillMs: 0, detectDtmf: false, playTones: true };

/** An engine without delays and so many participants in one room, past the ramp of the join. */
function room(count, options = {}) {
    const engine = new Engine({ dtmfLookAheadMs: 0, ...options });
    const members = Array.from({ length: count }, () => engine.participant());
    for (const member of members) {
        member.join("room", exact);
    }
    const silence = new Int16Array(engine.frameSamples);
    members.forEach((member) => member.write(silence));
    engine.tick();
    members.forEach((member) => member.read(silence));
    return { engine, members };
}

const noise = (count, level) => Int16Array.from({ length: count }, () => Math.round((Math.random() - 0.5) * level));

test("each member hears the sum of the others, sample for sample", () => {
    for (const [sampleRateHz, frameMs] of [[8000, 20], [16000, 10], [48000, 20]]) {
        const { engine, members } = room(4, { sampleRateHz, frameMs });
        for (let frame = 0; frame < 20; frame++) {
            const said = members.map(() => noise(engine.frameSamples, 8000));
            members.forEach((member, i) => assert.strictEqual(member.write(said[i]), engine.frameSamples));
            engine.tick();
            members.forEach((member, i) => {
                const sum = said[0].map((_, at) => said.reduce((all, one, j) => all + (j === i ? 0 : one[at]), 0));
                assert.deepStrictEqual(member.read(engine.frameSamples), sum);
            });
        }
        engine.close();
    }
});

test("a buffer of the host is filled in place", () => {
    const { engine, members: [ada, ben] } = room(2);
    const said = noise(160, 1000);
    ada.write(said);
    engine.tick();
    const whole = new Int16Array(200).fill(7);
    const part = whole.subarray(20, 180);
    assert.strictEqual(ben.read(part), part);
    assert.deepStrictEqual(part, said);
    assert.deepStrictEqual([...whole.subarray(0, 20), ...whole.subarray(180)], Array(40).fill(7));
    engine.close();
});

test("memory that is shared between threads works", () => {
    const { engine, members: [ada, ben] } = room(2);
    const shared = new Int16Array(new SharedArrayBuffer(320)).fill(5);
    ada.write(shared);
    engine.tick();
    assert.deepStrictEqual(ben.read(160), new Int16Array(160).fill(5));
    engine.close();
});

test("what is no Int16Array is refused", () => {
    const { engine, members: [ada] } = room(2);
    for (const wrong of [undefined, null, [1, 2], Buffer.alloc(320), new Uint16Array(160), "audio", 5, {}]) {
        assert.throws(() => ada.write(wrong), { name: "INVALID_ARGUMENT", status: -1 });
    }
    assert.strictEqual(ada.read(undefined).length, 160);
    for (const wrong of [null, -1, 1.5, NaN, Buffer.alloc(320), "audio"]) {
        assert.throws(() => ada.read(wrong), { name: "INVALID_ARGUMENT", status: -1 });
    }
    const moved = new Int16Array(160);
    structuredClone(moved.buffer, { transfer: [moved.buffer] });
    assert.strictEqual(ada.write(moved), 0);
    engine.close();
});

test("write_ex and read_ex bring and take what is known about the audio", () => {
    const { engine, members: [ada, ben] } = room(2);
    assert.strictEqual(ada.writeEx(noise(160, 1000), { timestamp: 2n ** 60n }), 160);
    const tick = engine.tick();
    const read = ben.readEx(160);
    assert.deepStrictEqual([read.real, read.tick, read.offset, read.underrun], [160, tick, 0, false]);
    assert.strictEqual(ben.readEx(160).underrun, true);
    assert.throws(() => ada.writeEx(noise(160, 1), { timestamp: -1 }), { name: "INVALID_ARGUMENT" });
    assert.throws(() => ada.writeEx(noise(160, 1), { lots: 1 }), { message: "unknown option: lots" });
    engine.close();
});

test("packets that come in another order are heard in order", () => {
    const { engine, members: [ada, ben] } = room(2);
    const said = [1, 2, 3].map((level) => new Int16Array(160).fill(level));
    ada.writeEx(said[0], { timestamp: 0, startsTalkspurt: true });
    ada.writeEx(said[2], { timestamp: 320 });
    ada.writeEx(said[1], { timestamp: 160 });
    for (const samples of said) {
        engine.tick();
        assert.deepStrictEqual(ben.read(160), samples);
    }
    assert.deepStrictEqual([ada.stats().reordered, ada.stats().concealed], [160, 0]);
    assert.throws(() => ada.writeEx(said[0], { startsTalkspurt: 2 }), { name: "INVALID_ARGUMENT" });
    engine.close();
});

test("a flush silences what waits, and marks tell what was heard", () => {
    const { engine, members: [agent, caller] } = room(2);
    const loud = new Int16Array(160).fill(1000);
    const marks = () => [...engine.events()].filter((event) => event.kind.startsWith("mark"));
    agent.write(loud);
    agent.mark(7);
    for (let frame = 0; frame < 3; frame++) {
        agent.write(loud);
    }
    agent.mark(-(2n ** 63n));
    engine.tick();
    caller.read(160);
    agent.flush();
    engine.tick();
    const heard = caller.read(160);
    assert.ok(heard[0] > 900 && heard.subarray(40).every((sample) => sample === 0), "it fades out within 5 ms");
    engine.tick();
    assert.deepStrictEqual(caller.read(160), new Int16Array(160));
    const [first, second, ...others] = marks();
    assert.deepStrictEqual([first.kind, first.value, first.participant], ["mark heard", 7, agent]);
    assert.deepStrictEqual([second.kind, second.value, others], ["mark flushed", -(2n ** 63n), []]);
    for (const wrong of [1.5, "1", null, undefined, 2n ** 63n, 2 ** 60]) {
        assert.throws(() => agent.mark(wrong), { name: "INVALID_ARGUMENT" });
    }
    agent.leave();
    assert.throws(() => agent.mark(1), { name: "NOT_IN_ROOM" });
    agent.flush();
    engine.close();
});

test("the example bridges two calls sample for sample", () => {
    const printed = execFileSync(process.execPath, [path.join(__dirname, "../examples/bridge.js")]).toString();
    assert.match(printed, /^(call \d heard 55360 samples, 0 of them not the other's\n){2}$/);
});
