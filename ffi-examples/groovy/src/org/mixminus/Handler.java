package org.mixminus;

import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** A handler of a conference's end, made from any form of function that Java or Groovy has. */
interface Handler {
    void handle(ConferenceEvent event);

    /** True if Groovy is there. Without it the binding works as well. */
    boolean HAS_GROOVY = hasGroovy();

    @SuppressWarnings("unchecked")
    static Handler of(String name, Object value) {
        // Before Runnable, which Groovy's closures are too.
        Handler groovy = HAS_GROOVY && value != null ? GroovyHandler.of(value) : null;
        if (groovy != null) {
            return groovy;
        }
        if (value instanceof Consumer) {
            return ((Consumer<Object>) value)::accept;
        }
        if (value instanceof Function) {
            return ((Function<Object, Object>) value)::apply;
        }
        if (value instanceof Runnable) {
            return event -> ((Runnable) value).run();
        }
        if (value instanceof Supplier) {
            return event -> ((Supplier<Object>) value).get();
        }
        if (value instanceof Callable) {
            return event -> call((Callable<Object>) value);
        }
        throw MixminusException.invalid(name + ": not a function");
    }

    private static void call(Callable<Object> function) {
        try {
            function.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean hasGroovy() {
        try {
            Class.forName("groovy.lang.Closure", false, Handler.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
