package org.mixminus;

/** Turns text into speech: adds samples to speech. It runs on the thread that says the text. */
@FunctionalInterface
public interface Synthesizer {
    /** voice: empty for the default voice. An exception ends the call that says the text. */
    void speak(String text, String voice, Speech speech) throws Exception;
}
