package org.mixminus;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mixminus.c.Block;
import org.mixminus.c.Frame;
import org.mixminus.c.Mixminus;
import org.mixminus.c.MixminusAccountQuota;
import org.mixminus.c.MixminusRoomTemplate;

/** Rooms, templates and quotas by account. A null account or environment is the default one. */
public final class Accounts {
    private static final int PAGE = 256;

    private final Engine engine;

    Accounts(Engine engine) {
        this.engine = engine;
    }

    /** The room of an id; null if there is none. */
    public Room findRoom(String account, String environment, Object conferenceId) {
        try (Frame frame = Frame.open()) {
            Name a = new Name(frame, account);
            Name e = new Name(frame, environment);
            Name id = Name.conference(frame, conferenceId);
            Block room = new Block(frame, 8);
            engine.call(pointer -> {
                int status = Mixminus.mixminus_room_find(pointer, a.address, a.length, e.address, e.length, id.address,
                    id.length, room.address);
                return status == Mixminus.MIXMINUS_ERR_NOT_FOUND ? Mixminus.MIXMINUS_OK : status;
            });
            return room.getLong(0) == 0 ? null : new Room(engine, room.getLong(0));
        }
    }

    /** The rooms of an account. */
    public List<Room> rooms(String account) {
        List<Room> rooms = new ArrayList<>();
        try (Frame frame = Frame.open()) {
            Name name = new Name(frame, account);
            Block cursor = new Block(frame, 8);
            Block count = new Block(frame, 8);
            Block page = new Block(frame, 8 * PAGE);
            do {
                engine.call(pointer -> Mixminus.mixminus_room_list(
                    pointer, name.address, name.length, cursor.address, page.address, PAGE, count.address));
                for (int k = 0; k < count.getLong(0); k++) {
                    rooms.add(new Room(engine, page.getLong(8 * k)));
                }
            } while (cursor.getLong(0) != 0);
        }
        return rooms;
    }

    /**
     * Sets the template of a room, or with a null id of all rooms. settings: capacity, limitS, aloneLoop, and sampleRateHz,
     * at which the room is mixed; lines of other rates are converted.
     */
    public void setTemplate(String account, String environment, Object conferenceId, Map<String, ?> settings) {
        try (Frame frame = Frame.open()) {
            Name a = new Name(frame, account);
            Name e = new Name(frame, environment);
            Name id = Name.conference(frame, conferenceId);
            MixminusRoomTemplate template = new MixminusRoomTemplate(frame);
            Values.each(settings, (name, value) -> Fields.set(template, name, value));
            engine.call(pointer -> Mixminus.mixminus_room_template_set(
                pointer, a.address, a.length, e.address, e.length, id.address, id.length, template.address));
        }
    }

    public void removeTemplate(String account, String environment, Object conferenceId) {
        try (Frame frame = Frame.open()) {
            Name a = new Name(frame, account);
            Name e = new Name(frame, environment);
            Name id = Name.conference(frame, conferenceId);
            engine.call(pointer -> Mixminus.mixminus_room_template_remove(
                pointer, a.address, a.length, e.address, e.length, id.address, id.length));
        }
    }

    /** Sets the quota of an account. quota: rooms, participants, queuedSignals, promptBytes. */
    public void setQuota(String account, Map<String, ?> quota) {
        try (Frame frame = Frame.open()) {
            Name a = new Name(frame, account);
            MixminusAccountQuota c = new MixminusAccountQuota(frame);
            Values.each(quota, (name, value) -> Fields.set(c, name, value));
            engine.call(pointer -> Mixminus.mixminus_account_quota_set(pointer, a.address, a.length, c.address));
        }
    }

    public void resetQuota(String account) {
        try (Frame frame = Frame.open()) {
            Name a = new Name(frame, account);
            engine.call(pointer -> Mixminus.mixminus_account_quota_reset(pointer, a.address, a.length));
        }
    }
}
