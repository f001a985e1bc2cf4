// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.
package org.mixminus;

import org.mixminus.c.MixminusRoomInfo;

/** The state of a room. */
public final class RoomInfo {
    /** Number of participants in it. */
    public final int participants;

    /** Its handle. */
    public final long room;

    /** Number of participants that it may hold. */
    public final int capacity;

    /** 1: locked, nobody may join. 0: open. */
    public final boolean locked;

    /** Sample rate at which it is mixed, Hz. */
    public final int sampleRateHz;

    /** The account that the room belongs to. */
    public final String account;

    /** Its environment, in the same form. */
    public final String environment;

    /** Its conference id, in the same form. */
    public final String conferenceId;

    RoomInfo(MixminusRoomInfo c) {
        participants = c.participants();
        room = c.room();
        capacity = c.capacity();
        locked = c.locked() != 0;
        sampleRateHz = c.sampleRateHz();
        account = Values.text(c.account(256), c.accountLen());
        environment = Values.text(c.environment(256), c.environmentLen());
        conferenceId = Values.text(c.conferenceId(256), c.conferenceIdLen());
    }

    @Override
    public String toString() {
        return "RoomInfo[participants=" + participants + ", room=" + room + ", capacity=" + capacity + ", locked=" + locked + ", sampleRateHz=" + sampleRateHz + ", account=" + account + ", environment=" + environment + ", conferenceId=" + conferenceId + "]";
    }
}
