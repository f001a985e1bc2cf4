package org.mixminus.script;

import groovy.lang.Script;
import java.util.Map;
import org.mixminus.Choice;
import org.mixminus.ConferenceEnd;
import org.mixminus.Json;
import org.mixminus.MixminusException;

/**
 * The base class of scripts: its methods are what a script calls bare. Groovy passes named arguments as a map in front
 * of the others, so a map may come first or last.
 */
public abstract class CallScript extends Script {
    /** The call of the script that runs. */
    static Call current;

    /** say('Hello'): speaks a text or a number. A map, such as of a voice, is accepted and ignored. */
    public void say(Object... arguments) {
        Arguments given = new Arguments("say", "options", arguments);
        current.say(given.text("text"));
    }

    /** conference('1337', terminator: '*', onChoice: { event -> ... }): joins, and returns when it is over. */
    public ConferenceEnd conference(Object... arguments) {
        Arguments given;
        try {
            given = new Arguments("conference", "options", arguments);
        } catch (MixminusException e) {
            throw current.refused(e);
        }
        return current.conference(given.value, given.options);
    }

    /** wait(500): lets milliseconds pass. Scripts call it by the name wait, see WaitCalls. */
    public void pause(Object ms) {
        boolean valid = ms instanceof Number && ((Number) ms).doubleValue() >= 0
            && ((Number) ms).doubleValue() <= Integer.MAX_VALUE;
        if (!valid) {
            throw MixminusException.invalid("wait: " + Json.of(ms) + ", must be a number of milliseconds");
        }
        current.pause((int) Math.round(((Number) ms).doubleValue()));
    }

    /** Hangs up, and ends the script. */
    public void hangup() {
        current.hangUp();
    }

    /** Does nothing: the call is answered before the script begins. */
    public void answer(Object... ignored) {}

    /** Adds a line to the transcript. */
    public void log(Object text) {
        current.note("log " + text);
    }

    /** One value, and a map of options before or after it. */
    private static final class Arguments {
        final Object value;
        final Map<?, ?> options;
        private final String function;

        Arguments(String function, String name, Object[] given) {
            this.function = function;
            Object[] list = given == null ? new Object[] {null} : given;
            if (list.length == 1 && !(list[0] instanceof Map)) {
                value = list[0];
                options = null;
            } else if (list.length == 2 && (list[1] == null || list[1] instanceof Map)) {
                value = list[0];
                options = (Map<?, ?>) list[1];
            } else if (list.length == 2 && list[0] instanceof Map) {
                value = list[1];
                options = (Map<?, ?>) list[0];
            } else if (list.length == 2) {
                throw MixminusException.invalid(name + ": " + Json.of(list[1]) + ", must be a map");
            } else {
                throw MixminusException.invalid(function + ": takes a value and a map of options");
            }
        }

        String text(String name) {
            boolean isText = value instanceof CharSequence || value instanceof Character || value instanceof Number
                || value instanceof Choice || value instanceof Enum;
            if (!isText) {
                throw MixminusException.invalid(function + ": " + Json.of(value) + ", must be a " + name);
            }
            return value.toString();
        }
    }
}
