"use strict";

const assert = require("node:assert");
const { test } = require("node:test");
const { setTimeout: sleep } = require("node:timers/promises");
const { Engine } = require("mixminus");
const { gc } = globalThis;

/** Calls every method of an object, each of which must raise. */
function everythingRaises(object, others = []) {
    for (let type = Object.getPrototypeOf(object); type !== Object.prototype; type = Object.getPrototypeOf(type)) {
        for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(type))) {
            const isHarmless = ["constructor", "free", "close", ...others].includes(name) || name.startsWith("_");
            if (typeof value === "function" && !isHarmless && value.constructor.name === "Function") {
                const given = {
                    write: [new Int16Array(1)], read: [1], readEx: [1], writeEx: [new Int16Array(1)],
                    writeEncoded: [new Uint8Array(1), "ulaw"], readEncoded: [1, "ulaw"],
                    mark: [1],
                };
                assert.throws(() => value.apply(object, given[name] ?? ["1", true, "3"]), Error, name);
            }
        }
    }
}

test("a freed object raises", () => {
    const engine = new Engine();
    const caller = engine.participant();
    const room = caller.join("room");
    engine.tick();
    const prompt = engine.prompt(new Int16Array(160));
    const tap = engine.tap(room);
    for (const object of [prompt, tap, caller]) {
        object.free();
        object.free();
        object[Symbol.dispose]();
        everythingRaises(object);
        assert.throws(() => object.handle, { name: "STALE_HANDLE" });
    }
    assert.throws(() => caller.write(new Int16Array(160)), { name: "STALE_HANDLE", status: -4 });
    engine.tick();
    assert.throws(() => room.info(), { name: "STALE_HANDLE", status: -4 });
    engine.close();
});

test("after the engine was closed everything raises, and freeing does nothing", () => {
    const engine = new Engine();
    const caller = engine.participant();
    const room = caller.join("room");
    engine.tick();
    const prompt = engine.prompt(new Int16Array(160));
    const tap = engine.tap(room);
    const events = engine.events();
    engine.close();
    engine.close();
    engine[Symbol.dispose]();
    everythingRaises(engine);
    for (const object of [caller, room, prompt, tap]) {
        everythingRaises(object);
    }
    for (const object of [caller, prompt, tap]) {
        object.free();
    }
    assert.throws(() => [...events], { name: "STALE_HANDLE" });
    assert.throws(() => engine.pointer, { name: "STALE_HANDLE" });
    assert.ok(engine.isClosed);
});

test("finalizers run in any order", async () => {
    for (let round = 0; round < 20; round++) {
        for (let i = 0; i < 5; i++) {
            const engine = new Engine({ maxParticipants: 16, maxRooms: 4 });
            const caller = engine.participant();
            const room = caller.join("room");
            engine.tick();
            engine.prompt(new Int16Array(160));
            engine.tap(room);
            engine.events();
            if (i % 2) {
                engine.start();
            }
            if (i === 3) {
                engine.close();
            }
        }
        gc();
        await sleep(1);
    }
});

test("an engine that is no longer reachable is freed, and a participant keeps its engine", async () => {
    let caller = new Engine().participant();
    const engine = new WeakRef(caller.engine);
    await sleep(1);
    gc();
    await sleep(1);
    assert.ok(engine.deref());
    caller.join("room");
    caller = null;
    for (let i = 0; i < 20 && engine.deref(); i++) {
        await sleep(1);
        gc();
    }
    assert.strictEqual(engine.deref(), undefined);
});

test("a participant that is no longer reachable hangs up", async () => {
    const engine = new Engine();
    const other = engine.participant();
    const room = other.join("room");
    engine.participant().join("room");
    assert.strictEqual(room.info().participants, 2);
    for (let i = 0; i < 20 && room.info().participants === 2; i++) {
        await sleep(1);
        gc();
    }
    assert.strictEqual(room.info().participants, 1);
    engine.close();
});

test("collecting garbage at any time harms no call", async () => {
    const engine = new Engine({ dtmfLookAheadMs: 0 });
    const callers = Array.from({ length: 10 }, (_, i) => engine.participant({ account: `account ${i % 2}` }));
    for (let round = 0; round < 30; round++) {
        for (const caller of callers) {
            caller.join(`room ${round}`, { allowSignals: ["a", "b".repeat(100)], joinPrompt: "beep" });
            gc();
            caller.write(Int16Array.from({ length: 160 }, (_, i) => i));
            gc();
        }
        engine.tick();
        callers.forEach((caller) => caller.read(160));
        assert.ok([...engine.events()].length >= 10);
        callers.forEach((caller) => caller.leave());
        await null;
    }
    engine.close();
});
