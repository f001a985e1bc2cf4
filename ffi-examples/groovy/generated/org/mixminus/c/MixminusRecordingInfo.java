// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.
package org.mixminus.c;

/** The state of a recording, or its state when it stopped. */
public final class MixminusRecordingInfo extends Block {
    /** Its size in bytes. */
    public static final int SIZE = 328;
    static final int STRUCT_SIZE = 0;
    static final int STATE = 4;
    static final int START_TICK = 8;
    static final int TICK = 16;
    static final int SAMPLES = 24;
    static final int GAPS = 32;
    static final int GAP_SAMPLES = 40;
    static final int DROPPED_FRAMES = 48;
    static final int LOST_SAMPLES = 56;
    static final int TRACKS = 64;
    static final int FILES = 68;
    static final int MESSAGE = 72;

    /** Makes one in memory of its own with the library's defaults. */
    public MixminusRecordingInfo() {
        super(SIZE);
        check(Mixminus.mixminus_recording_info_init(address, SIZE));
    }

    /** Makes one in a frame with the library's defaults. */
    public MixminusRecordingInfo(Frame frame) {
        super(frame, SIZE);
        check(Mixminus.mixminus_recording_info_init(address, SIZE));
    }

    /** The one that begins at a place in a block, such as an element of an array. */
    public MixminusRecordingInfo(Block block, int place) {
        super(block, place);
    }

    /** Set by mixminus_recording_info_init. */
    public int structSize() {
        return getInt(STRUCT_SIZE);
    }

    /** Set by mixminus_recording_info_init. */
    public MixminusRecordingInfo structSize(int value) {
        putInt(STRUCT_SIZE, value);
        return this;
    }

    /** A MIXMINUS_RECORD_ state. */
    public int state() {
        return getInt(STATE);
    }

    /** A MIXMINUS_RECORD_ state. */
    public MixminusRecordingInfo state(int value) {
        putInt(STATE, value);
        return this;
    }

    /** Number of the tick of its first samples; 0 while it waits for that. */
    public long startTick() {
        return getLong(START_TICK);
    }

    /** Number of the tick of its first samples; 0 while it waits for that. */
    public MixminusRecordingInfo startTick(long value) {
        putLong(START_TICK, value);
        return this;
    }

    /** Number of the last tick of which all samples were taken from the taps. */
    public long tick() {
        return getLong(TICK);
    }

    /** Number of the last tick of which all samples were taken from the taps. */
    public MixminusRecordingInfo tick(long value) {
        putLong(TICK, value);
        return this;
    }

    /** Samples of each track so far: of every tick from start_tick to tick, except those that were paused. */
    public long samples() {
        return getLong(SAMPLES);
    }

    /** Samples of each track so far: of every tick from start_tick to tick, except those that were paused. */
    public MixminusRecordingInfo samples(long value) {
        putLong(SAMPLES, value);
        return this;
    }

    /** Number of times that a track had no frame where it should have one, over all tracks. */
    public long gaps() {
        return getLong(GAPS);
    }

    /** Number of times that a track had no frame where it should have one, over all tracks. */
    public MixminusRecordingInfo gaps(long value) {
        putLong(GAPS, value);
        return this;
    }

    /** Samples of silence that replaced them. */
    public long gapSamples() {
        return getLong(GAP_SAMPLES);
    }

    /** Samples of silence that replaced them. */
    public MixminusRecordingInfo gapSamples(long value) {
        putLong(GAP_SAMPLES, value);
        return this;
    }

    /** Frames that were dropped because a ring was full; they are counted in gaps too. */
    public long droppedFrames() {
        return getLong(DROPPED_FRAMES);
    }

    /** Frames that were dropped because a ring was full; they are counted in gaps too. */
    public MixminusRecordingInfo droppedFrames(long value) {
        putLong(DROPPED_FRAMES, value);
        return this;
    }

    /** Samples that could not be written, or were in a file that somebody deleted or truncated: silence if the recording could continue, else missing at the end. */
    public long lostSamples() {
        return getLong(LOST_SAMPLES);
    }

    /** Samples that could not be written, or were in a file that somebody deleted or truncated: silence if the recording could continue, else missing at the end. */
    public MixminusRecordingInfo lostSamples(long value) {
        putLong(LOST_SAMPLES, value);
        return this;
    }

    /** Number of tracks. */
    public int tracks() {
        return getInt(TRACKS);
    }

    /** Number of tracks. */
    public MixminusRecordingInfo tracks(int value) {
        putInt(TRACKS, value);
        return this;
    }

    /** Number of files of the track that has the most. */
    public int files() {
        return getInt(FILES);
    }

    /** Number of files of the track that has the most. */
    public MixminusRecordingInfo files(int value) {
        putInt(FILES, value);
        return this;
    }

    /** Why nothing can be written; ends in NUL; empty if all is well. */
    public byte[] message(int length) {
        return getBytes(MESSAGE, length);
    }
}
