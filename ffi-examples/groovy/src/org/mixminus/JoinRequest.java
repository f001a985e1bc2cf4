package org.mixminus;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mixminus.c.Block;
import org.mixminus.c.Frame;
import org.mixminus.c.MixminusJoinOptions;
import org.mixminus.c.MixminusText;

/** Options by name, checked and converted: a mixminus_join_options, and the handlers of a conference. */
public final class JoinRequest {
    private static final String KEYS = "0123456789*#ABCD";
    private static final BigDecimal MOST_SECONDS = BigDecimal.valueOf(3600);

    /** In the frame that it was made in. */
    public final MixminusJoinOptions c;
    private final Frame frame;
    private Handler onChoice;
    private Handler onSignal;

    private JoinRequest(Frame frame) {
        this.frame = frame;
        c = new MixminusJoinOptions(frame);
    }

    /** The request of a conference. */
    public static JoinRequest conference(Frame frame, Object conferenceId, Map<?, ?> options) {
        JoinRequest request = new JoinRequest(frame);
        Values.each(options, request::shared);
        return request.id(conferenceId);
    }

    /** The request of a join, which has no handlers and some more options. */
    static JoinRequest join(Frame frame, Object conferenceId, Map<?, ?> options) {
        JoinRequest request = new JoinRequest(frame);
        Values.each(options, request::forJoin);
        return request.id(conferenceId);
    }

    private JoinRequest id(Object conferenceId) {
        Name name = Name.conference(frame, conferenceId);
        c.conferenceId(name.address).conferenceIdLen(name.length);
        return this;
    }

    /** Calls the handler for the end of a conference. note: called before, if there is a handler. */
    public void handle(ConferenceEnd end, java.util.function.Consumer<ConferenceEvent> note) {
        Handler handler = end.name.equals("choice") ? onChoice : end.name.equals("signal") ? onSignal : null;
        if (handler != null) {
            ConferenceEvent event = new ConferenceEvent(end.name, end.value);
            note.accept(event);
            handler.handle(event);
        }
    }

    private boolean shared(String name, Object value) {
        switch (name) {
            case "allowSignals":
                allowSignals(value);
                return true;
            case "interdigitTimeout":
                c.interdigitTimeoutMs(milliseconds(value));
                return true;
            case "mute":
                c.mute(Values.flag(name, value));
                return true;
            case "playTones":
                c.playTones(Values.flag(name, value));
                return true;
            case "terminator":
                c.terminator(key(value));
                return true;
            case "onChoice":
                onChoice = Handler.of(name, value);
                return true;
            case "onSignal":
                onSignal = Handler.of(name, value);
                return true;
            case "joinPrompt":
                c.joinPrompt(Values.sound(name, value));
                return true;
            case "leavePrompt":
                c.leavePrompt(Values.sound(name, value));
                return true;
            default:
                return false;
        }
    }

    private boolean forJoin(String name, Object value) {
        switch (name) {
            case "onChoice":
            case "onSignal":
                return false;
            case "deaf":
                c.deaf(Values.flag(name, value));
                return true;
            case "gainDb":
                c.gainMdb(gainMdb(name, value));
                return true;
            case "talkEvents":
                c.talkEvents(Values.flag(name, value));
                return true;
            case "detectDtmf":
                c.detectDtmf(Values.flag(name, value));
                return true;
            case "generateDtmf":
                c.generateDtmf(Values.flag(name, value));
                return true;
            case "prefillMs":
                c.prefillMs(Values.unsigned(name, value));
                return true;
            case "capMs":
                c.capMs(Values.unsigned(name, value));
                return true;
            case "adaptiveMinMs":
                c.adaptiveMinMs(Values.unsigned(name, value));
                return true;
            case "adaptiveMaxMs":
                c.adaptiveMaxMs(Values.unsigned(name, value));
                return true;
            default:
                return shared(name, value);
        }
    }

    private void allowSignals(Object value) {
        List<byte[]> names = new ArrayList<>();
        if (Values.isText(value)) {
            names.add(Frame.utf8(value.toString()));
        } else if (value instanceof Iterable || value instanceof Object[]) {
            Iterable<?> list = value instanceof Iterable ? (Iterable<?>) value : List.of((Object[]) value);
            for (Object name : list) {
                if (!Values.isText(name)) {
                    throw notSignals(value);
                }
                names.add(Frame.utf8(name.toString()));
            }
        } else {
            throw notSignals(value);
        }
        // An array that is not NULL, so that no names means none, and not any.
        Block texts = new Block(frame, MixminusText.SIZE * Math.max(names.size(), 1));
        for (int k = 0; k < names.size(); k++) {
            byte[] name = names.get(k);
            new MixminusText(texts, MixminusText.SIZE * k).bytes(frame.bytes(name)).length(name.length);
        }
        c.allowSignals(texts.address).allowSignalsLen(names.size());
    }

    private static MixminusException notSignals(Object value) {
        return MixminusException.invalid(
            "allowSignals: " + Json.of(value) + ", must be a string or a list of strings");
    }

    private static int milliseconds(Object value) {
        BigDecimal seconds = Values.number(value);
        if (seconds == null || seconds.signum() < 0 || seconds.compareTo(MOST_SECONDS) > 0) {
            throw MixminusException.invalid("interdigitTimeout: " + Json.of(value) + ", must be 0 to 3600 seconds");
        }
        return seconds.movePointRight(3).setScale(0, RoundingMode.HALF_UP).intValue();
    }

    /** The ASCII character of a terminator; 0 for none. */
    private static int key(Object value) {
        boolean digit = value instanceof Integer || value instanceof Long || value instanceof java.math.BigInteger;
        String text = digit || Values.isText(value) ? value.toString() : "?";
        if (text.isEmpty()) {
            return 0;
        }
        if (text.length() != 1 || KEYS.indexOf(text.charAt(0)) < 0) {
            throw MixminusException.invalid("terminator: " + Json.of(value) + ", must be one of 0-9 * # A-D");
        }
        return text.charAt(0);
    }

    /** A gain in decibels as thousandths. */
    static int gainMdb(String name, Object value) {
        BigDecimal gain = Values.number(value);
        if (gain == null || gain.abs().compareTo(BigDecimal.valueOf(1_000_000)) > 0) {
            throw MixminusException.invalid(name + ": " + Json.of(value) + ", must be -60 to 24 dB");
        }
        return gain.movePointRight(3).setScale(0, RoundingMode.HALF_UP).intValue();
    }
}
