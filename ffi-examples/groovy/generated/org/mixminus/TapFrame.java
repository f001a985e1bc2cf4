// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.
package org.mixminus;

import org.mixminus.c.MixminusTapFrame;

/** Description of a tapped frame. */
public final class TapFrame {
    /** Number of the tick that made it. */
    public final long tick;

    /** The room of that tick. */
    public final long room;

    /** A number that identifies the participant's join, different for each of its joins; 0 for a room's tap. */
    public final long join;

    /** MIXMINUS_TAP_SILENT and MIXMINUS_TAP_OVERLOAD. */
    public final int flags;

    TapFrame(MixminusTapFrame c) {
        tick = c.tick();
        room = c.room();
        join = c.join();
        flags = c.flags();
    }

    @Override
    public String toString() {
        return "TapFrame[tick=" + tick + ", room=" + room + ", join=" + join + ", flags=" + flags + "]";
    }
}
