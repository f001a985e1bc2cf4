// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.
package org.mixminus.c;

/** How drivers are started. mixminus_driver_config_init fills in the defaults. */
public final class MixminusDriverConfig extends Block {
    /** Its size in bytes. */
    public static final int SIZE = 32;
    static final int STRUCT_SIZE = 0;
    static final int CLOCK = 4;
    static final int WORKERS = 8;
    static final int REALTIME_PRIORITY = 12;
    static final int CPUS = 16;
    static final int CPU_COUNT = 24;

    /** Makes one in memory of its own with the library's defaults. */
    public MixminusDriverConfig() {
        super(SIZE);
        check(Mixminus.mixminus_driver_config_init(address, SIZE));
    }

    /** Makes one in a frame with the library's defaults. */
    public MixminusDriverConfig(Frame frame) {
        super(frame, SIZE);
        check(Mixminus.mixminus_driver_config_init(address, SIZE));
    }

    /** The one that begins at a place in a block, such as an element of an array. */
    public MixminusDriverConfig(Block block, int place) {
        super(block, place);
    }

    /** Set by mixminus_driver_config_init. */
    public int structSize() {
        return getInt(STRUCT_SIZE);
    }

    /** Set by mixminus_driver_config_init. */
    public MixminusDriverConfig structSize(int value) {
        putInt(STRUCT_SIZE, value);
        return this;
    }

    /** A MIXMINUS_CLOCK_ constant. */
    public int clock() {
        return getInt(CLOCK);
    }

    /** A MIXMINUS_CLOCK_ constant. */
    public MixminusDriverConfig clock(int value) {
        putInt(CLOCK, value);
        return this;
    }

    /** Threads that share each tick, the ticking one included: 1 to 64. */
    public int workers() {
        return getInt(WORKERS);
    }

    /** Threads that share each tick, the ticking one included: 1 to 64. */
    public MixminusDriverConfig workers(int value) {
        putInt(WORKERS, value);
        return this;
    }

    /** SCHED_FIFO priority to ask for, for the started threads: 1 to 99; 0: */
    public int realtimePriority() {
        return getInt(REALTIME_PRIORITY);
    }

    /** SCHED_FIFO priority to ask for, for the started threads: 1 to 99; 0: */
    public MixminusDriverConfig realtimePriority(int value) {
        putInt(REALTIME_PRIORITY, value);
        return this;
    }

    /** CPU numbers to pin the started threads to, one after the other; borrowed for the call. */
    public long cpus() {
        return getLong(CPUS);
    }

    /** CPU numbers to pin the started threads to, one after the other; borrowed for the call. */
    public MixminusDriverConfig cpus(long value) {
        putLong(CPUS, value);
        return this;
    }

    /** Number of CPUs in cpus: 0 to MIXMINUS_MAX_CPUS. 0: any CPU of the process. */
    public long cpuCount() {
        return getLong(CPU_COUNT);
    }

    /** Number of CPUs in cpus: 0 to MIXMINUS_MAX_CPUS. 0: any CPU of the process. */
    public MixminusDriverConfig cpuCount(long value) {
        putLong(CPU_COUNT, value);
        return this;
    }
}
