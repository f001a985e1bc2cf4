package org.mixminus;

/** What a handler is given. */
public final class ConferenceEvent {
    /** "choice" or "signal". */
    public final String name;
    /** The digit, or the signal's name. */
    public final String value;
    /** For a choice the key; null for a signal. */
    public final Choice choice;

    ConferenceEvent(String name, String value) {
        this.name = name;
        this.value = value;
        choice = name.equals("choice") ? new Choice(value) : null;
    }

    @Override
    public String toString() {
        return name + " " + value;
    }
}
