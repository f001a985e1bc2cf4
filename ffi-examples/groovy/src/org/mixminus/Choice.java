package org.mixminus;

/** The key that ended a conference. It prints as the digit. */
public final class Choice {
    /** The digit. */
    public final String value;

    Choice(String value) {
        this.value = value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Choice && ((Choice) other).value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return value;
    }
}
