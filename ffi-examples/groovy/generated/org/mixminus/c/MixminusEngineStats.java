// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.
package org.mixminus.c;

/** Statistics of an engine. */
public final class MixminusEngineStats extends Block {
    /** Its size in bytes. */
    public static final int SIZE = 736;
    static final int STRUCT_SIZE = 0;
    static final int MEMORY_LOCKED = 4;
    static final int ACTIVE_ROOMS = 8;
    static final int ACTIVE_PARTICIPANTS = 12;
    static final int TICKS = 16;
    static final int SKIPPED_TICKS = 24;
    static final int COMMANDS = 32;
    static final int EVENTS_LOST = 40;
    static final int OVERLOADS = 48;
    static final int TICK_NS_TOTAL = 56;
    static final int TICK_NS_MAX = 64;
    static final int WAKE_LATE_NS_MAX = 72;
    static final int STAGE_NS = 80;
    static final int TICK_NS_HISTOGRAM = 208;
    static final int TICK_CPU_NS_TOTAL = 464;
    static final int TICK_CPU_NS_MAX = 472;
    static final int TICK_CPU_NS_HISTOGRAM = 480;

    /** Makes one in memory of its own with the library's defaults. */
    public MixminusEngineStats() {
        super(SIZE);
        check(Mixminus.mixminus_engine_stats_init(address, SIZE));
    }

    /** Makes one in a frame with the library's defaults. */
    public MixminusEngineStats(Frame frame) {
        super(frame, SIZE);
        check(Mixminus.mixminus_engine_stats_init(address, SIZE));
    }

    /** The one that begins at a place in a block, such as an element of an array. */
    public MixminusEngineStats(Block block, int place) {
        super(block, place);
    }

    /** Set by mixminus_engine_stats_init. */
    public int structSize() {
        return getInt(STRUCT_SIZE);
    }

    /** Set by mixminus_engine_stats_init. */
    public MixminusEngineStats structSize(int value) {
        putInt(STRUCT_SIZE, value);
        return this;
    }

    /** 1: the engine's memory is locked into RAM. 0: it is not, or that was not asked for. */
    public int memoryLocked() {
        return getInt(MEMORY_LOCKED);
    }

    /** 1: the engine's memory is locked into RAM. 0: it is not, or that was not asked for. */
    public MixminusEngineStats memoryLocked(int value) {
        putInt(MEMORY_LOCKED, value);
        return this;
    }

    /** Rooms with at least one participant, as of the last tick. */
    public int activeRooms() {
        return getInt(ACTIVE_ROOMS);
    }

    /** Rooms with at least one participant, as of the last tick. */
    public MixminusEngineStats activeRooms(int value) {
        putInt(ACTIVE_ROOMS, value);
        return this;
    }

    /** Participants in rooms, as of the last tick. */
    public int activeParticipants() {
        return getInt(ACTIVE_PARTICIPANTS);
    }

    /** Participants in rooms, as of the last tick. */
    public MixminusEngineStats activeParticipants(int value) {
        putInt(ACTIVE_PARTICIPANTS, value);
        return this;
    }

    /** Ticks that were run. */
    public long ticks() {
        return getLong(TICKS);
    }

    /** Ticks that were run. */
    public MixminusEngineStats ticks(long value) {
        putLong(TICKS, value);
        return this;
    }

    /** Ticks that were skipped because the driver was too late to catch up. */
    public long skippedTicks() {
        return getLong(SKIPPED_TICKS);
    }

    /** Ticks that were skipped because the driver was too late to catch up. */
    public MixminusEngineStats skippedTicks(long value) {
        putLong(SKIPPED_TICKS, value);
        return this;
    }

    /** Commands that were applied. */
    public long commands() {
        return getLong(COMMANDS);
    }

    /** Commands that were applied. */
    public MixminusEngineStats commands(long value) {
        putLong(COMMANDS, value);
        return this;
    }

    /** Events that were lost because the host did not poll in time. */
    public long eventsLost() {
        return getLong(EVENTS_LOST);
    }

    /** Events that were lost because the host did not poll in time. */
    public MixminusEngineStats eventsLost(long value) {
        putLong(EVENTS_LOST, value);
        return this;
    }

    /** Frames whose sum exceeded 16 bits and was limited. */
    public long overloads() {
        return getLong(OVERLOADS);
    }

    /** Frames whose sum exceeded 16 bits and was limited. */
    public MixminusEngineStats overloads(long value) {
        putLong(OVERLOADS, value);
        return this;
    }

    /** Run time of all ticks, ns, without the time by which the system woke the driver late. */
    public long tickNsTotal() {
        return getLong(TICK_NS_TOTAL);
    }

    /** Run time of all ticks, ns, without the time by which the system woke the driver late. */
    public MixminusEngineStats tickNsTotal(long value) {
        putLong(TICK_NS_TOTAL, value);
        return this;
    }

    /** Run time of the longest tick, ns. */
    public long tickNsMax() {
        return getLong(TICK_NS_MAX);
    }

    /** Run time of the longest tick, ns. */
    public MixminusEngineStats tickNsMax(long value) {
        putLong(TICK_NS_MAX, value);
        return this;
    }

    /** The longest time by which the system woke the driver late, ns. */
    public long wakeLateNsMax() {
        return getLong(WAKE_LATE_NS_MAX);
    }

    /** The longest time by which the system woke the driver late, ns. */
    public MixminusEngineStats wakeLateNsMax(long value) {
        putLong(WAKE_LATE_NS_MAX, value);
        return this;
    }

    /** tick_ns_total by stage (MIXMINUS_STAGE_), over all workers, ns. */
    public long stageNs(int index) {
        return getLong(STAGE_NS + 8 * index);
    }

    /** Bucket b counts the ticks that ran for 2^b to 2^(b+1) - 1 ns; the last bucket counts all longer ones too. */
    public long tickNsHistogram(int index) {
        return getLong(TICK_NS_HISTOGRAM + 8 * index);
    }

    /** Like tick_ns_total, in processor time of the driver's thread: without the time that the system gave to other threads during a tick. */
    public long tickCpuNsTotal() {
        return getLong(TICK_CPU_NS_TOTAL);
    }

    /** Like tick_ns_total, in processor time of the driver's thread: without the time that the system gave to other threads during a tick. */
    public MixminusEngineStats tickCpuNsTotal(long value) {
        putLong(TICK_CPU_NS_TOTAL, value);
        return this;
    }

    /** Like tick_ns_max, in processor time. */
    public long tickCpuNsMax() {
        return getLong(TICK_CPU_NS_MAX);
    }

    /** Like tick_ns_max, in processor time. */
    public MixminusEngineStats tickCpuNsMax(long value) {
        putLong(TICK_CPU_NS_MAX, value);
        return this;
    }

    /** Like tick_ns_histogram, in processor time. */
    public long tickCpuNsHistogram(int index) {
        return getLong(TICK_CPU_NS_HISTOGRAM + 8 * index);
    }
}
