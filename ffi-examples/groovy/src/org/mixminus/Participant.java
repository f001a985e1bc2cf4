package org.mixminus;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.Map;
import org.mixminus.c.Block;
import org.mixminus.c.Frame;
import org.mixminus.c.Mixminus;
import org.mixminus.c.MixminusConferenceEnd;
import org.mixminus.c.MixminusParticipantConfig;
import org.mixminus.c.MixminusParticipantInfo;
import org.mixminus.c.MixminusParticipantStats;

/** One call: in at most one room at a time, any number of rooms one after the other. Closing it hangs the call up. */
public final class Participant extends ParticipantAudio {
    /** sampleRateHz: of its line; 0: it is asked for when it is needed. */
    Participant(Engine engine, long handle, Free free, int sampleRateHz) {
        super(engine, handle, free, sampleRateHz);
    }

    static Participant make(Engine engine, Map<String, ?> options) {
        try (Frame frame = Frame.open()) {
            MixminusParticipantConfig config = new MixminusParticipantConfig(frame);
            Values.each(options, (name, value) -> {
                if (name.equals("account") || name.equals("environment")) {
                    if (!Values.isText(value)) {
                        throw MixminusException.invalid(name + ": " + Json.of(value) + ", must be a string");
                    }
                    Name text = new Name(frame, value.toString());
                    if (name.equals("account")) {
                        config.account(text.address).accountLen(text.length);
                    } else {
                        config.environment(text.address).environmentLen(text.length);
                    }
                    return true;
                }
                return Fields.set(config, name, value);
            });
            Block handle = new Block(frame, 8);
            engine.call(e -> Mixminus.mixminus_participant_new(e, config.address, handle.address));
            Map<Long, WeakReference<Participant>> known = engine.participants;
            int rate = config.sampleRateHz() != 0 ? config.sampleRateHz() : engine.sampleRateHz();
            Participant made = new Participant(engine, handle.getLong(0), (e, h) -> {
                known.remove(h);
                return Mixminus.mixminus_participant_free(e, h);
            }, rate);
            known.put(handle.getLong(0), new WeakReference<>(made));
            return made;
        }
    }

    public Room join(Object conferenceId) {
        return join(conferenceId, Map.of());
    }

    public Room join(Object conferenceId, ConferenceOptions options) {
        return join(conferenceId, options.asMap());
    }

    /** For Groovy's named arguments, which come first: join('1337', mute: true). */
    public Room join(Map<?, ?> options, Object conferenceId) {
        return join(conferenceId, options);
    }

    /** Joins a room, without waiting: it is in the mix from the next tick on. */
    public Room join(Object conferenceId, Map<?, ?> options) {
        try (Frame frame = Frame.open()) {
            JoinRequest request = JoinRequest.join(frame, conferenceId, options);
            Block room = new Block(frame, 8);
            call((e, p) -> Mixminus.mixminus_participant_join(e, p, request.c.address, room.address));
            Reference.reachabilityFence(options);
            return new Room(engine, room.getLong(0));
        }
    }

    public ConferenceEnd conference(Object conferenceId) {
        return conference(conferenceId, Map.of());
    }

    public ConferenceEnd conference(Object conferenceId, ConferenceOptions options) {
        return conference(conferenceId, options.asMap());
    }

    /** For Groovy's named arguments, which come first: conference('1337', terminator: '*'). */
    public ConferenceEnd conference(Map<?, ?> options, Object conferenceId) {
        return conference(conferenceId, options);
    }

    /**
     * Joins a room, waits until the conference is over, calls the handler for its end on this thread, and returns. The
     * engine must be ticked by its own threads or by another one.
     */
    public ConferenceEnd conference(Object conferenceId, Map<?, ?> options) {
        JoinRequest request;
        ConferenceEnd over;
        try (Frame frame = Frame.open()) {
            request = JoinRequest.conference(frame, conferenceId, options);
            MixminusConferenceEnd end = new MixminusConferenceEnd(frame);
            wait(true, (e, p) -> Mixminus.mixminus_conference(e, p, request.c.address, 0, 0, end.address));
            Reference.reachabilityFence(options);
            over = new ConferenceEnd(end);
        }
        request.handle(over, event -> {});
        return over;
    }

    /** Makes a call that waits. */
    private void wait(boolean joins, Call call) {
        long self = handle();
        try {
            guard.wait(self, joins, e -> call.on(e, self));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** How its last conference ended; the reason is "none" if it is in one or never was. */
    public ConferenceEnd conferenceEnd() {
        try (Frame frame = Frame.open()) {
            MixminusConferenceEnd end = new MixminusConferenceEnd(frame);
            call((e, p) -> Mixminus.mixminus_participant_conference_end(e, p, end.address));
            return new ConferenceEnd(end);
        }
    }

    /** Leaves the room. The session continues. */
    public void leave() {
        call(Mixminus::mixminus_participant_leave);
    }

    /** Moves to another room, without a pause. */
    public Room move(Object conferenceId) {
        try (Frame frame = Frame.open()) {
            Name id = Name.conference(frame, conferenceId);
            Block room = new Block(frame, 8);
            call((e, p) -> Mixminus.mixminus_participant_move(e, p, id.address, id.length, room.address));
            return new Room(engine, room.getLong(0));
        }
    }

    /** Removes it from its room, with a text for its application. */
    public void remove(String text) {
        try (Frame frame = Frame.open()) {
            Name name = new Name(frame, text);
            call((e, p) -> Mixminus.mixminus_participant_remove(e, p, name.address, name.length));
        }
    }

    /** Reports that the call has hung up: its conference ends, and no other can begin. */
    public void hangUp() {
        call(Mixminus::mixminus_participant_hang_up);
    }

    /** Sends it a signal. */
    public SignalOutcome signal(String name) {
        try (Frame frame = Frame.open()) {
            Name text = new Name(frame, name);
            Block outcome = new Block(frame, 8);
            call((e, p) -> Mixminus.mixminus_participant_signal(e, p, text.address, text.length, outcome.address, 0));
            return SignalOutcome.of(outcome.getInt(0));
        }
    }

    /** The number of signals that are queued. */
    public int queuedSignals() {
        try (Frame frame = Frame.open()) {
            Block count = new Block(frame, 8);
            call((e, p) -> Mixminus.mixminus_participant_queued_signals(e, p, count.address));
            return count.getInt(0);
        }
    }

    /**
     * Sets the sample rates at which its audio is written and read, 8000 to 48000 Hz; 0 leaves one as it is. At first both
     * are the rate of its line. A call that goes from G.711 to G.722 goes from 8000 to 16000.
     */
    public void rates(int writeHz, int readHz) {
        call((e, p) -> Mixminus.mixminus_participant_set_rates(e, p, writeHz, readHz));
        readAt(readHz);
    }

    public void mute(boolean mute) {
        call((e, p) -> Mixminus.mixminus_participant_set_mute(e, p, mute ? 1 : 0));
    }

    public void deaf(boolean deaf) {
        call((e, p) -> Mixminus.mixminus_participant_set_deaf(e, p, deaf ? 1 : 0));
    }

    /** Sets the gain on its audio: -60 to 24 dB. */
    public void gainDb(double gain) {
        int mdb = JoinRequest.gainMdb("gainDb", gain);
        call((e, p) -> Mixminus.mixminus_participant_set_gain(e, p, mdb));
    }

    /** Puts it on hold with a sound in a loop ("none", "beep" or a Prompt), or takes it off hold. */
    public void hold(boolean hold, Object sound) {
        long music = Values.sound("sound", sound);
        call((e, p) -> Mixminus.mixminus_participant_set_hold(e, p, hold ? 1 : 0, music));
        Reference.reachabilityFence(sound);
    }

    public void hold(boolean hold) {
        hold(hold, null);
    }

    public long say(Object sound) {
        return say(sound, Map.of());
    }

    /** Plays a sound to it, without waiting. options: times (0: endless), gainMdb, interrupt. Returns the play. */
    public long say(Object sound, Map<String, ?> options) {
        try (Frame frame = Frame.open()) {
            long what = Values.sound("sound", sound);
            long how = Say.options(frame, options);
            Block play = new Block(frame, 8);
            call((e, p) -> Mixminus.mixminus_participant_say(e, p, what, how, play.address));
            Reference.reachabilityFence(sound);
            return play.getLong(0);
        }
    }

    /** Stops all that plays to it. */
    public void stopSaying() {
        call(Mixminus::mixminus_participant_say_stop);
    }

    public long sayText(String text) {
        return sayText(text, null, Map.of());
    }

    /** Speaks a text by the engine's synthesizer, without waiting for its end. */
    public long sayText(String text, String voice, Map<String, ?> options) {
        try (Frame frame = Frame.open()) {
            Name words = new Name(frame, text);
            Name name = new Name(frame, voice);
            long how = Say.options(frame, options);
            Block play = new Block(frame, 8);
            synthesizing(() -> call((e, p) -> Mixminus.mixminus_participant_say_text(
                e, p, words.address, words.length, name.address, name.length, how, play.address)));
            return play.getLong(0);
        }
    }

    /** Plays a sound and waits until that is over. */
    public SayEnd sayAndWait(Object sound, Map<String, ?> options) {
        try (Frame frame = Frame.open()) {
            long what = Values.sound("sound", sound);
            long how = Say.options(frame, options);
            Block end = new Block(frame, 8);
            wait(false, (e, p) -> Mixminus.mixminus_say(e, p, what, how, 0, end.address));
            Reference.reachabilityFence(sound);
            return SayEnd.of(end.getInt(0));
        }
    }

    public SayEnd sayAndWait(Object sound) {
        return sayAndWait(sound, Map.of());
    }

    /** Speaks a text and waits until that is over. */
    public SayEnd sayTextAndWait(String text, String voice) {
        try (Frame frame = Frame.open()) {
            Name words = new Name(frame, text);
            Name name = new Name(frame, voice);
            Block end = new Block(frame, 8);
            synthesizing(() -> wait(false, (e, p) -> Mixminus.mixminus_say_text(
                e, p, words.address, words.length, name.address, name.length, 0, 0, end.address)));
            return SayEnd.of(end.getInt(0));
        }
    }

    /** Makes a call that runs the synthesizer; what that throws is thrown here. */
    private static void synthesizing(Runnable call) {
        try {
            call.run();
        } catch (MixminusException e) {
            Speech.Bridge.rethrow();
            throw e;
        }
    }

    public ParticipantInfo info() {
        try (Frame frame = Frame.open()) {
            MixminusParticipantInfo info = new MixminusParticipantInfo(frame);
            call((e, p) -> Mixminus.mixminus_participant_get_info(e, p, info.address));
            return new ParticipantInfo(info);
        }
    }

    public ParticipantStats stats() {
        try (Frame frame = Frame.open()) {
            MixminusParticipantStats stats = new MixminusParticipantStats(frame);
            call((e, p) -> Mixminus.mixminus_participant_get_stats(e, p, stats.address));
            return new ParticipantStats(stats);
        }
    }
}
