// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.
package org.mixminus.c;

/** What the system granted when drivers were started. */
public final class MixminusDriverReport extends Block {
    /** Its size in bytes. */
    public static final int SIZE = 24;
    static final int STRUCT_SIZE = 0;
    static final int THREADS = 4;
    static final int REALTIME_ERRNO = 8;
    static final int AFFINITY_ERRNO = 12;
    static final int PRIORITIES_DIFFER = 16;
    static final int CPUS_SHARED = 20;

    /** Makes one in memory of its own with the library's defaults. */
    public MixminusDriverReport() {
        super(SIZE);
        check(Mixminus.mixminus_driver_report_init(address, SIZE));
    }

    /** Makes one in a frame with the library's defaults. */
    public MixminusDriverReport(Frame frame) {
        super(frame, SIZE);
        check(Mixminus.mixminus_driver_report_init(address, SIZE));
    }

    /** The one that begins at a place in a block, such as an element of an array. */
    public MixminusDriverReport(Block block, int place) {
        super(block, place);
    }

    /** Set by mixminus_driver_report_init. */
    public int structSize() {
        return getInt(STRUCT_SIZE);
    }

    /** Set by mixminus_driver_report_init. */
    public MixminusDriverReport structSize(int value) {
        putInt(STRUCT_SIZE, value);
        return this;
    }

    /** Number of threads that were started. */
    public int threads() {
        return getInt(THREADS);
    }

    /** Number of threads that were started. */
    public MixminusDriverReport threads(int value) {
        putInt(THREADS, value);
        return this;
    }

    /** 0, or the system's error number for the first thread that was refused SCHED_FIFO. */
    public int realtimeErrno() {
        return getInt(REALTIME_ERRNO);
    }

    /** 0, or the system's error number for the first thread that was refused SCHED_FIFO. */
    public MixminusDriverReport realtimeErrno(int value) {
        putInt(REALTIME_ERRNO, value);
        return this;
    }

    /** 0, or the system's error number for the first thread that could not be pinned. */
    public int affinityErrno() {
        return getInt(AFFINITY_ERRNO);
    }

    /** 0, or the system's error number for the first thread that could not be pinned. */
    public MixminusDriverReport affinityErrno(int value) {
        putInt(AFFINITY_ERRNO, value);
        return this;
    }

    /** 1 if the threads that share a tick do not all have the same real-time priority, else 0. */
    public int prioritiesDiffer() {
        return getInt(PRIORITIES_DIFFER);
    }

    /** 1 if the threads that share a tick do not all have the same real-time priority, else 0. */
    public MixminusDriverReport prioritiesDiffer(int value) {
        putInt(PRIORITIES_DIFFER, value);
        return this;
    }

    /** 1 if two of these threads are pinned to the same CPU, so that one waits for the other, else 0. */
    public int cpusShared() {
        return getInt(CPUS_SHARED);
    }

    /** 1 if two of these threads are pinned to the same CPU, so that one waits for the other, else 0. */
    public MixminusDriverReport cpusShared(int value) {
        putInt(CPUS_SHARED, value);
        return this;
    }
}
