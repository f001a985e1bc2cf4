package org.mixminus;

import org.mixminus.c.Mixminus;

/** A call that failed: the status, its name, and as the message the sentence that the library gives. */
public final class MixminusException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;

    public MixminusException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** The number of the status, one of the MIXMINUS_ERR_ constants of {@link Mixminus}. */
    public int getStatus() {
        return status;
    }

    /** The name of the status, such as ROOM_FULL. */
    public String getName() {
        Status known = Status.of(status);
        return known == Status.UNKNOWN ? "STATUS_" + status : known.name();
    }

    /** Throws the error of a control call, with its message, unless it succeeded. */
    public static void check(int status) {
        if (status != Mixminus.MIXMINUS_OK) {
            String message = Mixminus.mixminus_last_error();
            throw new MixminusException(status, message.isEmpty() ? Mixminus.mixminus_status_str(status) : message);
        }
    }

    /** The same for an audio call, which stores no message. */
    static void checkAudio(int status) {
        if (status != Mixminus.MIXMINUS_OK) {
            throw new MixminusException(status, Mixminus.mixminus_status_str(status));
        }
    }

    /** An argument that this binding refuses. */
    public static MixminusException invalid(String message) {
        return new MixminusException(Mixminus.MIXMINUS_ERR_INVALID_ARGUMENT, message);
    }

    static MixminusException closed(String what) {
        return new MixminusException(Mixminus.MIXMINUS_ERR_STALE_HANDLE, what + " is closed");
    }
}
