// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.
package org.mixminus.c;

/** Functions of the host that move the audio of a call's line, on the thread that made the call. */
public final class MixminusCallIo extends Block {
    /** Its size in bytes. */
    public static final int SIZE = 64;
    static final int STRUCT_SIZE = 0;
    static final int RESERVED = 4;
    static final int USER = 8;
    static final int WAIT = 16;
    static final int READ = 24;
    static final int WRITE = 32;
    static final int HUNG_UP = 40;
    static final int READ_EX = 48;
    static final int WRITE_EX = 56;

    /** Makes one in memory of its own with the library's defaults. */
    public MixminusCallIo() {
        super(SIZE);
        check(Mixminus.mixminus_call_io_init(address, SIZE));
    }

    /** Makes one in a frame with the library's defaults. */
    public MixminusCallIo(Frame frame) {
        super(frame, SIZE);
        check(Mixminus.mixminus_call_io_init(address, SIZE));
    }

    /** The one that begins at a place in a block, such as an element of an array. */
    public MixminusCallIo(Block block, int place) {
        super(block, place);
    }

    /** Set by mixminus_call_io_init. */
    public int structSize() {
        return getInt(STRUCT_SIZE);
    }

    /** Set by mixminus_call_io_init. */
    public MixminusCallIo structSize(int value) {
        putInt(STRUCT_SIZE, value);
        return this;
    }

    /** Must be 0. */
    public int reserved() {
        return getInt(RESERVED);
    }

    /** Must be 0. */
    public MixminusCallIo reserved(int value) {
        putInt(RESERVED, value);
        return this;
    }

    /** Passed to each function. */
    public long user() {
        return getLong(USER);
    }

    /** Passed to each function. */
    public MixminusCallIo user(long value) {
        putLong(USER, value);
        return this;
    }

    /** Waits until the line has audio or was hung up, until wake_fd is readable (-1: none), or until timeout_ms has passed (1 ms to a frame's length: the time until the next frame must be written). */
    public long wait_() {
        return getLong(WAIT);
    }

    /** Waits until the line has audio or was hung up, until wake_fd is readable (-1: none), or until timeout_ms has passed (1 ms to a frame's length: the time until the next frame must be written). */
    public MixminusCallIo wait_(long value) {
        putLong(WAIT, value);
        return this;
    }

    /** Takes up to capacity samples (one frame at the line's rate, or that which mixminus_participant_set_rates has set) that the line has received, and returns how many, 0 if there are none now. */
    public long read() {
        return getLong(READ);
    }

    /** Takes up to capacity samples (one frame at the line's rate, or that which mixminus_participant_set_rates has set) that the line has received, and returns how many, 0 if there are none now. */
    public MixminusCallIo read(long value) {
        putLong(READ, value);
        return this;
    }

    /** Gives count samples (one frame) to the line to send, at the rate at which the host reads. */
    public long write() {
        return getLong(WRITE);
    }

    /** Gives count samples (one frame) to the line to send, at the rate at which the host reads. */
    public MixminusCallIo write(long value) {
        putLong(WRITE, value);
        return this;
    }

    /** Returns whether the line was hung up: 0 for no, any other value for yes. */
    public long hungUp() {
        return getLong(HUNG_UP);
    }

    /** Returns whether the line was hung up: 0 for no, any other value for yes. */
    public MixminusCallIo hungUp(long value) {
        putLong(HUNG_UP, value);
        return this;
    }

    /** In place of read: as read, with what the host knows about the samples. info is prepared as by mixminus_write_info_init; the host sets what it knows. */
    public long readEx() {
        return getLong(READ_EX);
    }

    /** In place of read: as read, with what the host knows about the samples. info is prepared as by mixminus_write_info_init; the host sets what it knows. */
    public MixminusCallIo readEx(long value) {
        putLong(READ_EX, value);
        return this;
    }

    /** In place of write: as write, with what the engine knows about the samples. */
    public long writeEx() {
        return getLong(WRITE_EX);
    }

    /** In place of write: as write, with what the engine knows about the samples. */
    public MixminusCallIo writeEx(long value) {
        putLong(WRITE_EX, value);
        return this;
    }
}
