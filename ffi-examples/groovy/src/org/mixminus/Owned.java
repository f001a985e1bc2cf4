package org.mixminus;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An object of an engine that the host owns. It is freed by close, by try-with-resources, or by the garbage collector;
 * whatever is freed first, the engine or the object, the other may follow in any order.
 */
public abstract class Owned implements AutoCloseable {
    private static final Cleaner CLEANER = Cleaner.create();

    final Engine engine;
    final Guard guard;
    private final long handle;
    private final Release release;
    private final Cleaner.Cleanable cleanable;

    /** The call that frees a handle. */
    interface Free {
        int free(long engine, long handle);
    }

    Owned(Engine engine, long handle, Free free) {
        this.engine = engine;
        this.guard = engine.guard;
        this.handle = handle;
        release = new Release(guard, handle, free);
        // What is not the host's to free, such as the participant of a simulated call, has nothing to clean.
        cleanable = free == null ? null : CLEANER.register(this, release);
    }

    /** Registers what frees an engine when nothing refers to it any more. */
    static Cleaner.Cleanable register(Object object, Runnable clean) {
        return CLEANER.register(object, clean);
    }

    /** Frees the object. The second time, or after the engine was closed, does nothing. */
    @Override
    public void close() {
        if (cleanable != null) {
            cleanable.clean();
        } else {
            release.closed.set(true);
        }
    }

    /** Returns true if it was closed, or its engine was. */
    public final boolean isClosed() {
        return release.closed.get() || guard.isClosed();
    }

    /** Its 64-bit handle, as events have it. */
    public final long handle() {
        if (release.closed.get()) {
            throw MixminusException.closed(name());
        }
        return handle;
    }

    public final Engine engine() {
        return engine;
    }

    String name() {
        return "the " + getClass().getSimpleName().toLowerCase();
    }

    /** A call of the C interface that takes the engine and this object. */
    interface Call {
        int on(long engine, long handle);
    }

    final void call(Call call) {
        long self = handle();
        int cell = guard.enter();
        try {
            MixminusException.check(call.on(guard.engine(), self));
        } finally {
            exit(cell);
        }
    }

    /** Ends a call. This object must not be freed by the garbage collector before. */
    final void exit(int cell) {
        guard.exit(cell);
        Reference.reachabilityFence(this);
    }

    /** Two proxies of the same object are equal. */
    @Override
    public final boolean equals(Object other) {
        return other instanceof Owned && ((Owned) other).handle == handle && ((Owned) other).guard == guard
            && other.getClass() == getClass();
    }

    @Override
    public final int hashCode() {
        return Long.hashCode(handle);
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + "[" + Long.toUnsignedString(handle) + (isClosed() ? ", closed]" : "]");
    }

    private static final class Release implements Runnable {
        final AtomicBoolean closed = new AtomicBoolean();
        final Guard guard;
        final long handle;
        final Free free;

        Release(Guard guard, long handle, Free free) {
            this.guard = guard;
            this.handle = handle;
            this.free = free;
        }

        @Override
        public void run() {
            closed.set(true);
            int cell;
            try {
                cell = guard.enter();
            } catch (MixminusException e) {
                return; // the engine was closed, and has freed everything
            }
            try {
                free.free(guard.engine(), handle);
            } finally {
                guard.exit(cell);
            }
        }
    }
}
