// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.
package org.mixminus.c;

/** A member of a room. */
public final class MixminusRoomMember extends Block {
    /** Its size in bytes. */
    public static final int SIZE = 32;
    static final int PARTICIPANT = 0;
    static final int USER = 8;
    static final int STATE = 16;
    static final int GAIN_MDB = 20;
    static final int MEAN_SQUARE = 24;
    static final int PEAK = 28;

    /** Makes one in memory of its own. */
    public MixminusRoomMember() {
        super(SIZE);
    }

    /** Makes one in a frame. */
    public MixminusRoomMember(Frame frame) {
        super(frame, SIZE);
    }

    /** The one that begins at a place in a block, such as an element of an array. */
    public MixminusRoomMember(Block block, int place) {
        super(block, place);
    }

    /** Its handle. */
    public long participant() {
        return getLong(PARTICIPANT);
    }

    /** Its handle. */
    public MixminusRoomMember participant(long value) {
        putLong(PARTICIPANT, value);
        return this;
    }

    /** Its user value. */
    public long user() {
        return getLong(USER);
    }

    /** Its user value. */
    public MixminusRoomMember user(long value) {
        putLong(USER, value);
        return this;
    }

    /** MIXMINUS_STATE_ flags. */
    public int state() {
        return getInt(STATE);
    }

    /** MIXMINUS_STATE_ flags. */
    public MixminusRoomMember state(int value) {
        putInt(STATE, value);
        return this;
    }

    /** Gain on its contribution, thousandths of a decibel. */
    public int gainMdb() {
        return getInt(GAIN_MDB);
    }

    /** Gain on its contribution, thousandths of a decibel. */
    public MixminusRoomMember gainMdb(int value) {
        putInt(GAIN_MDB, value);
        return this;
    }

    /** Mean square of its contribution in the last tick: 0 to 2^30. */
    public int meanSquare() {
        return getInt(MEAN_SQUARE);
    }

    /** Mean square of its contribution in the last tick: 0 to 2^30. */
    public MixminusRoomMember meanSquare(int value) {
        putInt(MEAN_SQUARE, value);
        return this;
    }

    /** Peak of its contribution in the last tick: 0 to 32768. */
    public int peak() {
        return getInt(PEAK);
    }

    /** Peak of its contribution in the last tick: 0 to 32768. */
    public MixminusRoomMember peak(int value) {
        putInt(PEAK, value);
        return this;
    }
}
