// Bridges two calls with the audio of two WAV files, and checks that each hears the other and never itself.
const fs = require("node:fs");
const path = require("node:path");
const { Engine } = require("mixminus");

const demo = process.argv[2] ?? path.join(__dirname, "../../../demo");
// The samples of a WAV file whose header has 44 bytes.
const load = (name) => new Int16Array(fs.readFileSync(path.join(demo, name)).buffer.slice(44));

const engine = new Engine({ sampleRateHz: 8000, dtmfLookAheadMs: 0 });
const frame = engine.frameSamples;
const calls = ["ada.wav", "ben.wav"].map((name) => ({ voice: load(name), line: engine.participant(), heard: [] }));
for (const { line } of calls) {
    line.join("bridge", { prefillMs: 0, playTones: true, detectDtmf: false });
}
// A frame of silence comes first, because the audio of a join begins with a ramp of 5 ms.
for (let at = -frame; at < Math.max(...calls.map(({ voice }) => voice.length)); at += frame) {
    for (const { voice, line } of calls) {
        const written = new Int16Array(frame);
        written.set(voice.subarray(at, Math.max(at + frame, 0)));
        line.write(written);
    }
    engine.tick();
    calls.forEach(({ line, heard }) => heard.push(...line.read(frame)));
}
calls.forEach(({ heard }, i) => {
    const wrong = heard.filter((sample, at) => sample !== (calls[1 - i].voice[at - frame] ?? 0)).length;
    console.log(`call ${i} heard ${heard.length} samples, ${wrong} of them not the other's`);
});
