// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.
package org.mixminus;

import org.mixminus.c.MixminusRecordingInfo;

/** The state of a recording, or its state when it stopped. */
public final class RecordingInfo {
    /** A MIXMINUS_RECORD_ state. */
    public final RecordState state;

    /** Number of the tick of its first samples; 0 while it waits for that. */
    public final long startTick;

    /** Number of the last tick of which all samples were taken from the taps. */
    public final long tick;

    /** Samples of each track so far: of every tick from start_tick to tick, except those that were paused. */
    public final long samples;

    /** Number of times that a track had no frame where it should have one, over all tracks. */
    public final long gaps;

    /** Samples of silence that replaced them. */
    public final long gapSamples;

    /** Frames that were dropped because a ring was full; they are counted in gaps too. */
    public final long droppedFrames;

    /** Samples that could not be written, or were in a file that somebody deleted or truncated: silence if the recording could continue, else missing at the end. */
    public final long lostSamples;

    /** Number of tracks. */
    public final int tracks;

    /** Number of files of the track that has the most. */
    public final int files;

    /** Why nothing can be written; ends in NUL; empty if all is well. */
    public final String message;

    RecordingInfo(MixminusRecordingInfo c) {
        state = RecordState.of(c.state());
        startTick = c.startTick();
        tick = c.tick();
        samples = c.samples();
        gaps = c.gaps();
        gapSamples = c.gapSamples();
        droppedFrames = c.droppedFrames();
        lostSamples = c.lostSamples();
        tracks = c.tracks();
        files = c.files();
        message = Values.text(c.message(256), -1);
    }

    @Override
    public String toString() {
        return "RecordingInfo[state=" + state + ", startTick=" + startTick + ", tick=" + tick + ", samples=" + samples + ", gaps=" + gaps + ", gapSamples=" + gapSamples + ", droppedFrames=" + droppedFrames + ", lostSamples=" + lostSamples + ", tracks=" + tracks + ", files=" + files + ", message=" + message + "]";
    }
}
