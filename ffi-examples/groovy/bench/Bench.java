import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.util.Map;
import org.mixminus.Engine;
import org.mixminus.Participant;
import org.mixminus.c.Block;
import org.mixminus.c.Mixminus;
import org.mixminus.c.MixminusEngineConfig;
import org.mixminus.c.MixminusJoinOptions;
import org.mixminus.c.MixminusParticipantConfig;

/** Prints the time of one call of write, read and tick: 20 ms at 8 kHz, in a room of two. */
public final class Bench {
    private static final int CALLS = 100_000;
    private static final int ROUNDS = 7;

    private Bench() {}

    /** Times call alone; between runs after each, such as a tick, so that rings neither fill nor run dry. */
    private static void time(String name, Runnable call, Runnable between) {
        long best = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long total = 0;
            for (int k = 0; k < CALLS; k++) {
                long begin = System.nanoTime();
                call.run();
                total += System.nanoTime() - begin;
                between.run();
            }
            best = Math.min(best, total);
        }
        System.out.printf("%-40s %6d ns%n", name, best / CALLS);
    }

    public static void main(String[] arguments) {
        // Without a limit, because the bench lasts for hours of the engine's clock.
        Block config = new MixminusEngineConfig().sessionLimitS(0);
        Block out = new Block(8);
        Mixminus.mixminus_engine_new(config.address, out.address);
        long engine = out.getLong(0);
        long[] calls = new long[2];
        byte[] id = {'1'};
        for (int k = 0; k < 2; k++) {
            Block who = new MixminusParticipantConfig();
            Mixminus.mixminus_participant_new(engine, who.address, out.address);
            calls[k] = out.getLong(0);
            Block name = new Block(1);
            name.putBytes(0, id);
            Block how = new MixminusJoinOptions().conferenceId(name.address).conferenceIdLen(1);
            Mixminus.mixminus_participant_join(engine, calls[k], how.address, 0);
        }
        short[] samples = new short[160];
        Memory memory = new Memory(320);
        long address = Pointer.nativeValue(memory);
        ByteBuffer buffer = ByteBuffer.allocateDirect(320).order(ByteOrder.nativeOrder());
        long call = calls[0];
        Runnable tick = () -> Mixminus.mixminus_engine_tick(engine, 0);
        // Audio without gaps, because a read that finds a gap has more to do.
        Runnable frame = () -> {
            Mixminus.mixminus_participant_write(engine, call, address, 160, 0);
            Mixminus.mixminus_engine_tick(engine, 0);
        };
        Runnable nothing = () -> {};
        time("an empty call, for the timer alone", nothing, nothing);
        time("low level: tick", tick, nothing);
        time("low level: write, address",
            () -> Mixminus.mixminus_participant_write(engine, call, address, 160, 0), tick);
        time("low level: write, short[]",
            () -> Mixminus.mixminus_participant_write(engine, call, samples, 160, 0), tick);
        time("low level: write, direct buffer",
            () -> Mixminus.mixminus_participant_write(engine, call, buffer, 160, 0), tick);
        time("low level: read, address",
            () -> Mixminus.mixminus_participant_read(engine, call, address, 160, 0), frame);
        time("low level: read, short[]",
            () -> Mixminus.mixminus_participant_read(engine, call, samples, 160, 0), frame);
        Mixminus.mixminus_engine_free(engine);

        try (Engine high = new Engine(Map.of("sessionLimitS", 0))) {
            Participant one = high.participant();
            Participant two = high.participant();
            one.join("1", Map.of());
            two.join("1", Map.of());
            ShortBuffer direct = buffer.asShortBuffer();
            Runnable next = () -> {
                one.write(samples);
                high.tick();
            };
            time("high level: tick", high::tick, nothing);
            time("high level: write(short[])", () -> one.write(samples), high::tick);
            time("high level: write(direct ShortBuffer)", () -> one.write(direct.clear()), high::tick);
            time("high level: read(short[])", () -> one.read(samples), next);
            time("high level: read(direct ShortBuffer)", () -> one.read(direct.clear()), next);
        }
    }
}
