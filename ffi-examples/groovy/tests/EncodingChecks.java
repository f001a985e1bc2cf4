import java.util.Arrays;
import java.util.Map;
import org.mixminus.Encoding;
import org.mixminus.Engine;
import org.mixminus.Participant;
import org.mixminus.ReadInfo;

/** G.711, floats and 16 bits, as the encoding of a call. */
final class EncodingChecks {
    private static final Object[] WRONG = {null, new int[160], new char[160], "audio", 160, new Object()};

    private EncodingChecks() {}

    /** Two calls in a room that are past the ramp of their join. */
    private static final class Pair implements AutoCloseable {
        final Engine engine = new Engine(Map.of("dtmfLookAheadMs", 0, "prefillMs", 0));
        final Participant talker = engine.participant();
        final Participant listener = engine.participant();

        Pair() {
            talker.join("1", Map.of("detectDtmf", false));
            listener.join("1", Map.of("detectDtmf", false));
            talker.write(new short[160]);
            engine.tick();
            listener.read(160);
        }

        /** What the listener gets of codes, in 16 bits. */
        short[] heard(byte[] codes, Encoding law) {
            Check.same(codes.length, talker.writeEncoded(codes, law));
            engine.tick();
            return listener.read(codes.length);
        }

        @Override
        public void close() {
            engine.close();
        }
    }

    private static byte[] codes(int... codes) {
        byte[] made = new byte[160];
        for (int k = 0; k < made.length; k++) {
            made[k] = (byte) codes[k % codes.length];
        }
        return made;
    }

    private static short[] samples(int... samples) {
        short[] made = new short[160];
        for (int k = 0; k < made.length; k++) {
            made[k] = (short) samples[k % samples.length];
        }
        return made;
    }

    private static float[] floats(float... floats) {
        float[] made = new float[160];
        for (int k = 0; k < made.length; k++) {
            made[k] = floats[k % floats.length];
        }
        return made;
    }

    private static void same(byte[] expected, byte[] found) {
        Check.that(Arrays.equals(expected, found), "found " + Arrays.toString(found));
    }

    private static void same(float[] expected, float[] found) {
        Check.that(Arrays.equals(expected, found), "found " + Arrays.toString(found));
    }

    private static void checkLaw(Encoding law, byte[] codes, short[] samples) {
        try (Pair pair = new Pair()) {
            Check.same(samples, pair.heard(codes, law));
            pair.talker.write(samples);
            pair.engine.tick();
            byte[] read = new byte[160];
            ReadInfo info = pair.listener.readEncoded(read, law);
            same(codes, read);
            Check.same(160L, info.real);
            Check.same(3L, info.tick);
        }
    }

    /** Neither call takes samples that do not belong to the encoding. */
    private static void checkRefused(Pair pair, Object samples, Encoding encoding) throws Exception {
        Check.fails("INVALID_ARGUMENT", () -> pair.talker.writeEncoded(samples, encoding));
        Check.fails("INVALID_ARGUMENT", () -> pair.listener.readEncoded(samples, encoding));
    }

    static void add() {
        Check.add("known codes of both laws are decoded and encoded", () -> {
            checkLaw(Encoding.ULAW, codes(0xff, 0x80, 0x00, 0xf0), samples(0, 32124, -32124, 120));
            checkLaw(Encoding.ALAW, codes(0xd5, 0xaa, 0x2a, 0x55), samples(8, 32256, -32256, -8));
        });
        Check.add("A-law of the smallest amplitude alone is silence", () -> {
            try (Pair pair = new Pair()) {
                Check.same(samples(0), pair.heard(codes(0xd5, 0x55), Encoding.ALAW));
                byte[] read = new byte[160];
                pair.listener.readEncoded(read, Encoding.ULAW);
                same(codes(0xff), read);
                pair.listener.readEncoded(read, Encoding.ALAW);
                same(codes(0xd5), read);
            }
        });
        Check.add("floats are rounded and limited, and no number is silence", () -> {
            try (Pair pair = new Pair()) {
                Check.same(160, pair.talker.writeEncoded(floats(0.5f, -0.25f, 2, Float.NaN), Encoding.F32));
                pair.engine.tick();
                float[] read = floats(9);
                Check.same(160L, pair.listener.readEncoded(read, Encoding.F32).real);
                same(floats(0.5f, -0.25f, 32767 / 32768f, 0), read);
            }
        });
        Check.add("the encoding may change from call to call, and 16 bits are one", () -> {
            try (Pair pair = new Pair()) {
                short[] said = samples(1, -2, 300, -4000);
                Check.same(160, pair.talker.writeEncoded(said, Encoding.S16, Map.of("timestamp", 1000)));
                pair.engine.tick();
                short[] read = new short[160];
                pair.listener.readEncoded(read, Encoding.S16);
                Check.same(said, read);
                Check.same(samples(32124), pair.heard(codes(0x80), Encoding.ULAW));
                // More than a frame of native memory holds.
                float[] silence = floats(1, 2, 3);
                float[] many = Arrays.copyOf(silence, 20_000);
                Check.same(0L, pair.listener.readEncoded(many, Encoding.F32).real);
                // The last frame is heard once more, and falls silent within another.
                same(new float[19_680], Arrays.copyOfRange(many, 320, many.length));
            }
        });
        Check.add("what is no encoding, or no array of it, is refused", () -> {
            try (Pair pair = new Pair()) {
                Object[] arrays = {new short[160], new float[160], new byte[160], new byte[160]};
                Encoding[] encodings = {Encoding.S16, Encoding.F32, Encoding.ULAW, Encoding.ALAW};
                for (int k = 0; k < encodings.length; k++) {
                    Encoding encoding = encodings[k];
                    Object right = arrays[k];
                    for (Object wrong : WRONG) {
                        checkRefused(pair, wrong, encoding);
                    }
                    for (Object other : arrays) {
                        if (other.getClass() != right.getClass()) {
                            checkRefused(pair, other, encoding);
                        }
                    }
                    checkRefused(pair, right, null);
                    checkRefused(pair, right, Encoding.UNKNOWN);
                    Check.fails("INVALID_ARGUMENT", () -> pair.talker.writeEncoded(right, encoding, Map.of("lost", -1)));
                    Check.fails("INVALID_ARGUMENT", () -> pair.talker.writeEncoded(right, encoding, Map.of("lots", 1)));
                }
                Check.same(0, pair.talker.writeEncoded(new byte[0], Encoding.ALAW));
                Check.same(0L, pair.listener.readEncoded(new float[0], Encoding.F32).real);
            }
        });
    }
}
