"use strict";

const assert = require("node:assert");
const { test } = require("node:test");
const { setImmediate: turn } = require("node:timers/promises");
const { Engine } = require("mixminus");

const MiB = 1 << 20;

/** Makes, joins and frees so many participants, a hundred at a time. */
async function serve(engine, count) {
    const frame = new Int16Array(160);
    for (let i = 0; i < count / 100; i++) {
        const callers = Array.from({ length: 100 }, (_, user) => engine.participant({ account: "acme", user }));
        for (const caller of callers) {
            caller.join("room", { allowSignals: ["a", "b"], terminator: "*" });
            caller.write(frame);
        }
        engine.tick();
        for (const caller of callers) {
            caller.read(frame);
            caller.free();
        }
        engine.tick();
        assert.ok([...engine.events()].length > 0);
        // What a WeakRef refers to lives until the event loop turns.
        await turn();
    }
}

test("ten thousand participants leave no memory behind", async () => {
    const engine = new Engine();
    // Until the heap of JavaScript has its size.
    await serve(engine, 30_000);
    globalThis.gc();
    const before = process.memoryUsage().rss;
    await serve(engine, 10_000);
    globalThis.gc();
    const more = process.memoryUsage().rss - before;
    assert.ok(more < 8 * MiB, `${(more / MiB).toFixed(1)} MiB more`);
    engine.close();
});

test("a hundred engines leave no memory behind", () => {
    const make = () => {
        for (let i = 0; i < 100; i++) {
            const engine = new Engine({ maxParticipants: 64, maxRooms: 16 });
            engine.setSynthesizer(() => null);
            engine.participant().join("room");
            engine.tick();
            engine.close();
        }
    };
    make();
    globalThis.gc();
    const before = process.memoryUsage().rss;
    make();
    globalThis.gc();
    const more = process.memoryUsage().rss - before;
    assert.ok(more < 8 * MiB, `${(more / MiB).toFixed(1)} MiB more`);
});
