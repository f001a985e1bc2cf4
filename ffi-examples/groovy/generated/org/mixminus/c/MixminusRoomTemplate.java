// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.
package org.mixminus.c;

/** The settings of a new room. mixminus_room_template_init fills in the defaults. */
public final class MixminusRoomTemplate extends Block {
    /** Its size in bytes. */
    public static final int SIZE = 24;
    static final int STRUCT_SIZE = 0;
    static final int CAPACITY = 4;
    static final int LIMIT_S = 8;
    static final int SAMPLE_RATE_HZ = 12;
    static final int ALONE_LOOP = 16;

    /** Makes one in memory of its own with the library's defaults. */
    public MixminusRoomTemplate() {
        super(SIZE);
        check(Mixminus.mixminus_room_template_init(address, SIZE));
    }

    /** Makes one in a frame with the library's defaults. */
    public MixminusRoomTemplate(Frame frame) {
        super(frame, SIZE);
        check(Mixminus.mixminus_room_template_init(address, SIZE));
    }

    /** The one that begins at a place in a block, such as an element of an array. */
    public MixminusRoomTemplate(Block block, int place) {
        super(block, place);
    }

    /** Set by mixminus_room_template_init. */
    public int structSize() {
        return getInt(STRUCT_SIZE);
    }

    /** Set by mixminus_room_template_init. */
    public MixminusRoomTemplate structSize(int value) {
        putInt(STRUCT_SIZE, value);
        return this;
    }

    /** Number of participants that it may hold: 1 to 1024. */
    public int capacity() {
        return getInt(CAPACITY);
    }

    /** Number of participants that it may hold: 1 to 1024. */
    public MixminusRoomTemplate capacity(int value) {
        putInt(CAPACITY, value);
        return this;
    }

    /** Time limit of the room, in seconds of the engine's clock: 1 to 31536000; 0: no limit. */
    public int limitS() {
        return getInt(LIMIT_S);
    }

    /** Time limit of the room, in seconds of the engine's clock: 1 to 31536000; 0: no limit. */
    public MixminusRoomTemplate limitS(int value) {
        putInt(LIMIT_S, value);
        return this;
    }

    /** Sample rate at which the room is mixed, Hz: sample_rate_hz of the engine, or one of which its configuration has lines. */
    public int sampleRateHz() {
        return getInt(SAMPLE_RATE_HZ);
    }

    /** Sample rate at which the room is mixed, Hz: sample_rate_hz of the engine, or one of which its configuration has lines. */
    public MixminusRoomTemplate sampleRateHz(int value) {
        putInt(SAMPLE_RATE_HZ, value);
        return this;
    }

    /** Sound for a participant that is alone in the room, as by mixminus_room_set_alone_loop. */
    public long aloneLoop() {
        return getLong(ALONE_LOOP);
    }

    /** Sound for a participant that is alone in the room, as by mixminus_room_set_alone_loop. */
    public MixminusRoomTemplate aloneLoop(long value) {
        putLong(ALONE_LOOP, value);
        return this;
    }
}
