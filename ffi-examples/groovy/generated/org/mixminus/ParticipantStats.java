// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.
package org.mixminus;

import org.mixminus.c.MixminusParticipantStats;

/** Statistics of a participant. */
public final class ParticipantStats {
    /** Samples in the in-ring after the last tick took its frame. */
    public final int inFill;

    /** Samples waiting in the out-ring, as of the last read. */
    public final int outFill;

    /** Delay from write to read within the engine, samples: in-ring fill + DTMF look-ahead + one frame + out-ring fill, as of the last read. */
    public final int latency;

    /** Mean square of the last frame's contribution; full scale is 2^30. */
    public final int meanSquare;

    /** Peak of the last frame's contribution: 0 to 32768. */
    public final int peak;

    /** Samples that writes accepted. */
    public final long written;

    /** Samples that writes had no space for, because the clock had stopped. */
    public final long writeRefused;

    /** Samples that writes accepted while the participant was in no room; they are discarded. */
    public final long writeDiscarded;

    /** Samples of the room that reads returned. */
    public final long read;

    /** Samples that reads returned because the room's were not available: made up of the last frame, or silence. */
    public final long readSilence;

    /** Ticks at which the in-ring was empty. */
    public final long underruns;

    /** Cuts that brought an overfull in-ring back to its cap. */
    public final long trims;

    /** Samples that these cuts removed. */
    public final long trimmed;

    /** Frames that the tick dropped because the out-ring was full. */
    public final long outDropped;

    /** Frames that reads skipped because they were older than the cap, or because more were waiting than the reads need. */
    public final long outStale;

    /** Samples that came after their time had been played (W3C: packets_discarded, there in packets). */
    public final long late;

    /** Samples that came twice. */
    public final long duplicate;

    /** Samples that came after later ones, in time to be played. */
    public final long reordered;

    /** Samples that were missing when their time came, and were filled (W3C: concealed_samples). */
    public final long concealed;

    /** Gaps that were filled (W3C: concealment_events). */
    public final long concealmentEvents;

    /** The reserve that an adaptive target aims for, samples beyond the fastest of the last packets; 0 if the target is fixed (W3C: jitter_buffer_target_delay, there summed). */
    public final long target;

    /** Samples that were put in to raise the delay: to an adaptive target, or against a clock that is slower than the engine's (W3C: inserted_samples_for_deceleration). */
    public final long inserted;

    /** Samples that were left out to lower the delay: to an adaptive target, after a burst, or against a clock that is faster than the engine's (W3C: removed_samples_for_acceleration). */
    public final long removed;

    /** Samples of a speech agent's line that were heard or flushed since it joined: how far its listeners have come. 0 for other lines. */
    public final long played;

    ParticipantStats(MixminusParticipantStats c) {
        inFill = c.inFill();
        outFill = c.outFill();
        latency = c.latency();
        meanSquare = c.meanSquare();
        peak = c.peak();
        written = c.written();
        writeRefused = c.writeRefused();
        writeDiscarded = c.writeDiscarded();
        read = c.read();
        readSilence = c.readSilence();
        underruns = c.underruns();
        trims = c.trims();
        trimmed = c.trimmed();
        outDropped = c.outDropped();
        outStale = c.outStale();
        late = c.late();
        duplicate = c.duplicate();
        reordered = c.reordered();
        concealed = c.concealed();
        concealmentEvents = c.concealmentEvents();
        target = c.target();
        inserted = c.inserted();
        removed = c.removed();
        played = c.played();
    }

    @Override
    public String toString() {
        return "ParticipantStats[inFill=" + inFill + ", outFill=" + outFill + ", latency=" + latency + ", meanSquare=" + meanSquare + ", peak=" + peak + ", written=" + written + ", writeRefused=" + writeRefused + ", writeDiscarded=" + writeDiscarded + ", read=" + read + ", readSilence=" + readSilence + ", underruns=" + underruns + ", trims=" + trims + ", trimmed=" + trimmed + ", outDropped=" + outDropped + ", outStale=" + outStale + ", late=" + late + ", duplicate=" + duplicate + ", reordered=" + reordered + ", concealed=" + concealed + ", concealmentEvents=" + concealmentEvents + ", target=" + target + ", inserted=" + inserted + ", removed=" + removed + ", played=" + played + "]";
    }
}
