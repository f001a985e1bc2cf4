import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mixminus.ConferenceOptions;
import org.mixminus.Engine;
import org.mixminus.Participant;
import org.mixminus.Prompt;

/** Options: what is accepted, and the words of what is refused. */
final class OptionChecks {
    private OptionChecks() {}

    private static void refused(Participant caller, String message, String name, Object value) throws Exception {
        Map<String, Object> options = new HashMap<>();
        options.put(name, value);
        Check.same(message, Check.fails("INVALID_ARGUMENT", () -> caller.join("1", options)).getMessage());
        Check.same(0L, caller.info().room);
    }

    private static void accepted(Participant caller, String name, Object value) {
        Map<String, Object> options = new HashMap<>();
        options.put(name, value);
        caller.join("1", options);
        caller.leave();
        caller.engine().tick();
    }

    static void add() {
        Check.add("options that are refused", () -> {
            try (Engine engine = new Engine()) {
                Participant caller = engine.participant();
                String key = ", must be one of 0-9 * # A-D";
                for (Object wrong : Arrays.asList("**", "x", "a", 10, -1, 1.5, true, List.of("*"))) {
                    String json = wrong instanceof List ? "[\"*\"]"
                        : wrong instanceof String ? "\"" + wrong + "\"" : "" + wrong;
                    refused(caller, "terminator: " + json + key, "terminator", wrong);
                }
                String seconds = ", must be 0 to 3600 seconds";
                Object infinite = Double.POSITIVE_INFINITY;
                for (Object wrong : Arrays.asList(-1, 3601, Double.NaN, infinite, true, 1e300, -0.001)) {
                    refused(caller, "interdigitTimeout: " + (wrong.equals(1e300) ? "1.0E300" : wrong) + seconds,
                        "interdigitTimeout", wrong);
                }
                refused(caller, "interdigitTimeout: \"1\"" + seconds, "interdigitTimeout", "1");
                for (Object wrong : Arrays.asList(2, -1, 1.0)) {
                    refused(caller, "mute: " + wrong + ", must be true or false", "mute", wrong);
                    refused(caller, "playTones: " + wrong + ", must be true or false", "playTones", wrong);
                }
                refused(caller, "mute: \"true\", must be true or false", "mute", "true");
                refused(caller, "allowSignals: 1, must be a string or a list of strings", "allowSignals", 1);
                refused(caller, "allowSignals: [\"a\",2], must be a string or a list of strings", "allowSignals",
                    Arrays.asList("a", 2));
                refused(caller, "joinPrompt: \"boop\", must be \"none\", \"beep\" or a prompt", "joinPrompt", "boop");
                refused(caller, "leavePrompt: 1, must be \"none\", \"beep\" or a prompt", "leavePrompt", 1);
                refused(caller, "unknown option: terminater", "terminater", "*");
                refused(caller, "unknown option: terminater", "terminater", null);
                refused(caller, "unknown option: onChoice", "onChoice", (Runnable) () -> {});
                Check.same("onChoice: not a function", Check.fails("INVALID_ARGUMENT",
                    () -> caller.conference("1", Map.of("onChoice", "handler"))).getMessage());
                Check.same("unknown option: deaf",
                    Check.fails("INVALID_ARGUMENT", () -> caller.conference("1", Map.of("deaf", true))).getMessage());
                Check.fails("INVALID_ARGUMENT", () -> caller.join(null));
                Check.fails("INVALID_ARGUMENT", () -> caller.join(""));
                Check.fails("INVALID_ARGUMENT", () -> caller.join(1.5));
                Check.fails("INVALID_ARGUMENT", () -> caller.join("x".repeat(256)));
            }
        });
        Check.add("options that are accepted", () -> {
            try (Engine engine = new Engine(); Prompt prompt = engine.prompt(new short[800], 8000)) {
                Participant caller = engine.participant();
                for (Object key : Arrays.asList("*", "#", '5', 7, 0L, "A", "", null)) {
                    accepted(caller, "terminator", key);
                }
                for (Object seconds : Arrays.asList(0, 3600, 1.5, 0.0004f, new BigDecimal("2.5"), 10L, null)) {
                    accepted(caller, "interdigitTimeout", seconds);
                }
                for (Object truth : Arrays.asList(true, false, 0, 1, null)) {
                    accepted(caller, "mute", truth);
                }
                Object array = new String[] {"a"};
                for (Object names : Arrays.asList("*", "", "a", List.of(), List.of("a", "*"), array, null)) {
                    accepted(caller, "allowSignals", names);
                }
                for (Object sound : Arrays.asList("none", "beep", prompt, null)) {
                    accepted(caller, "joinPrompt", sound);
                }
                caller.join(1337, new ConferenceOptions().mute(true).gainDb(-6).deaf(true).terminator('*'));
                Check.that(caller.info().mute && caller.info().deaf, "muted and deaf");
                Check.same(-6000, caller.info().gainMdb);
                Check.same("1337", engine.findRoom("1337").info().conferenceId);
            }
        });
        Check.add("configuration of an engine", () -> {
            try (Engine engine = new Engine(Map.of("sampleRateHz", 16000, "frame_ms", 10))) {
                Check.same(160, engine.frameSamples());
            }
            Check.same("unknown option: sampleRate",
                Check.fails("INVALID_ARGUMENT", () -> new Engine(Map.of("sampleRate", 8000))).getMessage());
            Check.fails("INVALID_ARGUMENT", () -> new Engine(Map.of("sampleRateHz", "8000")));
            Check.fails("INVALID_ARGUMENT", () -> new Engine(Map.of("sampleRateHz", -1)));
            Check.fails("INVALID_ARGUMENT", () -> new Engine(Map.of("maxRooms", true)));
            Check.fails("INVALID_ARGUMENT", () -> new Engine(config -> config.sampleRateHz(8001)));
            Check.that(Engine.memoryBytes(Map.of("maxParticipants", 10)) > 0, "memory");
        });
        Check.add("allowSignals decides", () -> {
            try (Engine engine = new Engine()) {
                Participant caller = engine.participant();
                List<Object> outcomes = new ArrayList<>();
                caller.join("1", Map.of("allowSignals", Collections.emptyList()));
                outcomes.add(caller.signal("a"));
                caller.leave();
                engine.tick();
                Check.fails("INTERRUPTED", () -> caller.join("1"));
                caller.join("1", Map.of("allowSignals", List.of("b")));
                outcomes.add(caller.signal("a"));
                outcomes.add(caller.signal("b"));
                Check.same("[QUEUED, IGNORED, INTERRUPTED]", outcomes.toString());
                Check.same("signal", caller.conferenceEnd().reason);
                Check.same("b", caller.conferenceEnd().value);
            }
        });
    }
}
