// Is only compiled: the types of both levels, as a host writes them.
import { ConferenceEnd, Engine, Event, MixminusError, Participant, Room } from "mixminus";
import { MIXMINUS_OK, mixminus_engine_config, mixminus_engine_new, mixminus_event } from "mixminus/native";

async function host(): Promise<void> {
    using engine = new Engine({ sampleRateHz: 16000, simd: "auto" });
    const caller: Participant = engine.participant({ account: "acme", user: 5n });
    const room: Room = caller.join("room", { joinPrompt: engine.promptFile("a.wav"), gainDb: -3 });
    const heard: Int16Array = caller.read(caller.write(new Int16Array(320)));
    const wide: Participant = engine.participant({ sampleRateHz: 48000 });
    engine.setTemplate({ conferenceId: 7, sampleRateHz: 48000 });
    console.log(wide.read().length === wide.frameSamples, engine.tap(wide).sampleRateHz, room.info().sampleRateHz);
    const floats: Float32Array = caller.readEncoded(320, "f32").samples;
    caller.writeEncoded(floats, "f32", { lost: 160, startsTalkspurt: true });
    caller.mark(5n);
    caller.flush();
    caller.writeEncoded(caller.readEncoded(Buffer.alloc(320), "ulaw").samples, "ulaw");
    for (const event of engine.events()) {
        console.log(event.kind, event.participant?.handle, heard.length);
    }
    for await (const event of engine.events({ signal: AbortSignal.timeout(10) })) {
        const seen: Event = event;
        console.log(seen.state.muted, room.info().participants);
    }
    const end: ConferenceEnd = await caller.conferenceAsync(1337, {
        terminator: "*",
        onChoice: async (event) => console.log(event.choice?.value),
    });
    if (end.reason === "time limit") {
        throw new MixminusErrorOf(end.value);
    }
    // @ts-expect-error: no such option
    caller.conference("room", { terminater: "*" });
    // @ts-expect-error: no such key
    caller.conference("room", { terminator: "E" });
    // @ts-expect-error: bytes are no samples
    caller.write(Buffer.alloc(320));
    // @ts-expect-error: floats are no A-law
    caller.writeEncoded(floats, "alaw");
    // @ts-expect-error: no such rate
    new Engine({ lines16000: 2 }).participant({ sampleRateHz: 16001 });
    // @ts-expect-error: no such encoding
    caller.readEncoded(320, "g722");
}

class MixminusErrorOf extends Error {
    readonly cause = MixminusError;
}

function lowLevel(): bigint {
    const config = mixminus_engine_config.init();
    config.sample_rate_hz = 8000;
    const engine = new BigUint64Array(1);
    if (mixminus_engine_new(config, engine) !== MIXMINUS_OK) {
        throw new Error("no engine");
    }
    const [event] = mixminus_event.array(64);
    mixminus_engine_new.async(config, engine, (error, status) => console.log(error, status.toFixed()));
    return engine[0] + event.user;
}

function script(): void {
    say("Welcome.");
    const end = conference("1337", { terminator: "*", onChoice: (event) => say(event.value) });
    log(end.reason);
    wait(100);
    hangup();
}

export { host, lowLevel, script };
