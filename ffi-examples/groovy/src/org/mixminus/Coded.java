package org.mixminus;

/** An enum whose members stand for numbers of the C interface. */
public interface Coded {
    int code();
}
