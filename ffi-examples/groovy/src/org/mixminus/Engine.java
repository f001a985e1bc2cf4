package org.mixminus;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.mixminus.c.Block;
import org.mixminus.c.Frame;
import org.mixminus.c.Mixminus;
import org.mixminus.c.MixminusDriverConfig;
import org.mixminus.c.MixminusDriverReport;
import org.mixminus.c.MixminusEngineConfig;
import org.mixminus.c.MixminusEngineStats;

/**
 * Rooms, participants and one clock. The clock is driven by the engine's own threads (start) or by the host (tick).
 * Closing an engine ends every session; its objects are closed with it.
 */
public final class Engine implements AutoCloseable {
    final Guard guard;
    /** Participants by their handles, so that rooms list the objects that the host made. */
    final Map<Long, WeakReference<Participant>> participants = new ConcurrentHashMap<>();
    /** Synthesizers that were set. The library may be in an earlier one, so none is dropped before the engine. */
    private final List<Object> synthesizers = new ArrayList<>();
    private final Accounts accounts = new Accounts(this);
    private final Events events = new Events(this);
    private final int sampleRateHz;
    private final int frameMs;
    private final Cleaner.Cleanable cleanable;

    /** Makes an engine with the defaults: 8000 Hz, 20 ms, 1024 participants. */
    public Engine() {
        this(Map.of());
    }

    /**
     * Makes an engine. config: fields of mixminus_engine_config by name, such as sampleRateHz. lines16000: 20, for example,
     * adds 20 participants whose lines have 16 kHz.
     */
    public Engine(Map<String, ?> config) {
        this(c -> Values.each(config, (name, value) -> Fields.set(c, name, value)));
    }

    /** Makes an engine: new Engine(config -> config.sampleRateHz(16000)). */
    public Engine(Consumer<MixminusEngineConfig> configure) {
        try (Frame frame = Frame.open()) {
            MixminusEngineConfig config = new MixminusEngineConfig(frame);
            configure.accept(config);
            Block pointer = new Block(frame, 8);
            MixminusException.check(Mixminus.mixminus_engine_new(config.address, pointer.address));
            guard = new Guard(pointer.getLong(0));
            sampleRateHz = config.sampleRateHz();
            frameMs = config.frameMs();
        }
        cleanable = Owned.register(this, guard::close);
    }

    /** An engine that somebody else frees, such as that of a simulated call. */
    Engine(Guard guard, int sampleRateHz, int frameMs) {
        this.guard = guard;
        this.sampleRateHz = sampleRateHz;
        this.frameMs = frameMs;
        cleanable = null;
    }

    /** The version of the library. */
    public static String version() {
        return Mixminus.mixminus_version();
    }

    /** The most memory that an engine of this configuration can ever take, bytes. */
    public static long memoryBytes(Map<String, ?> config) {
        try (Frame frame = Frame.open()) {
            MixminusEngineConfig c = new MixminusEngineConfig(frame);
            Values.each(config, (name, value) -> Fields.set(c, name, value));
            Block bytes = new Block(frame, 8);
            MixminusException.check(Mixminus.mixminus_engine_memory_bytes(c.address, bytes.address));
            return bytes.getLong(0);
        }
    }

    /** Frees the engine: ends every session and all calls that wait. The second time does nothing. */
    @Override
    public void close() {
        guard.close(); // directly, because a cleanable does not pass on an exception
        if (cleanable != null) {
            cleanable.clean();
        }
    }

    public boolean isClosed() {
        return guard.isClosed();
    }

    /** The rate of participants and rooms that name none. */
    public int sampleRateHz() {
        return sampleRateHz;
    }

    /** Samples of a frame at that rate. */
    public int frameSamples() {
        return frameSamples(sampleRateHz);
    }

    /** Samples of a frame at a rate. */
    int frameSamples(int sampleRateHz) {
        return sampleRateHz * frameMs / 1000;
    }

    void call(Guard.Call call) {
        try {
            guard.call(call);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** Runs one tick. Returns its number. */
    public long tick() {
        try (Frame frame = Frame.open()) {
            Block tick = frame.block(8);
            int cell = guard.enter();
            try {
                MixminusException.checkAudio(Mixminus.mixminus_engine_tick(guard.engine(), tick.address));
            } finally {
                guard.exit(cell);
                Reference.reachabilityFence(this);
            }
            return tick.getLong(0);
        }
    }

    /**
     * The descriptor that is readable after each tick, for a host that has an event loop of its own. Reading 8 bytes
     * returns how many ticks there were since.
     */
    public int tickFd() {
        try (Frame frame = Frame.open()) {
            Block fd = new Block(frame, 8);
            call(engine -> Mixminus.mixminus_engine_tick_fd(engine, fd.address));
            return fd.getInt(0);
        }
    }

    /** Collects what ticks have finished with. No host needs to call it. */
    public void service() {
        call(Mixminus::mixminus_engine_service);
    }

    /** The SIMD level in use. */
    public Simd simd() {
        try (Frame frame = Frame.open()) {
            Block level = new Block(frame, 8);
            call(engine -> Mixminus.mixminus_engine_simd_level(engine, level.address));
            return Simd.of(level.getInt(0));
        }
    }

    public DriverReport start() {
        return start(Map.of());
    }

    /** Starts the engine's threads. options: clock (a Clock), workers, realtimePriority, cpus (a list of numbers). */
    public DriverReport start(Map<String, ?> options) {
        try (Frame frame = Frame.open()) {
            MixminusDriverConfig config = new MixminusDriverConfig(frame);
            Values.each(options, (name, value) -> {
                if (!name.equals("cpus")) {
                    return Fields.set(config, name, value);
                }
                List<?> cpus = value instanceof List ? (List<?>) value : List.of(value);
                Block numbers = new Block(frame, 4 * cpus.size());
                for (int k = 0; k < cpus.size(); k++) {
                    numbers.putInt(4 * k, Values.unsigned(name, cpus.get(k)));
                }
                config.cpus(cpus.isEmpty() ? 0 : numbers.address).cpuCount(cpus.size());
                return true;
            });
            MixminusDriverReport report = new MixminusDriverReport(frame);
            call(engine -> Mixminus.mixminus_engine_start(engine, config.address, report.address));
            return new DriverReport(report);
        }
    }

    /** Stops the engine's threads. Rooms and participants stay. */
    public void stop() {
        call(Mixminus::mixminus_engine_stop);
    }

    /** Makes a participant of the default account. */
    public Participant participant() {
        return participant(Map.of());
    }

    /**
     * Makes a participant. options: account, environment, user (64 bits, in each of its events), sampleRateHz (the rate of
     * its line: that of the engine, which is the default, or one of which the engine has lines).
     */
    public Participant participant(Map<String, ?> options) {
        return Participant.make(this, options);
    }

    /** The participant of a handle, as events have it. It must be one of this engine. */
    public Participant participant(long handle) {
        WeakReference<Participant> known = participants.get(handle);
        Participant participant = known == null ? null : known.get();
        return participant != null ? participant : new Participant(this, handle, null, 0);
    }

    /** Makes a prompt from samples. */
    public Prompt prompt(short[] samples, int sampleRateHz) {
        return Prompt.make(this, null, samples, sampleRateHz);
    }

    /** Makes a prompt that counts against the quota of an account. */
    public Prompt prompt(String account, short[] samples, int sampleRateHz) {
        return Prompt.make(this, account, samples, sampleRateHz);
    }

    /** Makes a prompt from the bytes of a WAV file. */
    public Prompt promptWav(byte[] wav) {
        return Prompt.fromWav(this, null, wav);
    }

    public Prompt promptWav(String account, byte[] wav) {
        return Prompt.fromWav(this, account, wav);
    }

    /** Makes a prompt from a WAV file. */
    public Prompt promptFile(String path) {
        return Prompt.fromFile(this, null, path);
    }

    public Prompt promptFile(Path path) {
        return Prompt.fromFile(this, null, path.toString());
    }

    public Prompt promptFile(String account, String path) {
        return Prompt.fromFile(this, account, path);
    }

    /** Makes a tap of a room (TapPoint.MIX) or a participant, with space for bufferMs of audio. */
    public Tap tap(Object target, TapPoint point, int bufferMs) {
        return Tap.make(this, target, point, bufferMs);
    }

    /** Starts a recording of some tracks. options: fields of mixminus_record_config by name, such as beepS. */
    public Recording record(Map<String, ?> options, Track... tracks) {
        return Recording.start(this, options, tracks);
    }

    public Recording record(Track... tracks) {
        return Recording.start(this, Map.of(), tracks);
    }

    /** Stops one play, by the number that say returned. */
    public void stopPlay(long play) {
        call(engine -> Mixminus.mixminus_play_stop(engine, play));
    }

    /** Plays a sound to several rooms from the same tick on. Returns the number of the play in each. */
    public long[] say(List<Room> rooms, Object sound, Map<String, ?> options) {
        return Say.toRooms(this, rooms, sound, options);
    }

    /** Sets what turns text into speech for sayText; null removes it. It runs on the threads that say texts. */
    public void synthesizer(Synthesizer synthesizer) {
        Speech.Bridge bridge = synthesizer == null ? null : new Speech.Bridge(guard, synthesizer);
        synchronized (synthesizers) {
            if (bridge != null) {
                synthesizers.add(bridge);
            }
            call(engine -> Mixminus.mixminus_engine_set_synthesizer(engine, bridge, 0));
        }
    }

    /** Rooms, templates and quotas of accounts. */
    public Accounts accounts() {
        return accounts;
    }

    /** The room of an id in the default account and environment; null if there is none. */
    public Room findRoom(Object conferenceId) {
        return accounts.findRoom(null, null, conferenceId);
    }

    /** The room of an id; null if there is none. */
    public Room findRoom(String account, String environment, Object conferenceId) {
        return accounts.findRoom(account, environment, conferenceId);
    }

    /** The rooms of the default account. */
    public List<Room> rooms() {
        return accounts.rooms(null);
    }

    /** The events: those that wait now, or as they come. */
    public Events events() {
        return events;
    }

    public EngineStats stats() {
        try (Frame frame = Frame.open()) {
            MixminusEngineStats stats = new MixminusEngineStats(frame);
            call(engine -> Mixminus.mixminus_engine_get_stats(engine, stats.address));
            return new EngineStats(stats);
        }
    }
}
