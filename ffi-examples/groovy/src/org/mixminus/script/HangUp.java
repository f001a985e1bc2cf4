package org.mixminus.script;

/** The call is over, and with it the script. Not an Exception, so that a script's catch clauses let it pass. */
public final class HangUp extends Error {
    private static final long serialVersionUID = 1;

    HangUp(String message) {
        super(message, null, false, false);
    }
}
