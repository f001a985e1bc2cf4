// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.
package org.mixminus.c;

/** What one account may use of an engine at the same time. mixminus_account_quota_init fills in the defaults. */
public final class MixminusAccountQuota extends Block {
    /** Its size in bytes. */
    public static final int SIZE = 24;
    static final int STRUCT_SIZE = 0;
    static final int ROOMS = 4;
    static final int PARTICIPANTS = 8;
    static final int QUEUED_SIGNALS = 12;
    static final int PROMPT_BYTES = 16;

    /** Makes one in memory of its own with the library's defaults. */
    public MixminusAccountQuota() {
        super(SIZE);
        check(Mixminus.mixminus_account_quota_init(address, SIZE));
    }

    /** Makes one in a frame with the library's defaults. */
    public MixminusAccountQuota(Frame frame) {
        super(frame, SIZE);
        check(Mixminus.mixminus_account_quota_init(address, SIZE));
    }

    /** The one that begins at a place in a block, such as an element of an array. */
    public MixminusAccountQuota(Block block, int place) {
        super(block, place);
    }

    /** Set by mixminus_account_quota_init. */
    public int structSize() {
        return getInt(STRUCT_SIZE);
    }

    /** Set by mixminus_account_quota_init. */
    public MixminusAccountQuota structSize(int value) {
        putInt(STRUCT_SIZE, value);
        return this;
    }

    /** Rooms; 0: the engine's max_rooms. */
    public int rooms() {
        return getInt(ROOMS);
    }

    /** Rooms; 0: the engine's max_rooms. */
    public MixminusAccountQuota rooms(int value) {
        putInt(ROOMS, value);
        return this;
    }

    /** Participants, in or out of rooms; 0: the engine's max_participants. */
    public int participants() {
        return getInt(PARTICIPANTS);
    }

    /** Participants, in or out of rooms; 0: the engine's max_participants. */
    public MixminusAccountQuota participants(int value) {
        putInt(PARTICIPANTS, value);
        return this;
    }

    /** Queued signals of all its participants; 0: 64 per participant. */
    public int queuedSignals() {
        return getInt(QUEUED_SIGNALS);
    }

    /** Queued signals of all its participants; 0: 64 per participant. */
    public MixminusAccountQuota queuedSignals(int value) {
        putInt(QUEUED_SIGNALS, value);
        return this;
    }

    /** Bytes of prompts: two per sample at each rate of the engine, and for each other rate than the prompt's own up to 64 KiB more, so that it loops without a seam; 0: the engine's max_prompt_bytes. */
    public long promptBytes() {
        return getLong(PROMPT_BYTES);
    }

    /** Bytes of prompts: two per sample at each rate of the engine, and for each other rate than the prompt's own up to 64 KiB more, so that it loops without a seam; 0: the engine's max_prompt_bytes. */
    public MixminusAccountQuota promptBytes(long value) {
        putLong(PROMPT_BYTES, value);
        return this;
    }
}
