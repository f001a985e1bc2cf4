import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.mixminus.Engine;
import org.mixminus.MixminusException;
import org.mixminus.Participant;
import org.mixminus.Room;
import org.mixminus.Tap;
import org.mixminus.TapPoint;

/** Lines and rooms at rates of their own. */
final class RateChecks {
    private static final double TONE_HZ = 1000;
    private static final double AMPLITUDE = 8000;
    private static final int TICKS = 40;
    /** Frames until the ramps of the joins and the delay of the filters have passed. */
    private static final int SETTLED = 10;
    private static final Map<String, Object> CONFIG = Map.of("lines16000", 2, "prefillMs", 0);

    private RateChecks() {}

    /** Samples of the tone from a sample on. */
    private static short[] tone(int rate, int start, int count) {
        short[] samples = new short[count];
        for (int k = 0; k < count; k++) {
            samples[k] = (short) Math.round(AMPLITUDE * Math.sin(2 * Math.PI * TONE_HZ * (start + k) / rate));
        }
        return samples;
    }

    /** The samples have the frequency of the tone, by their crossings of zero, and its level. */
    private static void checkTone(short[] samples, int rate) {
        double seconds = (double) samples.length / rate;
        int crossings = 0;
        double power = 0;
        for (int k = 0; k < samples.length; k++) {
            power += samples[k] * samples[k];
            if (k > 0 && samples[k] < 0 != samples[k - 1] < 0) {
                crossings++;
            }
        }
        Check.that(Math.abs(crossings - 2 * TONE_HZ * seconds) <= 2, crossings + " crossings in " + seconds + " s");
        double level = Math.sqrt(2 * power / samples.length);
        Check.that(Math.abs(level - AMPLITUDE) < 0.02 * AMPLITUDE, "an amplitude of " + level);
    }

    private static short[] settled(short[] samples, int rate) {
        return Arrays.copyOfRange(samples, SETTLED * rate / 50, samples.length);
    }

    /** A call of 16 kHz talks to one of 8 kHz, in a room of that rate. */
    private static void heardAcrossRates(Engine engine, String id, int roomHz) {
        Participant wide = engine.participant(Map.of("sampleRateHz", 16000));
        Participant narrow = engine.participant();
        Check.same(List.of(16000, 320, 16000),
            List.of(wide.sampleRateHz(), wide.frameSamples(), wide.info().sampleRateHz));
        Check.same(List.of(8000, 160, 8000),
            List.of(narrow.sampleRateHz(), narrow.frameSamples(), narrow.info().sampleRateHz));
        Room room = wide.join(id, Map.of("detectDtmf", false));
        narrow.join(id, Map.of("detectDtmf", false));
        Check.same(roomHz, room.info().sampleRateHz);
        List<Tap> taps = List.of(engine.tap(room, TapPoint.MIX, 1000), engine.tap(wide, TapPoint.BEFORE_MUTE, 1000),
            engine.tap(narrow, TapPoint.OUTPUT, 1000));
        List<Integer> rates = List.of(roomHz, 16000, 8000);
        short[] heard = new short[160 * TICKS];
        for (int tick = 0; tick < TICKS; tick++) {
            Check.same(320, wide.write(tone(16000, 320 * tick, 320)));
            engine.tick();
            Check.same(new short[320], wide.read());
            short[] frame = narrow.read();
            Check.same(160, frame.length);
            System.arraycopy(frame, 0, heard, 160 * tick, 160);
        }
        checkTone(settled(heard, 8000), 8000);
        for (int k = 0; k < taps.size(); k++) {
            Tap tap = taps.get(k);
            int rate = rates.get(k);
            Check.same(List.of(rate, rate / 50, rate),
                List.of(tap.sampleRateHz(), tap.frameSamples(), tap.info().sampleRateHz));
            Tap.Taken taken = tap.read(50);
            Check.same(TICKS, taken.frames.size());
            Check.same(TICKS * rate / 50, taken.samples.length);
            checkTone(settled(taken.samples, rate), rate);
        }
    }

    static void add() {
        Check.add("a call of 16 kHz and one of 8 kHz hear each other", () -> {
            try (Engine engine = new Engine(CONFIG)) {
                heardAcrossRates(engine, "narrow", 8000);
            }
        });
        Check.add("a template gives a room its rate", () -> {
            try (Engine engine = new Engine(CONFIG)) {
                engine.accounts().setTemplate(null, null, "wide", Map.of("sampleRateHz", 16000));
                heardAcrossRates(engine, "wide", 16000);
            }
        });
        Check.add("a call changes its rates and stays in its room", () -> {
            try (Engine engine = new Engine(Map.of("prefillMs", 0))) {
                Participant caller = engine.participant();
                Participant other = engine.participant();
                for (Participant call : List.of(caller, other)) {
                    call.join("re-INVITE", Map.of("detectDtmf", false));
                }
                caller.rates(16000, 16000);
                Check.same(List.of(8000, 16000, 16000), List.of(caller.info().sampleRateHz,
                    caller.info().writeRateHz, caller.info().readRateHz));
                short[] said = new short[320];
                short[] answered = new short[160];
                java.util.Arrays.fill(said, (short) 1000);
                java.util.Arrays.fill(answered, (short) -500);
                List<Short> last = List.of();
                for (int tick = 0; tick < 5; tick++) {
                    Check.same(320, caller.write(said));
                    other.write(answered);
                    engine.tick();
                    last = List.of(other.read()[159], caller.read()[319]);
                }
                Check.same(List.of((short) 1000, (short) -500), last);
                Check.same(List.of(160, 320), List.of(caller.frameSamples(), caller.read().length));
                caller.rates(0, 8000);
                Check.same(List.of(160, 16000), List.of(caller.read().length, caller.info().writeRateHz));
                Check.fails("INVALID_ARGUMENT", () -> caller.rates(11025, 0));
            }
        });
        Check.add("frames are exact at rates that are no multiple of 1 kHz", () -> {
            try (Engine engine = new Engine(Map.of("sampleRateHz", 22050, "lines44100", 1))) {
                Participant narrow = engine.participant();
                Participant wide = engine.participant(Map.of("sampleRateHz", 44100));
                Check.same(List.of(441, 441, 882),
                    List.of(engine.frameSamples(), narrow.frameSamples(), wide.frameSamples()));
                Check.same(List.of(441, 882), List.of(narrow.read().length, wide.read().length));
            }
        });
        Check.add("the rate of a participant that was closed is no longer known by its handle", () -> {
            try (Engine engine = new Engine(CONFIG)) {
                Participant wide = engine.participant(Map.of("sampleRateHz", 16000));
                Check.same(320, engine.participant(wide.handle()).read().length);
                long handle = wide.handle();
                wide.close();
                Check.fails("STALE_HANDLE", () -> engine.participant(handle).read());
                Check.fails("STALE_HANDLE", () -> engine.participant(handle).sampleRateHz());
            }
        });
        Check.add("a rate without lines is refused, with the rates that there are", () -> {
            try (Engine engine = new Engine(CONFIG)) {
                Map<String, Object> rate = Map.of("sampleRateHz", 48000);
                for (Check.Body refused : List.<Check.Body>of(() -> engine.participant(rate),
                    () -> engine.accounts().setTemplate(null, null, null, rate))) {
                    MixminusException error = Check.fails("INVALID_ARGUMENT", refused);
                    String message = error.getMessage();
                    Check.that(message.contains("48000, the rates of this engine are 8000, 16000"), message);
                }
            }
        });
    }
}
