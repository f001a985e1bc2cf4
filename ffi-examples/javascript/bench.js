/**
 * Prints the time of one call, ns: of the low level and of the high level. In each round a number of callers write a
 * frame, a tick passes, and they read one, as in a running server. The median of all rounds counts.
 */
"use strict";

const { Engine } = require("mixminus");
const native = require("mixminus/native");

const rounds = 2000;
const count = 100;

const engine = new Engine({ maxParticipants: count });
const callers = Array.from({ length: count }, () => engine.participant());
for (const caller of callers) {
    caller.join("bench");
}
const { pointer, frameSamples } = engine;
const handles = callers.map((caller) => caller.handle);
const frame = Int16Array.from({ length: frameSamples }, (_, i) => 1000 * Math.sin(i));
const heard = new Int16Array(frameSamples);
const taken = new Uint32Array(new ArrayBuffer(8));

function median(times) {
    return times.sort((a, b) => a - b)[times.length >> 1];
}

/** Times the three steps over all rounds. */
function measure(level, write, tick, read) {
    const steps = { write: [], tick: [], read: [] };
    for (let round = 0; round < rounds; round++) {
        const times = [process.hrtime.bigint()];
        for (const step of [write, tick, read]) {
            step();
            times.push(process.hrtime.bigint());
        }
        steps.write.push(Number(times[1] - times[0]) / count);
        steps.tick.push(Number(times[2] - times[1]));
        steps.read.push(Number(times[3] - times[2]) / count);
    }
    console.log(`${level}: write ${median(steps.write).toFixed(0)} ns, read ${median(steps.read).toFixed(0)} ns, ` +
        `tick of a room of ${count} ${median(steps.tick).toFixed(0)} ns`);
}

measure(
    "low level",
    () => {
        for (const handle of handles) {
            native.mixminus_participant_write(pointer, handle, frame, frameSamples, taken);
        }
    },
    () => native.mixminus_engine_tick(pointer, null),
    () => {
        for (const handle of handles) {
            native.mixminus_participant_read(pointer, handle, heard, frameSamples, taken);
        }
    },
);
measure(
    "high level",
    () => {
        for (const caller of callers) {
            caller.write(frame);
        }
    },
    () => engine.tick(),
    () => {
        for (const caller of callers) {
            caller.read(heard);
        }
    },
);

// A tick that mixes nothing shows what the call itself costs.
const idle = new Engine();
const begin = process.hrtime.bigint();
for (let i = 0; i < 200_000; i++) {
    native.mixminus_engine_tick(idle.pointer, null);
}
console.log(`low level: tick without rooms ${(Number(process.hrtime.bigint() - begin) / 200_000).toFixed(0)} ns`);
engine.close();
idle.close();
