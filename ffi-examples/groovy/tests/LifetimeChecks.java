import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.mixminus.Encoding;
import org.mixminus.Engine;
import org.mixminus.Participant;
import org.mixminus.Prompt;
import org.mixminus.Room;
import org.mixminus.Tap;
import org.mixminus.TapPoint;

/** Objects that are freed: by close, with the engine, by the garbage collector, while other threads use them. */
final class LifetimeChecks {
    private LifetimeChecks() {}

    static void add() {
        Check.add("a closed object throws", () -> {
            try (Engine engine = new Engine()) {
                Participant a = engine.participant();
                a.join("1");
                a.close();
                a.close();
                Check.same("the participant is closed", Check.fails("STALE_HANDLE", a::leave).getMessage());
                Check.fails("STALE_HANDLE", () -> a.write(new short[160]));
                Check.fails("STALE_HANDLE", () -> a.read(160));
                Check.fails("STALE_HANDLE", () -> a.conference("1"));
                Prompt prompt = engine.prompt(new short[160], 8000);
                prompt.close();
                Check.fails("STALE_HANDLE", () -> engine.participant().say(prompt));
                Check.fails("STALE_HANDLE", prompt::info);
            }
        });
        Check.add("after the engine was closed everything throws", () -> {
            Engine engine = new Engine();
            Participant a = engine.participant();
            Room room = a.join("1");
            Tap tap = engine.tap(room, TapPoint.MIX, 100);
            Prompt prompt = engine.prompt(new short[160], 8000);
            engine.close();
            engine.close();
            for (Check.Body call : List.<Check.Body>of(
                engine::tick, engine::stats, engine::participant, a::leave, a::info,
                () -> a.write(new short[1]), () -> a.read(1), () -> a.conference("1"), () -> a.sayAndWait("beep"),
                () -> a.writeEncoded(new byte[1], Encoding.ULAW), () -> a.readEncoded(new byte[1], Encoding.ALAW),
                a::flush, () -> a.mark(1), room::info, room::participants, tap::info, () -> tap.read(1), prompt::info, () -> engine.rooms(),
                () -> engine.events().poll(), engine::start, engine::stop)) {
                Check.fails("STALE_HANDLE", call);
            }
            Check.that(!engine.events().follow().hasNext(), "no events follow");
            a.close();
            tap.close();
            prompt.close();
            Check.that(a.isClosed() && engine.isClosed(), "closed");
        });
        Check.add("the garbage collector frees in any order", () -> {
            for (int round = 0; round < 50; round++) {
                Engine engine = new Engine(Map.of("maxParticipants", 20));
                List<Object> objects = new ArrayList<>();
                for (int k = 0; k < 10; k++) {
                    Participant p = engine.participant();
                    p.join("1");
                    objects.add(p);
                    objects.add(engine.prompt(new short[160], 8000));
                    objects.add(engine.tap(p, TapPoint.OUTPUT, 100));
                }
                engine.tick();
                if (round % 3 == 0) {
                    engine.close();
                }
                engine = null;
                if (round % 3 == 1) {
                    objects.subList(0, 15).clear();
                }
                if (round % 10 == 9) {
                    Check.collect();
                }
                for (Object object : objects) {
                    ((AutoCloseable) object).close();
                }
            }
            Check.collect();
        });
        Check.add("a participant that nobody holds hangs up, and a held one keeps its engine", () -> {
            Engine engine = new Engine();
            engine.participant().join("1");
            Participant held = engine.participant();
            held.join("2");
            for (int k = 0; k < 100 && engine.findRoom("1") != null; k++) {
                Check.collect();
                Thread.sleep(10);
                engine.tick();
            }
            Check.that(engine.findRoom("1") == null, "its room has ended");
            engine = null;
            Check.collect();
            Check.same(160, held.write(new short[160]));
        });
        Check.add("close while other threads call", () -> {
            for (int round = 0; round < 30; round++) {
                Engine engine = new Engine();
                AtomicInteger wrong = new AtomicInteger();
                List<Thread> threads = new ArrayList<>();
                for (int k = 0; k < 4; k++) {
                    Participant p = engine.participant();
                    p.join("1");
                    boolean ticks = k == 0;
                    threads.add(new Thread(() -> {
                        try {
                            while (true) {
                                p.write(new short[160]);
                                p.read(160);
                                p.info();
                                if (ticks) {
                                    engine.tick();
                                }
                            }
                        } catch (org.mixminus.MixminusException e) {
                            if (!e.getName().equals("STALE_HANDLE")) {
                                wrong.incrementAndGet();
                            }
                        }
                    }));
                }
                threads.forEach(Thread::start);
                Thread.sleep(3);
                engine.close();
                for (Thread thread : threads) {
                    thread.join();
                }
                Check.same(0, wrong.get());
            }
        });
        Check.add("ten thousand participants, again and again, in flat memory", () -> {
            try (Engine engine = new Engine(config -> config.maxParticipants(10000).maxRooms(1000).commandQueue(20000)
                .maxCapMs(60).maxWriteMs(20))) {
                crowd(engine);
                crowd(engine);
                Check.collect();
                long before = residentKb();
                for (int round = 0; round < 6; round++) {
                    crowd(engine);
                }
                Check.collect();
                long grown = residentKb() - before;
                System.out.println("ten thousand participants, six times more: " + grown + " kB grown");
                Check.that(grown < 30_000, grown + " kB");
            }
        });
    }

    private static void crowd(Engine engine) {
        List<Participant> all = new ArrayList<>();
        for (int k = 0; k < 10000; k++) {
            Participant p = engine.participant();
            p.join(k / 20);
            all.add(p);
        }
        ticks(engine);
        Check.same(10000, engine.stats().activeParticipants);
        all.forEach(Participant::close);
        ticks(engine);
    }

    /** A tick applies 256 commands. */
    private static void ticks(Engine engine) {
        for (int k = 0; k < 10000 / 256 + 2; k++) {
            engine.tick();
            engine.events().forEach(e -> {});
        }
    }

    private static long residentKb() throws Exception {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new IllegalStateException("no VmRSS");
    }
}
