// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.
package org.mixminus;

/** What happened. */
public enum EventKind implements Coded {
    /** The first participant made the room. */
    ROOM_OPENED(1),
    /** The last participant left the room; its handle is stale. */
    ROOM_ENDED(2),
    /** The participant joined the room; state and value (its gain, thousandths of a decibel) are those of the join. */
    JOINED(3),
    /** The participant left the room. reason: why (MIXMINUS_END_NONE if it is re-sent after a gap). value: for MIXMINUS_END_TERMINATOR the digit (an ASCII character), for MIXMINUS_END_SIGNAL the number of the signal. */
    LEFT(4),
    /** The participant moved to room, from the room whose handle is value. */
    MOVED(5),
    /** Settings of the participant changed: mute, deaf, hold, gain or how DTMF is treated. state and value (its gain, thousandths of a decibel) are the new ones. */
    CHANGED(6),
    /** A talkspurt began. */
    TALK_STARTED(7),
    /** A talkspurt ended. */
    TALK_STOPPED(8),
    /** value events of one account were lost because the host did not poll in time. */
    GAP(9),
    /** The driver was late by more than it may catch up; it skipped value ticks. */
    TICKS_SKIPPED(10),
    /** The engine stopped after a defect in a tick; every session has ended. */
    STOPPED(11),
    /** A DTMF digit is pressed: digit and the dtmf_ fields describe it. */
    DTMF_BEGAN(12),
    /** The digit is released. */
    DTMF_ENDED(13),
    /** The session reaches its time limit in value milliseconds. */
    SESSION_WARNING(14),
    /** The session reached its time limit: the host should hang up. */
    SESSION_EXPIRED(15),
    /** The room reaches its time limit in value milliseconds. */
    ROOM_WARNING(16),
    /** A signal was sent to the participant. value: its number. outcome: a MIXMINUS_SIGNAL_ constant. */
    SIGNAL(17),
    /** The room was locked (value 1) or unlocked (value 0). */
    ROOM_LOCKED(18),
    /** The play whose number is value ended, to participant, or to room if participant is 0. outcome: a MIXMINUS_PLAY_ constant. */
    PLAY_ENDED(20),
    /** Nothing of the recording whose handle is value can be written; mixminus_recording_get_info says why. */
    RECORDING_FAILED(30),
    /** The recording whose handle is value began. room: the room whose mix it records, or 0. */
    RECORDING_STARTED(31),
    /** The recording whose handle is value stopped, by the host or because everything that it records has ended. */
    RECORDING_STOPPED(32),
    /** The recording whose handle is value can be written again. */
    RECORDING_RECOVERED(33),
    /** All that was written before the mark value was heard, the last of it in this tick. */
    MARK_HEARD(40),
    /** The mark value will not be heard: what was written before it was flushed, or the participant has left. */
    MARK_FLUSHED(41),
    /** The in-ring of a speech agent has room again: less than a quarter of it waits, after more than three quarters had. value: samples that fit now. */
    WRITABLE(42),
    /** A value of a later version of the library. */
    UNKNOWN(Integer.MIN_VALUE);

    private final int code;

    EventKind(int code) {
        this.code = code;
    }

    @Override
    public int code() {
        return code;
    }

    /** The member of a number of the C interface. */
    public static EventKind of(int code) {
        for (EventKind member : values()) {
            if (member.code == code) {
                return member;
            }
        }
        return UNKNOWN;
    }
}
