package org.mixminus.script;

import org.mixminus.c.Libraries;

/** The functions of mixminus_call.h. Pointers and sizes are long. */
final class CallLibrary {
    private CallLibrary() {}

    static {
        Libraries.registerCall(CallLibrary.class);
    }

    static native int mixminus_call_answer(long arguments, long count, long call);

    static native String mixminus_call_error();

    static native long mixminus_call_engine(long call);

    static native long mixminus_call_participant(long call);

    static native int mixminus_call_say(long call, long text, long textLen, long end);

    static native int mixminus_call_conference(long call, long options, long end);

    static native int mixminus_call_wait(long call, int ms);

    static native void mixminus_call_note(long call, long text, long textLen);

    static native void mixminus_call_hang_up(long call);

    static native void mixminus_call_free(long call, int failed);
}
