import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.mixminus.Clock;
import org.mixminus.ConferenceEnd;
import org.mixminus.ConferenceOptions;
import org.mixminus.Engine;
import org.mixminus.Event;
import org.mixminus.EventKind;
import org.mixminus.Participant;
import org.mixminus.SayEnd;

/** Calls that wait, on an engine whose drivers tick. */
final class WaitChecks {
    private WaitChecks() {}

    private static <T> FutureTask<T> spawn(Callable<T> body) {
        FutureTask<T> task = new FutureTask<>(body);
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    private static void inRoom(Participant caller) throws Exception {
        while (caller.info().room == 0) {
            Thread.sleep(1);
        }
    }

    static void add() {
        Check.add("a conference ends by a signal, a key, a removal, a hang-up", () -> {
            try (Engine engine = new Engine()) {
                Check.same(1, engine.start(Map.of("clock", Clock.SYSTEM, "workers", 1)).threads);
                Participant caller = engine.participant();
                List<String> handled = Collections.synchronizedList(new ArrayList<>());
                Thread[] on = new Thread[1];
                ConferenceOptions options = new ConferenceOptions().terminator('*').allowSignals("agent")
                    .onSignal(event -> {
                        on[0] = Thread.currentThread();
                        handled.add(event.name + " " + event.value);
                    })
                    .onChoice(event -> handled.add("choice " + event.choice));
                FutureTask<ConferenceEnd> first = spawn(() -> {
                    ConferenceEnd end = caller.conference("1", options);
                    Check.same(Thread.currentThread(), on[0]);
                    return end;
                });
                inRoom(caller);
                Check.fails("BUSY", () -> caller.conference("2"));
                caller.signal("agent");
                ConferenceEnd end = first.get(5, TimeUnit.SECONDS);
                Check.same("signal agent", end + "");
                Check.that(end.choice == null && end.name.equals(end.reason), "an end by a signal");

                FutureTask<ConferenceEnd> second = spawn(() -> caller.conference("1", options));
                inRoom(caller);
                caller.injectDtmf("*", -10000, 100);
                Check.same("*", second.get(5, TimeUnit.SECONDS).choice.value);
                Check.same("[signal agent, choice *]", handled.toString());

                FutureTask<ConferenceEnd> third = spawn(() -> caller.conference("1", options));
                inRoom(caller);
                caller.remove("moved");
                Check.same("removed moved", third.get(5, TimeUnit.SECONDS) + "");

                FutureTask<ConferenceEnd> fourth = spawn(() -> caller.conference("1", options));
                inRoom(caller);
                caller.hangUp();
                Check.same("hangup", fourth.get(5, TimeUnit.SECONDS).reason);
                Check.fails("HUNG_UP", () -> caller.conference("1"));
                Check.same(2, handled.size());
            }
        });
        Check.add("an exception of a handler comes out", () -> {
            try (Engine engine = new Engine()) {
                engine.start();
                Participant caller = engine.participant();
                FutureTask<ConferenceEnd> task = spawn(() -> caller.conference("1", Map.of(
                    "onSignal", (Runnable) () -> {
                        throw new IllegalStateException("broken handler");
                    })));
                inRoom(caller);
                caller.signal("x");
                try {
                    task.get(5, TimeUnit.SECONDS);
                    Check.that(false, "no exception");
                } catch (java.util.concurrent.ExecutionException e) {
                    Check.same("broken handler", e.getCause().getMessage());
                }
            }
        });
        Check.add("closing the engine ends what waits", () -> {
            for (int round = 0; round < 10; round++) {
                Engine engine = new Engine();
                engine.start();
                Participant caller = engine.participant();
                Participant other = engine.participant();
                FutureTask<ConferenceEnd> conference = spawn(() -> caller.conference("1"));
                FutureTask<SayEnd> say = spawn(() -> other.sayAndWait("beep", Map.of("times", 0)));
                inRoom(caller);
                Thread.sleep(round);
                engine.close();
                Check.same("engine stopped", conference.get(5, TimeUnit.SECONDS).reason);
                try {
                    say.get(5, TimeUnit.SECONDS);
                } catch (java.util.concurrent.ExecutionException e) {
                    Check.that(e.getCause() instanceof org.mixminus.MixminusException, "it came too late");
                }
            }
        });
        Check.add("events as they come", () -> {
            Engine engine = new Engine();
            try {
                engine.start();
                Check.that(engine.events().fd() >= 0, "a descriptor");
                Check.that(engine.tickFd() >= 0 && engine.tickFd() != engine.events().fd(), "another descriptor");
                Iterator<Event> events = engine.events().follow();
                Participant caller = engine.participant();
                caller.join("1");
                Check.same(EventKind.ROOM_OPENED, events.next().kind);
                Check.same(EventKind.JOINED, events.next().kind);
                FutureTask<Long> rest = spawn(() -> engine.events().followStream().count());
                Thread.sleep(30);
                caller.leave();
                Thread.sleep(60);
                engine.close();
                Check.same(2L, rest.get(5, TimeUnit.SECONDS));
            } finally {
                engine.close();
            }
        });
    }
}
