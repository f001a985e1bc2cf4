"use strict";

const assert = require("node:assert");
const { test } = require("node:test");
const { setTimeout: sleep } = require("node:timers/promises");
const { Engine, Room } = require("mixminus");

test("an iteration takes the events that wait", () => {
    const engine = new Engine();
    const caller = engine.participant({ user: 2n ** 63n });
    const other = engine.participant({ user: 5 });
    const room = caller.join("room", { mute: true, gainDb: -3 });
    other.join("room");
    engine.tick();
    caller.injectDtmfPress("5", { durationMs: 40, levelDbm0: -12 });
    caller.signal("b");
    engine.tick();
    engine.tick();
    engine.tick();
    const events = [...engine.events()];
    assert.deepStrictEqual(events.slice(0, 3).map(({ kind }) => kind), ["room opened", "joined", "joined"]);
    const [, joined] = events;
    assert.ok(joined.participant === caller && joined.room instanceof Room && joined.room.handle === room.handle);
    assert.deepStrictEqual([joined.user, joined.value, joined.state.muted, joined.state.deaf], [2n ** 63n, -3000, true, false]);
    assert.strictEqual(events[2].user, 5);
    const left = events.find(({ kind }) => kind === "left");
    assert.deepStrictEqual([left.reason, left.participant === caller], ["signal", true]);
    assert.strictEqual(events.find(({ kind }) => kind === "signal").outcome, "interrupted");
    other.injectDtmfPress(7);
    engine.tick();
    const [key] = engine.events();
    assert.deepStrictEqual([key.kind, key.digit, key.dtmf.source], ["dtmf began", "7", "out-of-band"]);
    assert.deepStrictEqual([...engine.events()], []);
    engine.close();
});

test("events are awaited, until the engine is closed", async () => {
    const engine = new Engine();
    engine.start();
    const kinds = [];
    const watch = (async () => {
        for await (const { kind } of engine.events()) {
            kinds.push(kind);
        }
    })();
    await sleep(30);
    const caller = engine.participant();
    caller.join("room");
    await sleep(60);
    caller.leave();
    await sleep(60);
    engine.close();
    await watch;
    assert.deepStrictEqual(kinds, ["room opened", "joined", "left", "room ended"]);
});

test("waiting for events can be aborted and left", async () => {
    const engine = new Engine();
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 20);
    for await (const _ of engine.events({ signal: abort.signal })) {
        assert.fail();
    }
    engine.participant().join("room");
    engine.tick();
    for await (const event of engine.events()) {
        assert.strictEqual(event.kind, "room opened");
        break;
    }
    assert.ok(engine.eventFd() > 2);
    engine.close();
});

test("ticks are awaited, until the engine is closed", async () => {
    const engine = new Engine();
    const seen = [];
    engine.tickFd();
    const watch = (async () => {
        for await (const ticks of engine.ticks()) {
            seen.push(ticks);
        }
    })();
    for (const count of [1, 2]) {
        const due = seen.length + 1;
        for (let k = 0; k < count; k++) {
            engine.tick();
        }
        while (seen.length < due) {
            await sleep(1);
        }
    }
    engine.close();
    await watch;
    assert.deepStrictEqual(seen, [1, 2]);
    assert.throws(() => engine.tickFd());
});

test("waiting for ticks can be aborted and left", async () => {
    const engine = new Engine();
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 20);
    for await (const _ of engine.ticks({ signal: abort.signal })) {
        assert.fail();
    }
    engine.start();
    let frames = 0;
    for await (const ticks of engine.ticks()) {
        frames += ticks;
        if (frames >= 3) {
            break;
        }
    }
    assert.ok(engine.tickFd() > 2 && engine.tickFd() !== engine.eventFd());
    engine.close();
});
