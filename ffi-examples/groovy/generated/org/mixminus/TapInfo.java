// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.
package org.mixminus;

import org.mixminus.c.MixminusTapInfo;

/** The state of a tap. */
public final class TapInfo {
    /** A MIXMINUS_TAP_ point. */
    public final TapPoint point;

    /** The room or participant that is tapped. */
    public final long target;

    /** The first tick of which it may have a frame; 0: none so far. */
    public final long began;

    /** The last tick of which it may have a frame; 0: it has not ended. */
    public final long ended;

    /** Frames that were put into its ring. */
    public final long frames;

    /** Frames that were dropped because its ring was full. */
    public final long dropped;

    /** Sample rate of its frames, Hz: that of the room, or of the participant's line. */
    public final int sampleRateHz;

    TapInfo(MixminusTapInfo c) {
        point = TapPoint.of(c.point());
        target = c.target();
        began = c.began();
        ended = c.ended();
        frames = c.frames();
        dropped = c.dropped();
        sampleRateHz = c.sampleRateHz();
    }

    @Override
    public String toString() {
        return "TapInfo[point=" + point + ", target=" + target + ", began=" + began + ", ended=" + ended + ", frames=" + frames + ", dropped=" + dropped + ", sampleRateHz=" + sampleRateHz + "]";
    }
}
