package org.mixminus;

import java.lang.ref.Reference;
import java.util.List;
import java.util.Map;
import org.mixminus.c.Block;
import org.mixminus.c.Frame;
import org.mixminus.c.Mixminus;
import org.mixminus.c.MixminusSayOptions;

/** How sounds are played: times (0: until stopped), gainMdb, interrupt. */
final class Say {
    private Say() {}

    /** The address of the options; 0 for the defaults. */
    static long options(Frame frame, Map<String, ?> options) {
        if (options == null || options.isEmpty()) {
            return 0;
        }
        MixminusSayOptions c = new MixminusSayOptions(frame);
        Values.each(options, (name, value) -> Fields.set(c, name, value));
        return c.address;
    }

    static long[] toRooms(Engine engine, List<Room> rooms, Object sound, Map<String, ?> options) {
        try (Frame frame = Frame.open()) {
            Block handles = new Block(frame, 8 * rooms.size());
            Block plays = new Block(frame, 8 * rooms.size());
            for (int k = 0; k < rooms.size(); k++) {
                handles.putLong(8 * k, rooms.get(k).handle());
            }
            long what = Values.sound("sound", sound);
            long how = options(frame, options);
            engine.call(e ->
                Mixminus.mixminus_rooms_say(e, handles.address, rooms.size(), what, how, plays.address));
            Reference.reachabilityFence(sound);
            long[] numbers = new long[rooms.size()];
            for (int k = 0; k < numbers.length; k++) {
                numbers[k] = plays.getLong(8 * k);
            }
            return numbers;
        }
    }
}
