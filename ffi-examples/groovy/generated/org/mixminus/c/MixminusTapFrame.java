// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.
package org.mixminus.c;

/** Description of a tapped frame. */
public final class MixminusTapFrame extends Block {
    /** Its size in bytes. */
    public static final int SIZE = 32;
    static final int TICK = 0;
    static final int ROOM = 8;
    static final int JOIN = 16;
    static final int FLAGS = 24;
    static final int RESERVED = 28;

    /** Makes one in memory of its own. */
    public MixminusTapFrame() {
        super(SIZE);
    }

    /** Makes one in a frame. */
    public MixminusTapFrame(Frame frame) {
        super(frame, SIZE);
    }

    /** The one that begins at a place in a block, such as an element of an array. */
    public MixminusTapFrame(Block block, int place) {
        super(block, place);
    }

    /** Number of the tick that made it. */
    public long tick() {
        return getLong(TICK);
    }

    /** Number of the tick that made it. */
    public MixminusTapFrame tick(long value) {
        putLong(TICK, value);
        return this;
    }

    /** The room of that tick. */
    public long room() {
        return getLong(ROOM);
    }

    /** The room of that tick. */
    public MixminusTapFrame room(long value) {
        putLong(ROOM, value);
        return this;
    }

    /** A number that identifies the participant's join, different for each of its joins; 0 for a room's tap. */
    public long join() {
        return getLong(JOIN);
    }

    /** A number that identifies the participant's join, different for each of its joins; 0 for a room's tap. */
    public MixminusTapFrame join(long value) {
        putLong(JOIN, value);
        return this;
    }

    /** MIXMINUS_TAP_SILENT and MIXMINUS_TAP_OVERLOAD. */
    public int flags() {
        return getInt(FLAGS);
    }

    /** MIXMINUS_TAP_SILENT and MIXMINUS_TAP_OVERLOAD. */
    public MixminusTapFrame flags(int value) {
        putInt(FLAGS, value);
        return this;
    }

    /** 0. */
    public int reserved() {
        return getInt(RESERVED);
    }

    /** 0. */
    public MixminusTapFrame reserved(int value) {
        putInt(RESERVED, value);
        return this;
    }
}
