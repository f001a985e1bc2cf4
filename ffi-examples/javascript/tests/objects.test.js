"use strict";

const assert = require("node:assert");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { test } = require("node:test");
const { Engine } = require("mixminus");

const tone = (count) => Int16Array.from({ length: count }, (_, i) => Math.round(3000 * Math.sin(i / 5)));

test("prompts play to participants and rooms", () => {
    const engine = new Engine();
    const caller = engine.participant();
    const prompt = engine.prompt(tone(160), 8000);
    assert.deepStrictEqual(prompt.info(), { samples: 160, durationMs: 20, readToEnd: false });
    const play = caller.say(prompt);
    engine.tick();
    assert.deepStrictEqual(caller.read(160), tone(160));
    engine.tick();
    const ended = [...engine.events()].find(({ kind }) => kind === "play ended");
    assert.deepStrictEqual([ended.value, ended.outcome], [play, "completed"]);
    const room = caller.join("room");
    engine.tick();
    const [announcement] = engine.say([room], prompt, { times: 0, gainDb: -6 });
    engine.stopPlay(announcement);
    room.say("beep");
    room.stopSaying();
    room.setAloneLoop(prompt);
    caller.setHold(true, prompt);
    caller.setHold(false);
    caller.stopSaying();
    assert.throws(() => caller.say("none"), { name: "INVALID_ARGUMENT" });
    assert.throws(() => caller.say(prompt, { time: 1 }), { message: "unknown option: time" });
    assert.throws(() => engine.stopPlay(99999), { name: "INVALID_HANDLE" });
    const wav = path.join(__dirname, "../../../demo/prompts/welcome.wav");
    const [file, bytes] = [engine.promptFile(wav), engine.promptWav(fs.readFileSync(wav))];
    assert.deepStrictEqual(file.info(), bytes.info());
    assert.throws(() => engine.promptFile("/nowhere.wav"), { name: "SYSTEM" });
    engine.close();
});

test("rooms are found, listed, locked, merged and closed", () => {
    const engine = new Engine({ maxRooms: 600 });
    const callers = Array.from({ length: 600 }, () => engine.participant({ environment: "development" }));
    const rooms = callers.map((caller, i) => caller.join(i));
    assert.strictEqual(engine.rooms().length, 600);
    assert.strictEqual(engine.rooms({ account: "nobody" }).length, 0);
    assert.strictEqual(engine.findRoom("5"), null);
    assert.strictEqual(engine.findRoom("5", { environment: "development" }).handle, rooms[5].handle);
    engine.tick();
    rooms[5].lock();
    assert.throws(() => callers[6].move("5"), { name: "ROOM_LOCKED" });
    rooms[5].unlock();
    assert.strictEqual(callers[6].move("5").handle, rooms[5].handle);
    engine.tick();
    engine.tick();
    const { members, tick } = rooms[5].snapshot();
    assert.deepStrictEqual(new Set(members.map(({ participant }) => participant)), new Set([callers[5], callers[6]]));
    assert.ok(tick >= 2);
    const merged = rooms[5].merge("7");
    engine.tick();
    assert.deepStrictEqual(merged.participants(), [callers[7], callers[5], callers[6]]);
    merged.close();
    assert.deepStrictEqual([callers[5].info().room, callers[5].conferenceEnd().reason], [null, "room closed"]);
    engine.close();
});

test("templates and quotas", () => {
    const engine = new Engine();
    engine.setTemplate({ conferenceId: "board", capacity: 1, limitS: 60, aloneLoop: "beep" });
    engine.participant().join("board");
    assert.throws(() => engine.participant().join("board"), { name: "ROOM_FULL", status: -11 });
    engine.removeTemplate({ conferenceId: "board" });
    engine.setQuota({ account: "small", participants: 1 });
    const kept = engine.participant({ account: "small" });
    assert.throws(() => engine.participant({ account: "small" }), { name: "QUOTA_EXCEEDED" });
    engine.resetQuota({ account: "small" });
    engine.participant({ account: "small" });
    assert.throws(() => engine.setQuota({ account: "small", people: 1 }), { message: "unknown option: people" });
    assert.strictEqual(kept.queuedSignals(), 0);
    engine.close();
});

test("a tap has the frames, and ends with its room", () => {
    const engine = new Engine({ dtmfLookAheadMs: 0 });
    const caller = engine.participant();
    const room = caller.join("room", { prefillMs: 0 });
    const tap = engine.tap(room, { bufferMs: 200 });
    for (let i = 0; i < 4; i++) {
        caller.write(tone(160));
        engine.tick();
    }
    const frames = tap.read();
    assert.deepStrictEqual(frames.map(({ tick }) => tick), [1, 2, 3, 4]);
    assert.deepStrictEqual(frames[3].samples, tone(160));
    assert.deepStrictEqual([frames[3].room, frames[3].silent], [room.handle, false]);
    assert.deepStrictEqual(tap.read(), []);
    assert.strictEqual(tap.info().frames, 4);
    assert.strictEqual(tap.info().point, "mix");
    caller.leave();
    engine.tick();
    engine.tick();
    while (tap.read()?.length > 0) {
        // The end of its audio fades out.
    }
    assert.deepStrictEqual(tap.read(), null);
    assert.throws(() => engine.tap("room"), { name: "INVALID_ARGUMENT" });
    assert.throws(() => engine.tap(caller, { point: "middle" }), { name: "INVALID_ARGUMENT" });
    engine.close();
});

test("a recording writes a file for each track", () => {
    const directory = fs.mkdtempSync(path.join(os.tmpdir(), "mixminus-"));
    const engine = new Engine({ dtmfLookAheadMs: 0 });
    const caller = engine.participant();
    const room = caller.join("room", { prefillMs: 0 });
    const paths = ["room.wav", "caller.wav"].map((name) => path.join(directory, name));
    const recording = engine.record([{ target: room, path: paths[0] }, { target: caller, path: paths[1] }]);
    for (let i = 0; i < 10; i++) {
        caller.write(tone(160));
        engine.tick();
    }
    recording.pause();
    engine.tick();
    recording.resume();
    assert.ok(["starting", "running", "paused"].includes(recording.info().state));
    const info = recording.stop();
    assert.deepStrictEqual([info.state, info.samples, info.tracks, info.lostSamples], ["stopped", 1600, 2, 0]);
    assert.deepStrictEqual(recording.files(), paths.map((file) => [file]));
    assert.deepStrictEqual(recording.stop(), info);
    recording.free();
    assert.throws(() => recording.pause(), { name: "STALE_HANDLE" });
    const written = fs.readFileSync(paths[1]);
    assert.ok(written.includes(Buffer.from(tone(160).slice(60).buffer)));
    assert.throws(() => engine.record([{ target: room, path: paths[0] }]), { name: "SYSTEM" });
    engine.close();
    fs.rmSync(directory, { recursive: true });
});

test("a synthesizer of the host speaks texts", () => {
    const engine = new Engine();
    const caller = engine.participant();
    assert.throws(() => caller.sayText("Hello."), { name: "UNSUPPORTED" });
    const asked = [];
    engine.setSynthesizer((text, voice) => {
        asked.push([text, voice]);
        return { samples: tone(160), sampleRateHz: 8000 };
    });
    caller.sayText("Grüße.\0", { voice: "anna", gainDb: 0 });
    caller.sayText("");
    engine.tick();
    assert.deepStrictEqual(caller.read(160), tone(160));
    assert.deepStrictEqual(asked, [["Grüße.\0", "anna"], ["", ""]]);
    const wrong = new Error("no voice");
    engine.setSynthesizer(() => { throw wrong; });
    assert.throws(() => caller.sayText("Hello."), (error) => error === wrong);
    engine.setSynthesizer(() => engine.close());
    assert.throws(() => caller.sayText("Hello."), { name: "BUSY" });
    engine.setSynthesizer(() => "text");
    assert.throws(() => caller.sayText("Hello."), { name: "INVALID_ARGUMENT" });
    engine.setSynthesizer(() => fs.readFileSync(path.join(__dirname, "../../../demo/prompts/welcome.wav")));
    caller.sayText("Welcome.");
    engine.start();
    engine.setSynthesizer(() => ({ samples: tone(800), sampleRateHz: 16000 }));
    assert.strictEqual(engine.participant().sayTextAndWait("Hello.", { voice: "anna" }), "completed");
    engine.setSynthesizer(null);
    assert.throws(() => caller.sayText("Hello."), { name: "UNSUPPORTED" });
    engine.close();
});

test("settings, statistics and DTMF", () => {
    const engine = new Engine();
    const caller = engine.participant({ user: 9 });
    assert.throws(() => caller.setMute(), { name: "NOT_IN_ROOM" });
    caller.join("room");
    caller.setMute();
    caller.setDeaf();
    caller.setGainDb(-10);
    caller.setDetectDtmf(false);
    caller.setPlayTones(true);
    caller.setGenerateDtmf(false);
    const { room, lastEnd, ...info } = caller.info();
    assert.deepStrictEqual(info, {
        gainDb: -10, user: 9, mute: true, deaf: true, hold: false, detectDtmf: false, playTones: true, generateDtmf: false,
        sampleRateHz: 8000, writeRateHz: 8000, readRateHz: 8000,
    });
    assert.deepStrictEqual([room.info().conferenceId, lastEnd], ["room", null]);
    assert.throws(() => caller.setGainDb(99), { name: "INVALID_ARGUMENT", message: /^gain_mdb/ });
    assert.throws(() => caller.setMute("yes"), { name: "INVALID_ARGUMENT" });
    caller.telephoneEvent({ event: 5, end: true, duration: 800, timestamp: 2 ** 32 - 1 });
    caller.injectDtmfBegin("A", { limitMs: 1000 });
    caller.injectDtmfEnd("A");
    caller.sendDtmf("123#", { onMs: 50, offMs: 50 });
    assert.throws(() => caller.sendDtmf("x"), { name: "INVALID_ARGUMENT" });
    assert.throws(() => caller.telephoneEvent({ event: 16 }), { name: "UNSUPPORTED" });
    engine.tick();
    engine.service();
    assert.strictEqual(engine.stats().ticks, 1);
    assert.strictEqual(engine.stats().stageNs.length, 16);
    assert.strictEqual(caller.stats().written, 0);
    const report = engine.start({ clock: "host", workers: 2, cpus: [] });
    assert.strictEqual(typeof report.threads, "number");
    engine.tick();
    engine.stop();
    assert.throws(() => engine.stop(), { name: "WRONG_MODE" });
    engine.start();
    assert.throws(() => engine.tick(), { name: "WRONG_MODE" });
    assert.strictEqual(engine.participant().sayAndWait("beep"), "completed");
    engine.close();
});
