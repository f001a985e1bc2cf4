// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.
package org.mixminus;

import org.mixminus.c.MixminusReadInfo;

/** What the engine knows about the samples that were read. */
public final class ReadInfo {
    /** MIXMINUS_READ_ flags. */
    public final int flags;

    /** Number of samples, from the first, that come from the room; the rest is made up, or silence. */
    public final long real;

    /** Number of the tick that made the first real sample; 0 if none is real. */
    public final long tick;

    /** Not 0: the samples are a common mix. */
    public final long mixId;

    /** Position of the first real sample in the frame of its tick, in samples. */
    public final int offset;

    ReadInfo(MixminusReadInfo c) {
        flags = c.flags();
        real = c.real();
        tick = c.tick();
        mixId = c.mixId();
        offset = c.offset();
    }

    @Override
    public String toString() {
        return "ReadInfo[flags=" + flags + ", real=" + real + ", tick=" + tick + ", mixId=" + mixId + ", offset=" + offset + "]";
    }
}
