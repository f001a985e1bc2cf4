// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.
package org.mixminus;

import org.mixminus.c.MixminusRoomMember;

/** A member of a room. */
public final class RoomMember {
    /** Its handle. */
    public final long participant;

    /** Its user value. */
    public final long user;

    /** MIXMINUS_STATE_ flags. */
    public final int state;

    /** Gain on its contribution, thousandths of a decibel. */
    public final int gainMdb;

    /** Mean square of its contribution in the last tick: 0 to 2^30. */
    public final int meanSquare;

    /** Peak of its contribution in the last tick: 0 to 32768. */
    public final int peak;

    RoomMember(MixminusRoomMember c) {
        participant = c.participant();
        user = c.user();
        state = c.state();
        gainMdb = c.gainMdb();
        meanSquare = c.meanSquare();
        peak = c.peak();
    }

    @Override
    public String toString() {
        return "RoomMember[participant=" + participant + ", user=" + user + ", state=" + state + ", gainMdb=" + gainMdb + ", meanSquare=" + meanSquare + ", peak=" + peak + "]";
    }
}
