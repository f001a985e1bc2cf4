package org.mixminus;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mixminus.c.Block;
import org.mixminus.c.Frame;
import org.mixminus.c.Mixminus;
import org.mixminus.c.MixminusRoomInfo;
import org.mixminus.c.MixminusRoomMember;

/** A room, from its first join to its last leave. Nobody owns it: after its end each call is an error. */
public final class Room {
    /** More than the capacity of any room. */
    private static final int MOST = 1024;

    private final Engine engine;
    private final long handle;

    Room(Engine engine, long handle) {
        this.engine = engine;
        this.handle = handle;
    }

    /** Its 64-bit handle, as events have it. */
    public long handle() {
        return handle;
    }

    public RoomInfo info() {
        try (Frame frame = Frame.open()) {
            MixminusRoomInfo info = new MixminusRoomInfo(frame);
            engine.call(e -> Mixminus.mixminus_room_get_info(e, handle, info.address));
            return new RoomInfo(info);
        }
    }

    /** Its participants, in the order in which they joined. */
    public List<Participant> participants() {
        try (Frame frame = Frame.open()) {
            Block handles = frame.block(8 * MOST);
            Block count = frame.block(8);
            engine.call(e -> Mixminus.mixminus_room_participants(e, handle, handles.address, MOST, count.address));
            List<Participant> list = new ArrayList<>();
            for (int k = 0; k < Math.min(count.getLong(0), MOST); k++) {
                list.add(engine.participant(handles.getLong(8 * k)));
            }
            return list;
        }
    }

    /** Ends the room: everyone leaves, the sessions continue. */
    public void close() {
        engine.call(e -> Mixminus.mixminus_room_close(e, handle));
    }

    public void lock() {
        engine.call(e -> Mixminus.mixminus_room_set_locked(e, handle, 1));
    }

    public void unlock() {
        engine.call(e -> Mixminus.mixminus_room_set_locked(e, handle, 0));
    }

    public long say(Object sound) {
        return say(sound, Map.of());
    }

    /** Plays a sound to everyone in it. Returns the number of the play. */
    public long say(Object sound, Map<String, ?> options) {
        return engine.say(List.of(this), sound, options)[0];
    }

    /** Stops all that plays to the room. */
    public void stopSaying() {
        engine.call(e -> Mixminus.mixminus_room_say_stop(e, handle));
    }

    /** Sets the sound that a participant hears while it is alone: "none", "beep" or a Prompt. */
    public void aloneLoop(Object sound) {
        long what = Values.sound("sound", sound);
        engine.call(e -> Mixminus.mixminus_room_set_alone_loop(e, handle, what));
        Reference.reachabilityFence(sound);
    }

    /** Moves everyone to another room, without a pause. */
    public Room merge(Object conferenceId) {
        try (Frame frame = Frame.open()) {
            Name id = Name.conference(frame, conferenceId);
            Block room = new Block(frame, 8);
            engine.call(e -> Mixminus.mixminus_room_merge(e, handle, id.address, id.length, room.address));
            return new Room(engine, room.getLong(0));
        }
    }

    /** Its members and their states as of an event. */
    public Snapshot snapshot() {
        try (Frame frame = Frame.open()) {
            Block members = frame.block(MOST * MixminusRoomMember.SIZE);
            Block numbers = new Block(frame, 24);
            long out = numbers.address;
            engine.call(e -> Mixminus.mixminus_room_snapshot(
                e, handle, members.address, MixminusRoomMember.SIZE, MOST, out, out + 8, out + 16));
            List<RoomMember> list = new ArrayList<>();
            for (int k = 0; k < Math.min(numbers.getLong(0), MOST); k++) {
                list.add(new RoomMember(new MixminusRoomMember(members, k * MixminusRoomMember.SIZE)));
            }
            return new Snapshot(list, numbers.getLong(8), numbers.getLong(16));
        }
    }

    /** The state of a room. */
    public static final class Snapshot {
        public final List<RoomMember> members;
        /** The number of the last event that is included. */
        public final long sequence;
        public final long tick;

        Snapshot(List<RoomMember> members, long sequence, long tick) {
            this.members = members;
            this.sequence = sequence;
            this.tick = tick;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Room && ((Room) other).handle == handle && ((Room) other).engine == engine;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(handle);
    }

    @Override
    public String toString() {
        return "Room[" + Long.toUnsignedString(handle) + "]";
    }
}
