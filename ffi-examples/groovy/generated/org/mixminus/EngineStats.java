// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.
package org.mixminus;

import java.util.List;
import org.mixminus.c.MixminusEngineStats;

/** Statistics of an engine. */
public final class EngineStats {
    /** 1: the engine's memory is locked into RAM. 0: it is not, or that was not asked for. */
    public final boolean memoryLocked;

    /** Rooms with at least one participant, as of the last tick. */
    public final int activeRooms;

    /** Participants in rooms, as of the last tick. */
    public final int activeParticipants;

    /** Ticks that were run. */
    public final long ticks;

    /** Ticks that were skipped because the driver was too late to catch up. */
    public final long skippedTicks;

    /** Commands that were applied. */
    public final long commands;

    /** Events that were lost because the host did not poll in time. */
    public final long eventsLost;

    /** Frames whose sum exceeded 16 bits and was limited. */
    public final long overloads;

    /** Run time of all ticks, ns, without the time by which the system woke the driver late. */
    public final long tickNsTotal;

    /** Run time of the longest tick, ns. */
    public final long tickNsMax;

    /** The longest time by which the system woke the driver late, ns. */
    public final long wakeLateNsMax;

    /** tick_ns_total by stage (MIXMINUS_STAGE_), over all workers, ns. */
    public final List<Long> stageNs;

    /** Bucket b counts the ticks that ran for 2^b to 2^(b+1) - 1 ns; the last bucket counts all longer ones too. */
    public final List<Long> tickNsHistogram;

    /** Like tick_ns_total, in processor time of the driver's thread: without the time that the system gave to other threads during a tick. */
    public final long tickCpuNsTotal;

    /** Like tick_ns_max, in processor time. */
    public final long tickCpuNsMax;

    /** Like tick_ns_histogram, in processor time. */
    public final List<Long> tickCpuNsHistogram;

    EngineStats(MixminusEngineStats c) {
        memoryLocked = c.memoryLocked() != 0;
        activeRooms = c.activeRooms();
        activeParticipants = c.activeParticipants();
        ticks = c.ticks();
        skippedTicks = c.skippedTicks();
        commands = c.commands();
        eventsLost = c.eventsLost();
        overloads = c.overloads();
        tickNsTotal = c.tickNsTotal();
        tickNsMax = c.tickNsMax();
        wakeLateNsMax = c.wakeLateNsMax();
        stageNs = Values.list(16, c::stageNs);
        tickNsHistogram = Values.list(32, c::tickNsHistogram);
        tickCpuNsTotal = c.tickCpuNsTotal();
        tickCpuNsMax = c.tickCpuNsMax();
        tickCpuNsHistogram = Values.list(32, c::tickCpuNsHistogram);
    }

    @Override
    public String toString() {
        return "EngineStats[memoryLocked=" + memoryLocked + ", activeRooms=" + activeRooms + ", activeParticipants=" + activeParticipants + ", ticks=" + ticks + ", skippedTicks=" + skippedTicks + ", commands=" + commands + ", eventsLost=" + eventsLost + ", overloads=" + overloads + ", tickNsTotal=" + tickNsTotal + ", tickNsMax=" + tickNsMax + ", wakeLateNsMax=" + wakeLateNsMax + ", stageNs=" + stageNs + ", tickNsHistogram=" + tickNsHistogram + ", tickCpuNsTotal=" + tickCpuNsTotal + ", tickCpuNsMax=" + tickCpuNsMax + ", tickCpuNsHistogram=" + tickCpuNsHistogram + "]";
    }
}
