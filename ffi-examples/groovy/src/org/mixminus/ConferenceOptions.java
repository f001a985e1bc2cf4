package org.mixminus;

import java.util.List;
import java.util.Map;
import java.util.LinkedHashMap;
import java.util.function.Consumer;

/**
 * The options of a conference or a join, for Java: new ConferenceOptions().terminator('*').onChoice(event -> ...). A
 * map of the same names does as well, and is what Groovy's named arguments are.
 */
public final class ConferenceOptions {
    private final Map<String, Object> map = new LinkedHashMap<>();

    /** The options by their names. */
    public Map<String, Object> asMap() {
        return map;
    }

    private ConferenceOptions put(String name, Object value) {
        map.put(name, value);
        return this;
    }

    /** The signals that may interrupt; none: uninterruptible. Default: any. */
    public ConferenceOptions allowSignals(String... names) {
        return put("allowSignals", List.of(names));
    }

    /** After a wrong key no key counts for that long, seconds: 0 to 3600. */
    public ConferenceOptions interdigitTimeout(double seconds) {
        return put("interdigitTimeout", seconds);
    }

    /** Its audio is not mixed. It still hears the room. */
    public ConferenceOptions mute(boolean mute) {
        return put("mute", mute);
    }

    /** The others hear its key presses. */
    public ConferenceOptions playTones(boolean playTones) {
        return put("playTones", playTones);
    }

    /** The key that leaves the conference. */
    public ConferenceOptions terminator(char key) {
        return put("terminator", key);
    }

    /** Called if the terminator ended the conference. */
    public ConferenceOptions onChoice(Consumer<ConferenceEvent> handler) {
        return put("onChoice", handler);
    }

    /** Called if a signal ended the conference. */
    public ConferenceOptions onSignal(Consumer<ConferenceEvent> handler) {
        return put("onSignal", handler);
    }

    /** "none", "beep" or a Prompt: played to all as it joins. */
    public ConferenceOptions joinPrompt(Object sound) {
        return put("joinPrompt", sound);
    }

    /** "none", "beep" or a Prompt: played to those who stay as it leaves. */
    public ConferenceOptions leavePrompt(Object sound) {
        return put("leavePrompt", sound);
    }

    /** For join only: it does not hear the room. */
    public ConferenceOptions deaf(boolean deaf) {
        return put("deaf", deaf);
    }

    /** For join only: gain on its audio, -60 to 24 dB. */
    public ConferenceOptions gainDb(double gain) {
        return put("gainDb", gain);
    }

    /** For join only: its talkspurts are events. */
    public ConferenceOptions talkEvents(boolean events) {
        return put("talkEvents", events);
    }

    /** For join only: the keys in its audio are events. Default true. */
    public ConferenceOptions detectDtmf(boolean detect) {
        return put("detectDtmf", detect);
    }

    /** For join only: the others get tones for injected keys, if playTones is set. Default true. */
    public ConferenceOptions generateDtmf(boolean generate) {
        return put("generateDtmf", generate);
    }

    /** For join only: audio to collect before the first of it is mixed, ms: 0 to 200. */
    public ConferenceOptions prefillMs(int ms) {
        return put("prefillMs", ms);
    }

    /** For join only: the most audio in reserve before the oldest is cut, ms. */
    public ConferenceOptions capMs(int ms) {
        return put("capMs", ms);
    }

    /** For join only: the least reserve of a jitter buffer whose target adapts to the packets, ms. */
    public ConferenceOptions adaptiveMinMs(int ms) {
        return put("adaptiveMinMs", ms);
    }

    /** For join only: the most reserve of such a jitter buffer, ms; 0, the default: the target is fixed. */
    public ConferenceOptions adaptiveMaxMs(int ms) {
        return put("adaptiveMaxMs", ms);
    }
}
