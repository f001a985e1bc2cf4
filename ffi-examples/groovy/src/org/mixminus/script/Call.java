package org.mixminus.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import org.mixminus.ConferenceEnd;
import org.mixminus.JoinRequest;
import org.mixminus.MixminusException;
import org.mixminus.c.Block;
import org.mixminus.c.Frame;
import org.mixminus.c.Mixminus;
import org.mixminus.c.MixminusConferenceEnd;

/** The current call of a script. Only the thread that answered it may use it. */
public final class Call {
    /** How often a script may ignore that the call is over, before it is ended for good. */
    private static final int PATIENCE = 100;

    private final Thread owner = Thread.currentThread();
    /** Held inside the library. */
    private final ReentrantLock busy = new ReentrantLock();
    private int ignored;
    private final List<Block> arguments;
    private volatile long call;

    private Call(long call, List<Block> arguments) {
        this.call = call;
        this.arguments = arguments;
    }

    /** Answers a simulated call. arguments: what happens in it, as on the command line. */
    public static Call answer(String... arguments) {
        try (Frame frame = Frame.open()) {
            // Like those of a C program, the arguments last as long as the call.
            List<Block> kept = new ArrayList<>();
            Block list = new Block(8 * arguments.length);
            kept.add(list);
            for (int k = 0; k < arguments.length; k++) {
                byte[] bytes = Frame.utf8(arguments[k] + '\0');
                Block argument = new Block(bytes.length);
                argument.putBytes(0, bytes);
                kept.add(argument);
                list.putLong(8 * k, argument.address);
            }
            Block call = new Block(frame, 8);
            int status = CallLibrary.mixminus_call_answer(list.address, arguments.length, call.address);
            if (status != Mixminus.MIXMINUS_OK) {
                throw new MixminusException(status, CallLibrary.mixminus_call_error());
            }
            return new Call(call.getLong(0), kept);
        }
    }

    private long open() {
        if (Thread.currentThread() != owner) {
            throw new MixminusException(Mixminus.MIXMINUS_ERR_BUSY, "a call is for the thread that answered it");
        }
        if (call == 0) {
            throw new MixminusException(Mixminus.MIXMINUS_ERR_STALE_HANDLE, "the call has ended");
        }
        return call;
    }

    /** Makes a call of the library. */
    private void check(IntSupplier function) {
        open();
        busy.lock();
        int status;
        try {
            status = function.getAsInt();
        } finally {
            busy.unlock();
        }
        if (status == Mixminus.MIXMINUS_ERR_HUNG_UP || status == Mixminus.MIXMINUS_ERR_SESSION_EXPIRED) {
            throw over(Mixminus.mixminus_status_str(status));
        }
        MixminusException.check(status);
    }

    /** What ends the script. One that catches it again and again is ended for good. */
    private HangUp over(String message) {
        ignored++;
        if (ignored > PATIENCE) {
            end(false);
            System.exit(0);
        }
        return new HangUp(message);
    }

    /** Speaks a text to the caller, and returns when it was spoken. */
    public void say(String text) {
        try (Frame frame = Frame.open()) {
            byte[] words = Frame.utf8(text);
            Block end = new Block(frame, 8);
            long bytes = frame.bytes(words);
            check(() -> CallLibrary.mixminus_call_say(open(), bytes, words.length, end.address));
        }
    }

    /** Joins a conference, returns when it is over, and calls the handler for its end before. */
    public ConferenceEnd conference(Object conferenceId, Map<?, ?> options) {
        JoinRequest request;
        ConferenceEnd over;
        try (Frame frame = Frame.open()) {
            request = request(frame, conferenceId, options);
            long join = request.c.address;
            MixminusConferenceEnd end = new MixminusConferenceEnd(frame);
            check(() -> CallLibrary.mixminus_call_conference(open(), join, end.address));
            over = new ConferenceEnd(end);
        }
        request.handle(over, event -> note((event.choice != null ? "onChoice: " : "onSignal: ") + event.value));
        return over;
    }

    private JoinRequest request(Frame frame, Object conferenceId, Map<?, ?> options) {
        try {
            return JoinRequest.conference(frame, conferenceId, options);
        } catch (MixminusException e) {
            throw refused(e);
        }
    }

    /** Adds a refusal of this binding's own to the transcript. */
    MixminusException refused(MixminusException e) {
        note("conference refused: " + e.getMessage());
        return e;
    }

    /** Lets time pass. */
    public void pause(int ms) {
        check(() -> CallLibrary.mixminus_call_wait(open(), ms));
    }

    /** Adds a line to the transcript. */
    public void note(String text) {
        try (Frame frame = Frame.open()) {
            byte[] words = Frame.utf8(text);
            long bytes = frame.bytes(words);
            check(() -> {
                CallLibrary.mixminus_call_note(open(), bytes, words.length);
                return Mixminus.MIXMINUS_OK;
            });
        }
    }

    /** Hangs up, and ends the script. */
    public void hangUp() {
        check(() -> {
            CallLibrary.mixminus_call_hang_up(open());
            return Mixminus.MIXMINUS_OK;
        });
        throw over("the script has hung up");
    }

    /** Ends the call. The second time does nothing. */
    public void end(boolean failed) {
        if (call != 0) {
            CallLibrary.mixminus_call_free(open(), failed ? 1 : 0);
            call = 0;
            arguments.clear();
        }
    }

    /** Ends the call as the virtual machine ends: the script has called System.exit. Not one that waits meanwhile. */
    void endAtExit() {
        // Kept, so that the script's thread cannot enter the library any more.
        if (busy.tryLock() && call != 0) {
            CallLibrary.mixminus_call_free(call, 0);
            call = 0;
        }
    }
}
