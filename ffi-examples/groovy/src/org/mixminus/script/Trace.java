package org.mixminus.script;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** Prints stack traces as Groovy does: without the frames of Groovy and Java themselves. */
final class Trace {
    private static final String[] HIDDEN = {
        "groovy.", "org.codehaus.groovy.", "java.", "jdk.", "sun.", "org.mixminus.script.Runner",
    };

    private Trace() {}

    static void print(Throwable error, PrintStream out) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable e = error; e != null && seen.add(e); e = e.getCause()) {
            StackTraceElement[] frames = Arrays.stream(e.getStackTrace())
                .filter(frame -> Arrays.stream(HIDDEN).noneMatch(frame.getClassName()::startsWith))
                .toArray(StackTraceElement[]::new);
            if (frames.length > 0) { // else all of it is of interest
                e.setStackTrace(frames);
            }
        }
        error.printStackTrace(out);
    }

    /** True if a hang-up is inside, as when a script's method was called by reflection. */
    static boolean isHangUp(Throwable error) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable e = error; e != null && seen.add(e); e = e.getCause()) {
            if (e instanceof HangUp) {
                return true;
            }
        }
        return false;
    }
}
