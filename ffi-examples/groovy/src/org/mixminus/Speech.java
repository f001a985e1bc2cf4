package org.mixminus;

import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import org.mixminus.c.Frame;
import org.mixminus.c.Mixminus;
import org.mixminus.c.MixminusSynthesizer;

/** What a synthesizer is speaking. It is of use only until that returns. */
public final class Speech {
    private long speech;

    private Speech(long speech) {
        this.speech = speech;
    }

    /** Adds samples. */
    public void add(short[] samples, int sampleRateHz) {
        MixminusException.check(Mixminus.mixminus_speech_add(open(), samples, samples.length, sampleRateHz));
    }

    /** Adds the contents of a WAV file. */
    public void addWav(byte[] wav) {
        try (Frame frame = Frame.open()) {
            MixminusException.check(Mixminus.mixminus_speech_add_wav(open(), frame.bytes(wav), wav.length));
        }
    }

    private long open() {
        if (speech == 0) {
            throw MixminusException.closed("the speech");
        }
        return speech;
    }

    /** The function that the library calls. An exception must not pass through it, so it waits for the caller. */
    static final class Bridge implements MixminusSynthesizer {
        private static final ThreadLocal<Throwable> FAILURE = new ThreadLocal<>();
        private final Guard guard;
        private final Synthesizer synthesizer;

        Bridge(Guard guard, Synthesizer synthesizer) {
            this.guard = guard;
            this.synthesizer = synthesizer;
        }

        @Override
        public int invoke(long user, long text, long textLen, long voice, long voiceLen, long speech) {
            Speech open = new Speech(speech);
            try {
                guard.callback(() -> {
                    try {
                        synthesizer.speak(text(text, textLen), text(voice, voiceLen), open);
                    } catch (Throwable e) {
                        FAILURE.set(e);
                    }
                });
                return FAILURE.get() == null ? Mixminus.MIXMINUS_OK : Mixminus.MIXMINUS_ERR_INTERNAL;
            } finally {
                open.speech = 0;
            }
        }

        /** Throws what the synthesizer threw during the call that this thread has just made. */
        static void rethrow() {
            Throwable failure = FAILURE.get();
            if (failure != null) {
                FAILURE.remove();
                Bridge.<RuntimeException>sneak(failure);
            }
        }

        @SuppressWarnings("unchecked")
        private static <E extends Throwable> void sneak(Throwable failure) throws E {
            throw (E) failure;
        }

        private static String text(long address, long length) {
            byte[] bytes = length == 0 ? new byte[0] : new Pointer(address).getByteArray(0, (int) length);
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
