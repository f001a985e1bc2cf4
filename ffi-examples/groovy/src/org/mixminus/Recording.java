package org.mixminus;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.mixminus.c.Block;
import org.mixminus.c.Frame;
import org.mixminus.c.Mixminus;
import org.mixminus.c.MixminusRecordConfig;
import org.mixminus.c.MixminusRecordTrack;
import org.mixminus.c.MixminusRecordingInfo;

/** WAV files of a room's mix or of participants' audio, in step. Closing it stops it. */
public final class Recording extends Owned {
    private static final int PATH_BYTES = 4096;

    private final int tracks;
    private final long number;
    private final AtomicReference<RecordingInfo> end = new AtomicReference<>();

    private Recording(Engine engine, long handle, int tracks) {
        super(engine, handle, (e, r) -> Mixminus.mixminus_recording_stop(e, r, 0));
        this.tracks = tracks;
        number = handle;
    }

    static Recording start(Engine engine, Map<String, ?> options, Track... tracks) {
        try (Frame frame = Frame.open()) {
            MixminusRecordConfig config = new MixminusRecordConfig(frame);
            Values.each(options, (name, value) -> Fields.set(config, name, value));
            Block list = new Block(frame, tracks.length * MixminusRecordTrack.SIZE);
            for (int k = 0; k < tracks.length; k++) {
                Name path = new Name(frame, tracks[k].path);
                new MixminusRecordTrack(list, k * MixminusRecordTrack.SIZE).target(Tap.target(tracks[k].target))
                    .point(tracks[k].point.code()).path(path.address).pathLen(path.length);
            }
            Block recording = new Block(frame, 8);
            engine.call(e -> Mixminus.mixminus_recording_start(
                e, config.address, list.address, MixminusRecordTrack.SIZE, tracks.length, recording.address));
            Reference.reachabilityFence(options);
            return new Recording(engine, recording.getLong(0), tracks.length);
        }
    }

    public void pause() {
        call(Mixminus::mixminus_recording_pause);
    }

    public void resume() {
        call(Mixminus::mixminus_recording_resume);
    }

    /** Stops it, waits until its files are complete, and returns its final state. The second time returns the same. */
    public synchronized RecordingInfo stop() {
        if (end.get() == null) {
            try (Frame frame = Frame.open()) {
                MixminusRecordingInfo info = new MixminusRecordingInfo(frame);
                call((e, r) -> Mixminus.mixminus_recording_stop(e, r, info.address));
                end.set(new RecordingInfo(info));
            }
            close();
        }
        return end.get();
    }

    /** Its state; after stop its final one. */
    public RecordingInfo info() {
        if (end.get() != null) {
            return end.get();
        }
        try (Frame frame = Frame.open()) {
            MixminusRecordingInfo info = new MixminusRecordingInfo(frame);
            call((e, r) -> Mixminus.mixminus_recording_get_info(e, r, info.address));
            return new RecordingInfo(info);
        }
    }

    /** The paths of the files of a track, the first track being 0. It also works for a while after stop. */
    public List<String> files(int track) {
        List<String> paths = new ArrayList<>();
        try (Frame frame = Frame.open()) {
            Block path = new Block(frame, PATH_BYTES);
            Block length = new Block(frame, 8);
            while (true) {
                int file = paths.size();
                int[] status = new int[1];
                // The end of the list is an invalid argument. The first file is there as soon as it has started.
                engine.call(e -> {
                    status[0] = Mixminus.mixminus_recording_get_file(
                        e, number, track, file, path.address, PATH_BYTES, length.address);
                    boolean over = file > 0 && status[0] == Mixminus.MIXMINUS_ERR_INVALID_ARGUMENT;
                    return over ? Mixminus.MIXMINUS_OK : status[0];
                });
                if (status[0] != Mixminus.MIXMINUS_OK) {
                    return paths;
                }
                int bytes = (int) Math.min(length.getLong(0), PATH_BYTES);
                paths.add(Values.text(path.getBytes(0, bytes), bytes));
            }
        }
    }

    /** The paths of the first file of each track. */
    public List<String> files() {
        List<String> paths = new ArrayList<>();
        for (int track = 0; track < tracks; track++) {
            paths.add(files(track).get(0));
        }
        return paths;
    }
}
