import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.mixminus.Engine;
import org.mixminus.Event;
import org.mixminus.EventKind;
import org.mixminus.Participant;
import org.mixminus.Prompt;
import org.mixminus.ReadInfo;
import org.mixminus.Recording;
import org.mixminus.Room;
import org.mixminus.RecordingInfo;
import org.mixminus.Tap;
import org.mixminus.TapPoint;
import org.mixminus.Track;

/** Audio, prompts, taps, recordings, events, rooms. */
final class AudioChecks {
    private static final Map<String, Object> EXACT = Map.of("dtmfLookAheadMs", 0, "prefillMs", 0);

    private AudioChecks() {}

    private static short[] noise(Random random, int count) {
        short[] samples = new short[count];
        for (int k = 0; k < count; k++) {
            samples[k] = (short) (random.nextInt(20001) - 10000);
        }
        return samples;
    }

    static void add() {
        Check.add("two participants hear each other, sample for sample", () -> {
            try (Engine engine = new Engine(EXACT)) {
                Participant a = engine.participant();
                Participant b = engine.participant(Map.of("user", 7));
                Room room = a.join("1", Map.of("detectDtmf", false));
                b.join("1", Map.of("detectDtmf", false));
                Random random = new Random(1);
                ShortBuffer direct = ByteBuffer.allocateDirect(320).order(ByteOrder.nativeOrder()).asShortBuffer();
                for (int tick = 1; tick <= 100; tick++) {
                    short[] fromA = noise(random, 160);
                    short[] fromB = noise(random, 160);
                    Check.same(160, a.write(fromA));
                    direct.clear().put(fromB).flip();
                    Check.same(160, b.write(direct));
                    Check.same((long) tick, engine.tick());
                    short[] toB = new short[160];
                    int real = b.read(toB);
                    short[] toA = new short[160];
                    Check.same(160, a.read(direct.clear()));
                    direct.flip().get(toA);
                    Check.same(160, real);
                    if (tick > 1) { // the first frame begins with a ramp
                        Check.same(fromA, toB);
                        Check.same(fromB, toA);
                    }
                }
                Check.same(List.of(a, b), room.participants());
                Check.same(2, room.info().participants);
                Check.same(2, room.snapshot().members.size());
                Check.same(16000L, a.stats().written);
                List<Event> joined = new ArrayList<>();
                engine.events().stream().filter(e -> e.kind == EventKind.JOINED).forEach(joined::add);
                Check.same(2, joined.size());
                Check.same(7L, joined.get(1).user);
                Check.same(b, engine.participant(joined.get(1).participant));
                Check.that(!engine.events().iterator().hasNext(), "all taken");
            }
        });
        Check.add("packets that come in another order are heard in order", () -> {
            try (Engine engine = new Engine(EXACT)) {
                Participant a = engine.participant();
                Participant b = engine.participant();
                a.join("1", Map.of("detectDtmf", false));
                b.join("1", Map.of("detectDtmf", false));
                a.write(new short[160]);
                engine.tick();
                b.read(160);
                Random random = new Random(1);
                List<short[]> packets = List.of(noise(random, 160), noise(random, 160), noise(random, 160));
                a.write(packets.get(0), Map.of("timestamp", 0, "startsTalkspurt", true));
                a.write(packets.get(2), Map.of("timestamp", 320));
                a.write(packets.get(1), Map.of("timestamp", 160));
                for (short[] packet : packets) {
                    engine.tick();
                    Check.same(packet, b.read(160));
                }
                Check.same(160L, a.stats().reordered);
                Check.same(0L, a.stats().concealed);
                Check.fails("INVALID_ARGUMENT", () -> a.write(new short[1], Map.of("startsTalkspurt", 2)));
            }
        });
        Check.add("a flush silences what waits, and marks tell what was heard", () -> {
            try (Engine engine = new Engine(EXACT)) {
                Participant agent = engine.participant();
                Participant caller = engine.participant();
                agent.join("1", Map.of("detectDtmf", false));
                caller.join("1", Map.of("detectDtmf", false));
                Random random = new Random(1);
                agent.write(noise(random, 160));
                agent.mark(7);
                agent.write(noise(random, 480));
                agent.mark(Long.MIN_VALUE);
                engine.tick();
                caller.read(160);
                agent.flush();
                engine.tick();
                short[] heard = caller.read(160);
                Check.that(heard[0] != 0, "it fades out");
                Check.same(new short[120], Arrays.copyOfRange(heard, 40, 160));
                engine.tick();
                Check.same(new short[160], caller.read(160));
                List<Event> marks = new ArrayList<>();
                engine.events().stream()
                    .filter(e -> e.kind == EventKind.MARK_HEARD || e.kind == EventKind.MARK_FLUSHED)
                    .forEach(marks::add);
                Check.same(2, marks.size());
                Check.same(EventKind.MARK_HEARD, marks.get(0).kind);
                Check.same(7L, marks.get(0).value);
                Check.same(EventKind.MARK_FLUSHED, marks.get(1).kind);
                Check.same(Long.MIN_VALUE, marks.get(1).value);
                agent.leave();
                Check.fails("NOT_IN_ROOM", () -> agent.mark(1));
                agent.flush();
            }
        });
        Check.add("writes and reads with infos", () -> {
            try (Engine engine = new Engine(EXACT)) {
                Participant a = engine.participant();
                Participant b = engine.participant();
                a.join("1");
                b.join("1");
                Check.same(160, a.write(new short[160], Map.of("timestamp", 1000)));
                engine.tick();
                short[] samples = new short[160];
                ReadInfo info = b.readInfo(samples);
                Check.same(160L, info.real);
                Check.same(1L, info.tick);
                Check.fails("INVALID_ARGUMENT", () -> a.write(new short[1], Map.of("lots", 1)));
                Check.same(2, a.write(new short[] {1, 2, 3}, 1, 2));
                Check.same(0, a.read(new short[0]));
            }
        });
        Check.add("a prompt, a tap and a recording", () -> {
            Path folder = Files.createTempDirectory("mixminus-check-");
            try (Engine engine = new Engine(EXACT)) {
                short[] tune = noise(new Random(2), 480);
                Prompt prompt = engine.prompt(tune, 8000);
                Check.same(60L, prompt.info().durationMs);
                Participant a = engine.participant();
                Room room = a.join("1", Map.of("detectDtmf", false));
                Tap tap = engine.tap(room, TapPoint.MIX, 1000);
                Recording recording = engine.record(Map.of("fileMode", 0644), new Track(room, folder + "/a.wav"));
                long play = room.say(prompt);
                for (int k = 0; k < 4; k++) {
                    engine.tick();
                }
                Tap.Taken taken = tap.read(10);
                Check.same(4, taken.frames.size());
                Check.same(640, taken.samples.length);
                RecordingInfo info = recording.stop();
                Check.same(640L, info.samples);
                Check.same(info, recording.stop());
                Check.same(List.of(folder.resolve("a.wav").toString()), recording.files());
                Check.same(44L + 1280, Files.size(folder.resolve("a.wav")) - extra(folder.resolve("a.wav")));
                Check.that(engine.events().stream().anyMatch(
                    e -> e.kind == EventKind.PLAY_ENDED && e.value == play), "the play ended");
                room.close();
                engine.tick();
                while (!taken.ended) {
                    taken = tap.read(10);
                }
                byte[] wav = Files.readAllBytes(folder.resolve("a.wav"));
                Check.same(80L, engine.promptWav(wav).info().durationMs);
                Check.same(80L, engine.promptFile(folder.resolve("a.wav")).info().durationMs);
            } finally {
                Files.deleteIfExists(folder.resolve("a.wav"));
                Files.delete(folder);
            }
        });
        Check.add("a synthesizer, and what it throws", () -> {
            Engine engine = new Engine(EXACT);
            try {
                Participant a = engine.participant();
                Check.fails("UNSUPPORTED", () -> a.sayText("Hello"));
                List<String> said = new ArrayList<>();
                engine.synthesizer((text, voice, speech) -> {
                    said.add(voice + ":" + text);
                    if (text.equals("close")) {
                        engine.close();
                    }
                    if (text.equals("bad")) {
                        throw new java.io.IOException("no voice");
                    }
                    speech.add(new short[1600], 16000);
                });
                a.sayText("Grüße", "de", Map.of("times", 2));
                Check.same(List.of("de:Grüße"), said);
                try {
                    a.sayText("bad");
                    Check.that(false, "no exception");
                } catch (Exception e) {
                    Check.same("no voice", e.getMessage());
                }
                Check.fails("BUSY", () -> a.sayText("close"));
                engine.synthesizer(null);
                Check.fails("UNSUPPORTED", () -> a.sayText("Hello"));
            } finally {
                engine.close();
            }
        });
        Check.add("accounts, quotas, templates, DTMF", () -> {
            try (Engine engine = new Engine(EXACT)) {
                engine.accounts().setQuota("acme", Map.of("participants", 1));
                engine.accounts().setTemplate(null, null, "small", Map.of("capacity", 1));
                Map<String, Object> acme = Map.of("account", "acme", "environment", "test");
                Participant a = engine.participant(acme);
                Check.fails("QUOTA_EXCEEDED", () -> engine.participant(acme));
                engine.accounts().resetQuota("acme");
                Room room = a.join("1");
                Check.same("acme", room.info().account);
                Check.same(List.of(room), engine.accounts().rooms("acme"));
                Check.same(room, engine.findRoom("acme", "test", 1));
                Check.that(engine.findRoom(1) == null, "not in the default account");
                Participant b = engine.participant();
                b.join("small", Map.of("terminator", "5"));
                Participant c = engine.participant();
                Check.fails("ROOM_FULL", () -> c.join("small"));
                b.injectDtmf(5, -10000, 100);
                engine.tick();
                Check.same("choice", b.conferenceEnd().reason);
                Check.same("5", "" + b.conferenceEnd().choice);
                a.telephoneEvent(Map.of("event", 11, "end", true));
                a.sendDtmf("12#");
                a.beginDtmf('1', -10000, 0);
                a.endDtmf('1');
                room.lock();
                Check.same(true, room.info().locked);
                room.unlock();
                Room other = a.move("2");
                Check.same("3", other.merge("3").info().conferenceId);
                a.hold(true, "beep");
                Check.same(true, a.info().hold);
            }
        });
    }

    /** Bytes of a WAV file before its samples, beyond the usual 44. */
    private static long extra(Path wav) throws java.io.IOException {
        byte[] bytes = Files.readAllBytes(wav);
        return new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("data") + 8 - 44;
    }
}
