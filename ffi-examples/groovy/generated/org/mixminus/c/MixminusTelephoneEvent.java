// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.
package org.mixminus.c;

/** A packet of a telephone event (RFC 4733). mixminus_telephone_event_init fills in the defaults. */
public final class MixminusTelephoneEvent extends Block {
    /** Its size in bytes. */
    public static final int SIZE = 32;
    static final int STRUCT_SIZE = 0;
    static final int EVENT = 4;
    static final int END = 8;
    static final int VOLUME = 12;
    static final int DURATION = 16;
    static final int TIMESTAMP = 20;
    static final int SSRC = 24;
    static final int CLOCK_RATE = 28;

    /** Makes one in memory of its own with the library's defaults. */
    public MixminusTelephoneEvent() {
        super(SIZE);
        check(Mixminus.mixminus_telephone_event_init(address, SIZE));
    }

    /** Makes one in a frame with the library's defaults. */
    public MixminusTelephoneEvent(Frame frame) {
        super(frame, SIZE);
        check(Mixminus.mixminus_telephone_event_init(address, SIZE));
    }

    /** The one that begins at a place in a block, such as an element of an array. */
    public MixminusTelephoneEvent(Block block, int place) {
        super(block, place);
    }

    /** Set by mixminus_telephone_event_init. */
    public int structSize() {
        return getInt(STRUCT_SIZE);
    }

    /** Set by mixminus_telephone_event_init. */
    public MixminusTelephoneEvent structSize(int value) {
        putInt(STRUCT_SIZE, value);
        return this;
    }

    /** Event code: 0 to 15 are the digits 0-9, *, #, A-D. */
    public int event() {
        return getInt(EVENT);
    }

    /** Event code: 0 to 15 are the digits 0-9, *, #, A-D. */
    public MixminusTelephoneEvent event(int value) {
        putInt(EVENT, value);
        return this;
    }

    /** End bit: 1 or 0. */
    public int end() {
        return getInt(END);
    }

    /** End bit: 1 or 0. */
    public MixminusTelephoneEvent end(int value) {
        putInt(END, value);
        return this;
    }

    /** Volume: 0 to 63, in -dBm0. */
    public int volume() {
        return getInt(VOLUME);
    }

    /** Volume: 0 to 63, in -dBm0. */
    public MixminusTelephoneEvent volume(int value) {
        putInt(VOLUME, value);
        return this;
    }

    /** Duration so far: 0 to 65535, in units of the timestamp. */
    public int duration() {
        return getInt(DURATION);
    }

    /** Duration so far: 0 to 65535, in units of the timestamp. */
    public MixminusTelephoneEvent duration(int value) {
        putInt(DURATION, value);
        return this;
    }

    /** RTP timestamp of the packet: the beginning of the event or of its segment. */
    public int timestamp() {
        return getInt(TIMESTAMP);
    }

    /** RTP timestamp of the packet: the beginning of the event or of its segment. */
    public MixminusTelephoneEvent timestamp(int value) {
        putInt(TIMESTAMP, value);
        return this;
    }

    /** SSRC of the packet. */
    public int ssrc() {
        return getInt(SSRC);
    }

    /** SSRC of the packet. */
    public MixminusTelephoneEvent ssrc(int value) {
        putInt(SSRC, value);
        return this;
    }

    /** Rate of the timestamp, Hz: 1000 to 192000; 0: 8000. */
    public int clockRate() {
        return getInt(CLOCK_RATE);
    }

    /** Rate of the timestamp, Hz: 1000 to 192000; 0: 8000. */
    public MixminusTelephoneEvent clockRate(int value) {
        putInt(CLOCK_RATE, value);
        return this;
    }
}
