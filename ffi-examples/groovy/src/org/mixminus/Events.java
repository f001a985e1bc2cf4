package org.mixminus;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.mixminus.c.Block;
import org.mixminus.c.Frame;
import org.mixminus.c.Mixminus;
import org.mixminus.c.MixminusEvent;

/**
 * The events of an engine, for one thread at a time. `for (Event event : engine.events())` takes those that wait now
 * and ends; follow takes them as they come, until the engine is closed.
 */
public final class Events implements Iterable<Event> {
    private static final int BATCH = 64;
    private static final long INTERVAL_NS = 10_000_000;

    private final Engine engine;

    Events(Engine engine) {
        this.engine = engine;
    }

    /** Takes up to 64 of the events that wait; an empty list if there are none. Does not wait. */
    public List<Event> poll() {
        try (Frame frame = Frame.open()) {
            Block events = frame.block(BATCH * MixminusEvent.SIZE);
            Block count = frame.block(8);
            engine.call(e ->
                Mixminus.mixminus_engine_poll(e, events.address, MixminusEvent.SIZE, BATCH, count.address));
            int taken = (int) count.getLong(0);
            List<Event> list = new ArrayList<>(taken);
            for (int k = 0; k < taken; k++) {
                list.add(new Event(new MixminusEvent(events, k * MixminusEvent.SIZE)));
            }
            return list;
        }
    }

    /** Those that wait now, and those that come while it takes them. */
    @Override
    public Iterator<Event> iterator() {
        return new Queue(false);
    }

    public Stream<Event> stream() {
        return stream(new Queue(false));
    }

    /** All events as they come. It waits for the next one, and ends when the engine is closed. */
    public Iterator<Event> follow() {
        return new Queue(true);
    }

    public Stream<Event> followStream() {
        return stream(new Queue(true));
    }

    /** The descriptor that is readable while events wait, for a host that has an event loop of its own. */
    public int fd() {
        try (Frame frame = Frame.open()) {
            Block fd = new Block(frame, 8);
            engine.call(e -> Mixminus.mixminus_engine_event_fd(e, fd.address));
            return fd.getInt(0);
        }
    }

    private static Stream<Event> stream(Iterator<Event> events) {
        int kind = Spliterator.ORDERED | Spliterator.NONNULL;
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(events, kind), false);
    }

    private final class Queue implements Iterator<Event> {
        private final ArrayDeque<Event> taken = new ArrayDeque<>();
        private final boolean waits;

        Queue(boolean waits) {
            this.waits = waits;
        }

        @Override
        public boolean hasNext() {
            while (taken.isEmpty()) {
                if (waits && engine.isClosed()) {
                    return false;
                }
                try {
                    taken.addAll(poll());
                } catch (MixminusException e) {
                    if (waits && engine.isClosed()) {
                        return false;
                    }
                    throw e;
                }
                if (taken.isEmpty()) {
                    if (!waits || Thread.currentThread().isInterrupted()) {
                        return false;
                    }
                    LockSupport.parkNanos(INTERVAL_NS);
                }
            }
            return true;
        }

        @Override
        public Event next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return taken.remove();
        }
    }
}
