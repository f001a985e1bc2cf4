// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.
package org.mixminus;

/** What a call returns. */
public enum Status implements Coded {
    /** Success. */
    OK(0),
    /** An argument is NULL, out of its range or malformed. */
    INVALID_ARGUMENT(-1),
    /** struct_size is smaller than the first version of the struct, or larger than this library knows while the part that it does not know is not zero. */
    STRUCT_SIZE(-2),
    /** The handle is 0, or no engine ever made it. */
    INVALID_HANDLE(-3),
    /** The object has been freed or has ended. */
    STALE_HANDLE(-4),
    /** The handle belongs to another engine. */
    FOREIGN_HANDLE(-5),
    /** The handle names an object of another kind, such as a room instead of a participant. */
    WRONG_KIND(-6),
    /** Another thread is the writer, reader, poller or ticker at this moment, or the session is busy. */
    BUSY(-7),
    /** The engine is in the other mode: the host ticks while drivers run, or stops drivers that do not run; or a call that waits was made on the ticking thread. */
    WRONG_MODE(-8),
    /** The participant is in no room. */
    NOT_IN_ROOM(-9),
    /** The participant is already in a room. */
    ALREADY_IN_ROOM(-10),
    /** The room has reached its capacity. */
    ROOM_FULL(-11),
    /** The account has reached max_participants, or its share of the participants that are free. */
    TOO_MANY_PARTICIPANTS(-12),
    /** The account has reached max_rooms, or its share of the rooms that are free. */
    TOO_MANY_ROOMS(-13),
    /** The account has reached a quota of its own, or its share of a table. */
    QUOTA_EXCEEDED(-14),
    /** A queue is full: the account's commands (the clock has stopped or is far behind), its plays (max_plays), or the queue that the call names. */
    QUEUE_FULL(-15),
    /** There is no such room. */
    NOT_FOUND(-16),
    /** The engine has stopped: every session has ended. */
    ENGINE_STOPPED(-17),
    /** This process is a fork of the one that made the engine. */
    FORKED(-18),
    /** The system did not grant the memory that the call needs. */
    OUT_OF_MEMORY(-19),
    /** The operating system refused; mixminus_last_error has its error number. */
    SYSTEM(-20),
    /** This build or this machine does not support what was asked for. */
    UNSUPPORTED(-21),
    /** The library caught a defect of its own; the host is unharmed. */
    INTERNAL(-22),
    /** The session has reached its time limit. */
    SESSION_EXPIRED(-23),
    /** The room is locked. */
    ROOM_LOCKED(-24),
    /** A queued signal interrupted the conference as it started. */
    INTERRUPTED(-25),
    /** The call has been hung up. */
    HUNG_UP(-26),
    /** Nothing more will come: what was tapped has ended, and all of it has been read. */
    ENDED(-35),
    /** The account has reached max_taps, or its share of the taps that are free. */
    TOO_MANY_TAPS(-36),
    /** A value of a later version of the library. */
    UNKNOWN(Integer.MIN_VALUE);

    private final int code;

    Status(int code) {
        this.code = code;
    }

    @Override
    public int code() {
        return code;
    }

    /** The member of a number of the C interface. */
    public static Status of(int code) {
        for (Status member : values()) {
            if (member.code == code) {
                return member;
            }
        }
        return UNKNOWN;
    }
}
