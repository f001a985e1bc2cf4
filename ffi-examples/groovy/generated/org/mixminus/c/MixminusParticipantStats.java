// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.
package org.mixminus.c;

/** Statistics of a participant. */
public final class MixminusParticipantStats extends Block {
    /** Its size in bytes. */
    public static final int SIZE = 176;
    static final int STRUCT_SIZE = 0;
    static final int IN_FILL = 4;
    static final int OUT_FILL = 8;
    static final int LATENCY = 12;
    static final int MEAN_SQUARE = 16;
    static final int PEAK = 20;
    static final int WRITTEN = 24;
    static final int WRITE_REFUSED = 32;
    static final int WRITE_DISCARDED = 40;
    static final int READ = 48;
    static final int READ_SILENCE = 56;
    static final int UNDERRUNS = 64;
    static final int TRIMS = 72;
    static final int TRIMMED = 80;
    static final int OUT_DROPPED = 88;
    static final int OUT_STALE = 96;
    static final int LATE = 104;
    static final int DUPLICATE = 112;
    static final int REORDERED = 120;
    static final int CONCEALED = 128;
    static final int CONCEALMENT_EVENTS = 136;
    static final int TARGET = 144;
    static final int INSERTED = 152;
    static final int REMOVED = 160;
    static final int PLAYED = 168;

    /** Makes one in memory of its own with the library's defaults. */
    public MixminusParticipantStats() {
        super(SIZE);
        check(Mixminus.mixminus_participant_stats_init(address, SIZE));
    }

    /** Makes one in a frame with the library's defaults. */
    public MixminusParticipantStats(Frame frame) {
        super(frame, SIZE);
        check(Mixminus.mixminus_participant_stats_init(address, SIZE));
    }

    /** The one that begins at a place in a block, such as an element of an array. */
    public MixminusParticipantStats(Block block, int place) {
        super(block, place);
    }

    /** Set by mixminus_participant_stats_init. */
    public int structSize() {
        return getInt(STRUCT_SIZE);
    }

    /** Set by mixminus_participant_stats_init. */
    public MixminusParticipantStats structSize(int value) {
        putInt(STRUCT_SIZE, value);
        return this;
    }

    /** Samples in the in-ring after the last tick took its frame. */
    public int inFill() {
        return getInt(IN_FILL);
    }

    /** Samples in the in-ring after the last tick took its frame. */
    public MixminusParticipantStats inFill(int value) {
        putInt(IN_FILL, value);
        return this;
    }

    /** Samples waiting in the out-ring, as of the last read. */
    public int outFill() {
        return getInt(OUT_FILL);
    }

    /** Samples waiting in the out-ring, as of the last read. */
    public MixminusParticipantStats outFill(int value) {
        putInt(OUT_FILL, value);
        return this;
    }

    /** Delay from write to read within the engine, samples: in-ring fill + DTMF look-ahead + one frame + out-ring fill, as of the last read. */
    public int latency() {
        return getInt(LATENCY);
    }

    /** Delay from write to read within the engine, samples: in-ring fill + DTMF look-ahead + one frame + out-ring fill, as of the last read. */
    public MixminusParticipantStats latency(int value) {
        putInt(LATENCY, value);
        return this;
    }

    /** Mean square of the last frame's contribution; full scale is 2^30. */
    public int meanSquare() {
        return getInt(MEAN_SQUARE);
    }

    /** Mean square of the last frame's contribution; full scale is 2^30. */
    public MixminusParticipantStats meanSquare(int value) {
        putInt(MEAN_SQUARE, value);
        return this;
    }

    /** Peak of the last frame's contribution: 0 to 32768. */
    public int peak() {
        return getInt(PEAK);
    }

    /** Peak of the last frame's contribution: 0 to 32768. */
    public MixminusParticipantStats peak(int value) {
        putInt(PEAK, value);
        return this;
    }

    /** Samples that writes accepted. */
    public long written() {
        return getLong(WRITTEN);
    }

    /** Samples that writes accepted. */
    public MixminusParticipantStats written(long value) {
        putLong(WRITTEN, value);
        return this;
    }

    /** Samples that writes had no space for, because the clock had stopped. */
    public long writeRefused() {
        return getLong(WRITE_REFUSED);
    }

    /** Samples that writes had no space for, because the clock had stopped. */
    public MixminusParticipantStats writeRefused(long value) {
        putLong(WRITE_REFUSED, value);
        return this;
    }

    /** Samples that writes accepted while the participant was in no room; they are discarded. */
    public long writeDiscarded() {
        return getLong(WRITE_DISCARDED);
    }

    /** Samples that writes accepted while the participant was in no room; they are discarded. */
    public MixminusParticipantStats writeDiscarded(long value) {
        putLong(WRITE_DISCARDED, value);
        return this;
    }

    /** Samples of the room that reads returned. */
    public long read() {
        return getLong(READ);
    }

    /** Samples of the room that reads returned. */
    public MixminusParticipantStats read(long value) {
        putLong(READ, value);
        return this;
    }

    /** Samples that reads returned because the room's were not available: made up of the last frame, or silence. */
    public long readSilence() {
        return getLong(READ_SILENCE);
    }

    /** Samples that reads returned because the room's were not available: made up of the last frame, or silence. */
    public MixminusParticipantStats readSilence(long value) {
        putLong(READ_SILENCE, value);
        return this;
    }

    /** Ticks at which the in-ring was empty. */
    public long underruns() {
        return getLong(UNDERRUNS);
    }

    /** Ticks at which the in-ring was empty. */
    public MixminusParticipantStats underruns(long value) {
        putLong(UNDERRUNS, value);
        return this;
    }

    /** Cuts that brought an overfull in-ring back to its cap. */
    public long trims() {
        return getLong(TRIMS);
    }

    /** Cuts that brought an overfull in-ring back to its cap. */
    public MixminusParticipantStats trims(long value) {
        putLong(TRIMS, value);
        return this;
    }

    /** Samples that these cuts removed. */
    public long trimmed() {
        return getLong(TRIMMED);
    }

    /** Samples that these cuts removed. */
    public MixminusParticipantStats trimmed(long value) {
        putLong(TRIMMED, value);
        return this;
    }

    /** Frames that the tick dropped because the out-ring was full. */
    public long outDropped() {
        return getLong(OUT_DROPPED);
    }

    /** Frames that the tick dropped because the out-ring was full. */
    public MixminusParticipantStats outDropped(long value) {
        putLong(OUT_DROPPED, value);
        return this;
    }

    /** Frames that reads skipped because they were older than the cap, or because more were waiting than the reads need. */
    public long outStale() {
        return getLong(OUT_STALE);
    }

    /** Frames that reads skipped because they were older than the cap, or because more were waiting than the reads need. */
    public MixminusParticipantStats outStale(long value) {
        putLong(OUT_STALE, value);
        return this;
    }

    /** Samples that came after their time had been played (W3C: packets_discarded, there in packets). */
    public long late() {
        return getLong(LATE);
    }

    /** Samples that came after their time had been played (W3C: packets_discarded, there in packets). */
    public MixminusParticipantStats late(long value) {
        putLong(LATE, value);
        return this;
    }

    /** Samples that came twice. */
    public long duplicate() {
        return getLong(DUPLICATE);
    }

    /** Samples that came twice. */
    public MixminusParticipantStats duplicate(long value) {
        putLong(DUPLICATE, value);
        return this;
    }

    /** Samples that came after later ones, in time to be played. */
    public long reordered() {
        return getLong(REORDERED);
    }

    /** Samples that came after later ones, in time to be played. */
    public MixminusParticipantStats reordered(long value) {
        putLong(REORDERED, value);
        return this;
    }

    /** Samples that were missing when their time came, and were filled (W3C: concealed_samples). */
    public long concealed() {
        return getLong(CONCEALED);
    }

    /** Samples that were missing when their time came, and were filled (W3C: concealed_samples). */
    public MixminusParticipantStats concealed(long value) {
        putLong(CONCEALED, value);
        return this;
    }

    /** Gaps that were filled (W3C: concealment_events). */
    public long concealmentEvents() {
        return getLong(CONCEALMENT_EVENTS);
    }

    /** Gaps that were filled (W3C: concealment_events). */
    public MixminusParticipantStats concealmentEvents(long value) {
        putLong(CONCEALMENT_EVENTS, value);
        return this;
    }

    /** The reserve that an adaptive target aims for, samples beyond the fastest of the last packets; 0 if the target is fixed (W3C: jitter_buffer_target_delay, there summed). */
    public long target() {
        return getLong(TARGET);
    }

    /** The reserve that an adaptive target aims for, samples beyond the fastest of the last packets; 0 if the target is fixed (W3C: jitter_buffer_target_delay, there summed). */
    public MixminusParticipantStats target(long value) {
        putLong(TARGET, value);
        return this;
    }

    /** Samples that were put in to raise the delay: to an adaptive target, or against a clock that is slower than the engine's (W3C: inserted_samples_for_deceleration). */
    public long inserted() {
        return getLong(INSERTED);
    }

    /** Samples that were put in to raise the delay: to an adaptive target, or against a clock that is slower than the engine's (W3C: inserted_samples_for_deceleration). */
    public MixminusParticipantStats inserted(long value) {
        putLong(INSERTED, value);
        return this;
    }

    /** Samples that were left out to lower the delay: to an adaptive target, after a burst, or against a clock that is faster than the engine's (W3C: removed_samples_for_acceleration). */
    public long removed() {
        return getLong(REMOVED);
    }

    /** Samples that were left out to lower the delay: to an adaptive target, after a burst, or against a clock that is faster than the engine's (W3C: removed_samples_for_acceleration). */
    public MixminusParticipantStats removed(long value) {
        putLong(REMOVED, value);
        return this;
    }

    /** Samples of a speech agent's line that were heard or flushed since it joined: how far its listeners have come. 0 for other lines. */
    public long played() {
        return getLong(PLAYED);
    }

    /** Samples of a speech agent's line that were heard or flushed since it joined: how far its listeners have come. 0 for other lines. */
    public MixminusParticipantStats played(long value) {
        putLong(PLAYED, value);
        return this;
    }
}
