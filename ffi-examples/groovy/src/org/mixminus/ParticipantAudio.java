package org.mixminus;

import java.nio.ShortBuffer;
import java.util.Map;
import java.util.Objects;
import org.mixminus.c.Block;
import org.mixminus.c.Frame;
import org.mixminus.c.Mixminus;
import org.mixminus.c.MixminusParticipantInfo;
import org.mixminus.c.MixminusReadInfo;
import org.mixminus.c.MixminusTelephoneEvent;
import org.mixminus.c.MixminusWriteInfo;

/** The audio of a participant's line, and its DTMF digits. One thread writes, and one thread reads. */
public abstract class ParticipantAudio extends Owned {
    /** The rate of its line; 0: not asked for yet. */
    private volatile int sampleRateHz;
    /** The rate at which it is read; 0: not asked for yet. */
    private volatile int readRateHz;

    ParticipantAudio(Engine engine, long handle, Free free, int sampleRateHz) {
        super(engine, handle, free);
        this.sampleRateHz = sampleRateHz;
        this.readRateHz = sampleRateHz;
    }

    /** It is read at that rate from now on, unless it is 0. */
    final void readAt(int hz) {
        if (hz != 0) {
            readRateHz = hz;
        }
    }

    /** Samples of a frame at the rate at which it is read. */
    private int readSamples() {
        if (readRateHz == 0) {
            try (Frame frame = Frame.open()) {
                MixminusParticipantInfo info = new MixminusParticipantInfo(frame);
                call((e, p) -> Mixminus.mixminus_participant_get_info(e, p, info.address));
                readRateHz = info.readRateHz();
            }
        }
        return engine.frameSamples(readRateHz);
    }

    /** The rate of its line, in both directions. */
    public final int sampleRateHz() {
        if (sampleRateHz == 0) {
            try (Frame frame = Frame.open()) {
                MixminusParticipantInfo info = new MixminusParticipantInfo(frame);
                call((e, p) -> Mixminus.mixminus_participant_get_info(e, p, info.address));
                sampleRateHz = info.sampleRateHz();
            }
        }
        return sampleRateHz;
    }

    /** Samples of a frame of its line. */
    public final int frameSamples() {
        return engine.frameSamples(sampleRateHz());
    }

    /** Writes audio that the line has received. Returns how many samples were accepted. */
    public final int write(short[] samples) {
        return write(samples, 0, samples.length);
    }

    /** Writes count samples of an array, from index from on. */
    public final int write(short[] samples, int from, int count) {
        Objects.checkFromIndexSize(from, count, samples.length);
        try (Frame frame = Frame.open()) {
            return write(frame, frame.samples(count).put(samples, from, count).address, count, 0);
        }
    }

    /** Writes the samples between a direct buffer's position and limit, without copying; the position moves. */
    public final int write(ShortBuffer samples) {
        try (Frame frame = Frame.open()) {
            int taken = write(frame, DirectSamples.address(samples), samples.remaining(), 0);
            samples.position(samples.position() + taken);
            return taken;
        }
    }

    /** Writes audio with what the host knows about it: lost, timestamp, startsTalkspurt. */
    public final int write(short[] samples, Map<String, ?> info) {
        try (Frame frame = Frame.open()) {
            MixminusWriteInfo c = writeInfo(frame, info);
            long address = frame.samples(samples.length).put(samples, 0, samples.length).address;
            return write(frame, address, samples.length, c.address);
        }
    }

    /** Writes audio in the line's own encoding: a short[] for S16, a float[] for F32, a byte[] for ULAW and ALAW. */
    public final int writeEncoded(Object samples, Encoding encoding) {
        return writeEncoded(samples, encoding, null);
    }

    /** The same with what the host knows about it: lost, timestamp, startsTalkspurt. */
    public final int writeEncoded(Object samples, Encoding encoding, Map<String, ?> info) {
        try (Frame frame = Frame.open()) {
            EncodedSamples encoded = new EncodedSamples(frame, samples, encoding).put();
            MixminusWriteInfo c = writeInfo(frame, info);
            Block taken = frame.block(8);
            long self = handle();
            int cell = guard.enter();
            try {
                MixminusException.checkAudio(Mixminus.mixminus_participant_write_encoded(
                    guard.engine(), self, encoded.address, encoded.count, encoded.encoding, c.address, taken.address));
            } finally {
                exit(cell);
            }
            return (int) taken.getLong(0);
        }
    }

    /** Drops all that was written and has not been heard yet: what an agent still had to say when it was interrupted. */
    public final void flush() {
        audio(Mixminus::mixminus_participant_flush);
    }

    /**
     * Marks the place after what was written last. The event MARK_HEARD with this value tells when all before it was
     * heard, MARK_FLUSHED that it will not be.
     */
    public final void mark(long value) {
        audio((e, p) -> Mixminus.mixminus_participant_mark(e, p, value));
    }

    /** An audio call, which stores no message. */
    private void audio(Call call) {
        long self = handle();
        int cell = guard.enter();
        try {
            MixminusException.checkAudio(call.on(guard.engine(), self));
        } finally {
            exit(cell);
        }
    }

    private static MixminusWriteInfo writeInfo(Frame frame, Map<String, ?> info) {
        MixminusWriteInfo c = new MixminusWriteInfo(frame);
        Values.each(info, (name, value) -> {
            if (name.equals("timestamp") && value != null) {
                c.hasTimestamp(1);
            }
            return Fields.set(c, name, value);
        });
        return c;
    }

    private int write(Frame frame, long samples, int count, long info) {
        Block taken = frame.block(8);
        long self = handle();
        int cell = guard.enter();
        try {
            MixminusException.checkAudio(info == 0
                ? Mixminus.mixminus_participant_write(guard.engine(), self, samples, count, taken.address)
                : Mixminus.mixminus_participant_write_ex(guard.engine(), self, samples, count, info, taken.address));
        } finally {
            exit(cell);
        }
        return (int) taken.getLong(0);
    }

    /** Reads a frame of what the caller hears. */
    public final short[] read() {
        return read(readSamples());
    }

    /** Reads count samples of what the caller hears: the room's mix as far as there is one, then silence. */
    public final short[] read(int count) {
        short[] samples = new short[count];
        read(samples);
        return samples;
    }

    /** Fills an array. Returns how many samples, from the first, come from the room. */
    public final int read(short[] samples) {
        return read(samples, 0, samples.length);
    }

    public final int read(short[] samples, int from, int count) {
        Objects.checkFromIndexSize(from, count, samples.length);
        try (Frame frame = Frame.open()) {
            Frame.Audio audio = frame.samples(count);
            int real = read(frame, audio.address, count);
            audio.get(samples, from, count);
            return real;
        }
    }

    /** Fills a direct buffer from its position to its limit, without copying; the position moves to the limit. */
    public final int read(ShortBuffer samples) {
        try (Frame frame = Frame.open()) {
            int real = read(frame, DirectSamples.address(samples), samples.remaining());
            samples.position(samples.limit());
            return real;
        }
    }

    private int read(Frame frame, long samples, int count) {
        Block real = frame.block(8);
        long self = handle();
        int cell = guard.enter();
        try {
            MixminusException.checkAudio(
                Mixminus.mixminus_participant_read(guard.engine(), self, samples, count, real.address));
        } finally {
            exit(cell);
        }
        return (int) real.getLong(0);
    }

    /** Fills an array, and returns which tick made the samples, and whether others got the same. */
    public final ReadInfo readInfo(short[] samples) {
        try (Frame frame = Frame.open()) {
            MixminusReadInfo info = new MixminusReadInfo(frame);
            Frame.Audio audio = frame.samples(samples.length);
            long self = handle();
            int cell = guard.enter();
            try {
                MixminusException.checkAudio(Mixminus.mixminus_participant_read_ex(
                    guard.engine(), self, audio.address, samples.length, info.address));
            } finally {
                exit(cell);
            }
            audio.get(samples, 0, samples.length);
            return new ReadInfo(info);
        }
    }

    /** The same in the line's own encoding: a short[] for S16, a float[] for F32, a byte[] for ULAW and ALAW. */
    public final ReadInfo readEncoded(Object samples, Encoding encoding) {
        try (Frame frame = Frame.open()) {
            MixminusReadInfo info = new MixminusReadInfo(frame);
            EncodedSamples encoded = new EncodedSamples(frame, samples, encoding);
            long self = handle();
            int cell = guard.enter();
            try {
                MixminusException.checkAudio(Mixminus.mixminus_participant_read_encoded(
                    guard.engine(), self, encoded.address, encoded.count, encoded.encoding, info.address));
            } finally {
                exit(cell);
            }
            encoded.get();
            return new ReadInfo(info);
        }
    }

    /** Reports keys in its audio as events, or stops that. */
    public final void detectDtmf(boolean detect) {
        call((e, p) -> Mixminus.mixminus_participant_set_detect_dtmf(e, p, detect ? 1 : 0));
    }

    /** Lets the others hear its key presses, or suppresses them. */
    public final void playTones(boolean play) {
        call((e, p) -> Mixminus.mixminus_participant_set_play_tones(e, p, play ? 1 : 0));
    }

    /** Generates tones for injected keys, or stops that. */
    public final void generateDtmf(boolean generate) {
        call((e, p) -> Mixminus.mixminus_participant_set_generate_dtmf(e, p, generate ? 1 : 0));
    }

    /** Passes on a packet of RFC 4733: event, end, volume, duration, timestamp, ssrc, clockRate. */
    public final void telephoneEvent(Map<String, ?> packet) {
        try (Frame frame = Frame.open()) {
            MixminusTelephoneEvent event = new MixminusTelephoneEvent(frame);
            Values.each(packet, (name, value) -> Fields.set(event, name, value));
            call((e, p) -> Mixminus.mixminus_participant_telephone_event(e, p, event.address));
        }
    }

    /** Reports a whole press that arrived out of band, such as by SIP INFO. */
    public final void injectDtmf(Object digit, int levelMdbm0, int durationMs) {
        byte key = digit("digit", digit);
        call((e, p) -> Mixminus.mixminus_participant_inject_dtmf_press(e, p, key, levelMdbm0, durationMs));
    }

    /** Reports the beginning of a press; limitMs: after which it ends by itself, 0 for 5000. */
    public final void beginDtmf(Object digit, int levelMdbm0, int limitMs) {
        byte key = digit("digit", digit);
        call((e, p) -> Mixminus.mixminus_participant_inject_dtmf_begin(e, p, key, levelMdbm0, limitMs));
    }

    /** Reports the end of a press. */
    public final void endDtmf(Object digit) {
        byte key = digit("digit", digit);
        call((e, p) -> Mixminus.mixminus_participant_inject_dtmf_end(e, p, key));
    }

    /** Sends keys to it, as tones of -10 dBm0 and 100 ms. */
    public final void sendDtmf(String digits) {
        sendDtmf(digits, -10000, 100, 100);
    }

    public final void sendDtmf(String digits, int levelMdbm0, int onMs, int offMs) {
        try (Frame frame = Frame.open()) {
            Name text = new Name(frame, digits);
            call((e, p) -> Mixminus.mixminus_participant_send_dtmf(
                e, p, text.address, text.length, levelMdbm0, onMs, offMs));
        }
    }

    /** A digit: a character, a string of one, or 0 to 9. */
    private static byte digit(String name, Object value) {
        String text = String.valueOf(value);
        if (text.length() != 1 || text.charAt(0) > '~') {
            throw MixminusException.invalid(name + ": " + Json.of(value) + ", must be one of 0-9 * # A-D");
        }
        return (byte) text.charAt(0);
    }
}
