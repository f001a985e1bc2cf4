"use strict";

const assert = require("node:assert");
const { test } = require("node:test");
const { setTimeout: sleep } = require("node:timers/promises");
const { Worker } = require("node:worker_threads");
const { Engine } = require("mixminus");

/** On another thread, by the low level, since this one blocks: makes a call after a while. */
function later(engine, caller, call) {
    const worker = new Worker(
        `const { pointer, handle, native } = require("node:worker_threads").workerData;
         const n = require(native);
         Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
         ${call};`,
        {
            eval: true,
            workerData: { pointer: engine.pointer, handle: caller.handle, native: require.resolve("mixminus/native") },
        },
    );
    return new Promise((resolve) => worker.on("exit", resolve));
}

test("a conference that blocks is ended by another thread", async () => {
    const engine = new Engine();
    engine.start();
    const events = [];
    const options = { terminator: "#", onChoice: (event) => events.push(event), onSignal: (event) => events.push(event) };
    for (const [call, reason, value] of [
        ["n.mixminus_participant_signal(pointer, handle, 'agent', 5, null, null)", "signal", "agent"],
        ["n.mixminus_participant_inject_dtmf_press(pointer, handle, 35, -10000, 100)", "choice", "#"],
        ["n.mixminus_participant_remove(pointer, handle, 'bye', 3)", "removed", "bye"],
        ["n.mixminus_participant_hang_up(pointer, handle)", "hangup", ""],
    ]) {
        const caller = engine.participant();
        const done = later(engine, caller, call);
        // The worker begins only when this thread lets it: Node.js starts it on a thread of its own.
        const end = caller.conference("room", options);
        assert.deepStrictEqual([end.reason, end.name, end.value], [reason, reason, value]);
        assert.strictEqual(end.choice?.value, reason === "choice" ? "#" : undefined);
        await done;
        caller.free();
    }
    assert.deepStrictEqual(events.map(({ name, value }) => [name, value]), [["signal", "agent"], ["choice", "#"]]);
    assert.strictEqual(`${events[1].choice}`, "#");
    engine.close();
});

test("a handler may do all that the call can, and its exception is that of conference", () => {
    const engine = new Engine();
    const caller = engine.participant();
    caller.signal("a");
    const thrown = new Error("mine");
    const onSignal = () => {
        caller.say("beep");
        caller.join("other");
        throw thrown;
    };
    assert.throws(() => caller.conference("room", { onSignal }), (error) => error === thrown);
    assert.strictEqual(engine.findRoom("other").info().participants, 1);
    engine.close();
});

test("a conference without a clock is refused, not endless", () => {
    const engine = new Engine();
    engine.tick();
    assert.throws(() => engine.participant().conference("room"), { name: "WRONG_MODE" });
    engine.close();
});

test("conferences that are awaited end for each reason", async () => {
    const engine = new Engine();
    engine.start();
    const seen = [];
    const options = {
        terminator: "*",
        onChoice: async (event) => { await sleep(5); seen.push(`${event.choice}`); },
        onSignal: (event) => { seen.push(event.value); },
    };
    const callers = Array.from({ length: 7 }, () => engine.participant());
    const ends = callers.map((caller) => caller.conferenceAsync("room", options));
    await sleep(50);
    await assert.rejects(callers[6].conferenceAsync("room"), { name: "ALREADY_IN_ROOM" });
    callers[0].signal("agent");
    callers[1].injectDtmfPress("*");
    callers[2].hangUp();
    callers[3].free();
    callers[4].remove("text");
    callers[5].leave();
    setTimeout(() => engine.findRoom("room").close(), 60);
    assert.deepStrictEqual(
        (await Promise.all(ends)).map(({ reason, value }) => [reason, value]),
        [["signal", "agent"], ["choice", "*"], ["hangup", ""], ["hangup", ""], ["removed", "text"], ["removed", ""],
            ["room closed", ""]],
    );
    assert.deepStrictEqual(seen.sort(), ["*", "agent"]);
    const last = callers[0].conferenceAsync("room");
    const ended = callers[5].conferenceAsync("room");
    callers[5].leave();
    engine.close();
    assert.strictEqual((await last).reason, "engine stopped");
    assert.strictEqual((await ended).reason, "removed");
});

test("a queued signal ends an awaited conference before it begins", async () => {
    const engine = new Engine();
    const caller = engine.participant();
    assert.strictEqual(caller.signal("early"), "queued");
    const end = await caller.conferenceAsync("room", { allowSignals: ["early"] });
    assert.deepStrictEqual([end.reason, end.value], ["signal", "early"]);
    assert.strictEqual(engine.findRoom("room"), null);
    engine.close();
});

test("a thousand conferences are awaited at once, and files are still read", async () => {
    const engine = new Engine({ maxParticipants: 1100 });
    engine.start();
    const callers = Array.from({ length: 1000 }, () => engine.participant());
    const ends = Promise.all(callers.map((caller, i) => caller.conferenceAsync(`room ${i % 50}`)));
    await sleep(60);
    assert.strictEqual(engine.stats().activeParticipants, 1000);
    await require("node:fs/promises").readFile(__filename);
    callers.forEach((caller) => caller.signal("end"));
    assert.ok((await ends).every(({ reason }) => reason === "signal"));
    engine.close();
});

test("an end that nobody has seen yet is not lost when the next conference begins", async () => {
    const engine = new Engine();
    const caller = engine.participant();
    const first = caller.conferenceAsync("one");
    engine.tick();
    caller.signal("a");
    const second = caller.conferenceAsync("two");
    caller.signal("b");
    assert.deepStrictEqual([(await first).value, (await second).value], ["a", "b"]);
    engine.close();
});
