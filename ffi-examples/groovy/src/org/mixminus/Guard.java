package org.mixminus;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.mixminus.c.Frame;
import org.mixminus.c.Mixminus;
import org.mixminus.c.MixminusParticipantInfo;

/**
 * Keeps an engine's pointer from being used during or after mixminus_engine_free, which the library cannot detect. Each
 * call enters and exits; closing refuses new calls, waits for those that are inside, and then frees the engine. Calls
 * that wait (conference, say) are counted apart: the library itself ends them.
 */
final class Guard {
    // Counters of calls that are inside, spread over cache lines so that threads do not share one.
    private static final int CELLS = 16;
    private static final int STRIDE = 32;
    private static final long GRACE_NS = 100_000_000L;
    private static final long PATIENCE_NS = 5_000_000_000L;

    private final long engine;
    private final AtomicIntegerArray inside = new AtomicIntegerArray((CELLS + 1) * STRIDE);
    private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();
    private final Set<Thread> inCallbacks = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;
    private boolean freed;

    Guard(long engine) {
        this.engine = engine;
    }

    /** A call of the C interface that takes the engine and returns a status. */
    interface Call {
        int on(long engine);
    }

    /** A call that waits. A conference joins a room; a say does not. */
    private static final class Waiting {
        final long participant;
        final boolean joins;

        Waiting(long participant, boolean joins) {
            this.participant = participant;
            this.joins = joins;
        }
    }

    boolean isClosed() {
        return closed;
    }

    long engine() {
        return engine;
    }

    /** Begins a call. Returns what exit needs. */
    int enter() {
        int cell = ((int) Thread.currentThread().getId() & CELLS - 1) * STRIDE + STRIDE;
        inside.getAndIncrement(cell);
        if (closed) {
            inside.getAndDecrement(cell);
            throw MixminusException.closed("the engine");
        }
        return cell;
    }

    void exit(int cell) {
        inside.getAndDecrement(cell);
    }

    void call(Call call) {
        int cell = enter();
        try {
            MixminusException.check(call.on(engine));
        } finally {
            exit(cell);
        }
    }

    /** Makes a call that waits. */
    void wait(long participant, boolean joins, Call call) {
        Waiting self = new Waiting(participant, joins);
        waiting.add(self);
        try {
            if (closed) {
                throw MixminusException.closed("the engine");
            }
            MixminusException.check(call.on(engine));
        } finally {
            waiting.remove(self);
        }
    }

    /** Runs a function that the library calls back. */
    void callback(Runnable function) {
        boolean outer = inCallbacks.add(Thread.currentThread());
        try {
            function.run();
        } finally {
            if (outer) {
                inCallbacks.remove(Thread.currentThread());
            }
        }
    }

    /** Frees the engine. The second time does nothing. */
    void close() {
        if (inCallbacks.contains(Thread.currentThread())) {
            throw new MixminusException(Mixminus.MIXMINUS_ERR_BUSY, "a synthesizer cannot close its engine");
        }
        synchronized (this) {
            if (freed) {
                return;
            }
            closed = true;
            while (!isEmpty()) {
                LockSupport.parkNanos(50_000);
            }
            settle();
            freed = true;
            int status = Mixminus.mixminus_engine_free(engine);
            if (status != Mixminus.MIXMINUS_ERR_FORKED) {
                MixminusException.check(status);
            }
        }
    }

    private boolean isEmpty() {
        for (int cell = STRIDE; cell < inside.length(); cell += STRIDE) {
            if (inside.get(cell) != 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Waits until no call is on its way into the library. A conference is certainly inside when its participant is in a
     * room; mixminus_engine_free ends it. One that is in no room is about to return, or is hung up after a while; so is
     * a say.
     */
    private void settle() {
        long begin = System.nanoTime();
        while (!waiting.isEmpty()) {
            long passed = System.nanoTime() - begin;
            boolean settled = true;
            for (Waiting call : waiting) {
                if (!call.joins || !isInRoom(call.participant)) {
                    settled = false;
                    if (!call.joins || passed > GRACE_NS) {
                        Mixminus.mixminus_participant_hang_up(engine, call.participant);
                    }
                }
            }
            if (settled || passed > PATIENCE_NS) {
                return;
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    private boolean isInRoom(long participant) {
        try (Frame frame = Frame.open()) {
            MixminusParticipantInfo info = new MixminusParticipantInfo(frame);
            return Mixminus.mixminus_participant_get_info(engine, participant, info.address) == Mixminus.MIXMINUS_OK
                && info.room() != 0;
        }
    }
}
