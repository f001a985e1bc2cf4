package org.mixminus;

import java.util.ArrayList;
import java.util.List;
import org.mixminus.c.Block;
import org.mixminus.c.Frame;
import org.mixminus.c.Mixminus;
import org.mixminus.c.MixminusTapFrame;
import org.mixminus.c.MixminusTapInfo;

/** A copy of a room's mix, or of a participant's audio, frame by frame. One thread reads it. */
public final class Tap extends Owned {
    private final int sampleRateHz;

    private Tap(Engine engine, long handle) {
        super(engine, handle, Mixminus::mixminus_tap_free);
        sampleRateHz = info().sampleRateHz;
    }

    static Tap make(Engine engine, Object target, TapPoint point, int bufferMs) {
        long what = target(target);
        try (Frame frame = Frame.open()) {
            Block tap = new Block(frame, 8);
            engine.call(e -> Mixminus.mixminus_tap_new(e, what, point.code(), bufferMs, tap.address));
            return new Tap(engine, tap.getLong(0));
        }
    }

    /** The handle of a room or a participant. */
    static long target(Object target) {
        if (target instanceof Room) {
            return ((Room) target).handle();
        }
        if (target instanceof Participant) {
            return ((Participant) target).handle();
        }
        throw MixminusException.invalid("target: " + Json.of(target) + ", must be a room or a participant");
    }

    /** The rate of its frames: that of the room, or of the participant's line. */
    public int sampleRateHz() {
        return sampleRateHz;
    }

    /** Samples of each of its frames. */
    public int frameSamples() {
        return engine.frameSamples(sampleRateHz);
    }

    /** Takes up to capacity frames, those that are available now. */
    public Taken read(int capacity) {
        try (Frame frame = Frame.open()) {
            int length = frameSamples();
            Frame.Audio audio = frame.samples(Math.multiplyExact(capacity, length));
            Block frames = frame.block(Math.multiplyExact(capacity, MixminusTapFrame.SIZE));
            Block count = new Block(frame, 8);
            long self = handle();
            int status;
            int cell = guard.enter();
            try {
                status = Mixminus.mixminus_tap_read(guard.engine(), self, audio.address, frames.address,
                    MixminusTapFrame.SIZE, capacity, count.address);
            } finally {
                exit(cell);
            }
            boolean ended = status == Mixminus.MIXMINUS_ERR_ENDED;
            if (!ended) {
                MixminusException.checkAudio(status);
            }
            int taken = (int) count.getLong(0);
            short[] samples = new short[taken * length];
            audio.get(samples, 0, samples.length);
            List<TapFrame> list = new ArrayList<>(taken);
            for (int k = 0; k < taken; k++) {
                list.add(new TapFrame(new MixminusTapFrame(frames, k * MixminusTapFrame.SIZE)));
            }
            return new Taken(samples, list, ended);
        }
    }

    public TapInfo info() {
        try (Frame frame = Frame.open()) {
            MixminusTapInfo info = new MixminusTapInfo(frame);
            call((e, t) -> Mixminus.mixminus_tap_get_info(e, t, info.address));
            return new TapInfo(info);
        }
    }

    /** What was read. */
    public static final class Taken {
        /** The samples of all frames, one after the other: frameSamples() each. */
        public final short[] samples;
        /** The description of each frame. */
        public final List<TapFrame> frames;
        /** What was tapped has ended, and nothing more will come. */
        public final boolean ended;

        Taken(short[] samples, List<TapFrame> frames, boolean ended) {
            this.samples = samples;
            this.frames = frames;
            this.ended = ended;
        }
    }
}
