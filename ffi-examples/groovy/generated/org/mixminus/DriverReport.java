// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.
package org.mixminus;

import org.mixminus.c.MixminusDriverReport;

/** What the system granted when drivers were started. */
public final class DriverReport {
    /** Number of threads that were started. */
    public final int threads;

    /** 0, or the system's error number for the first thread that was refused SCHED_FIFO. */
    public final int realtimeErrno;

    /** 0, or the system's error number for the first thread that could not be pinned. */
    public final int affinityErrno;

    /** 1 if the threads that share a tick do not all have the same real-time priority, else 0. */
    public final int prioritiesDiffer;

    /** 1 if two of these threads are pinned to the same CPU, so that one waits for the other, else 0. */
    public final int cpusShared;

    DriverReport(MixminusDriverReport c) {
        threads = c.threads();
        realtimeErrno = c.realtimeErrno();
        affinityErrno = c.affinityErrno();
        prioritiesDiffer = c.prioritiesDiffer();
        cpusShared = c.cpusShared();
    }

    @Override
    public String toString() {
        return "DriverReport[threads=" + threads + ", realtimeErrno=" + realtimeErrno + ", affinityErrno=" + affinityErrno + ", prioritiesDiffer=" + prioritiesDiffer + ", cpusShared=" + cpusShared + "]";
    }
}
