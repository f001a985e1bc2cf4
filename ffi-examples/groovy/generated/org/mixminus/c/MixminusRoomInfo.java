// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.
package org.mixminus.c;

/** The state of a room. */
public final class MixminusRoomInfo extends Block {
    /** Its size in bytes. */
    public static final int SIZE = 808;
    static final int STRUCT_SIZE = 0;
    static final int PARTICIPANTS = 4;
    static final int ROOM = 8;
    static final int CAPACITY = 16;
    static final int ACCOUNT_LEN = 20;
    static final int ENVIRONMENT_LEN = 24;
    static final int CONFERENCE_ID_LEN = 28;
    static final int LOCKED = 32;
    static final int SAMPLE_RATE_HZ = 36;
    static final int ACCOUNT = 40;
    static final int ENVIRONMENT = 296;
    static final int CONFERENCE_ID = 552;

    /** Makes one in memory of its own with the library's defaults. */
    public MixminusRoomInfo() {
        super(SIZE);
        check(Mixminus.mixminus_room_info_init(address, SIZE));
    }

    /** Makes one in a frame with the library's defaults. */
    public MixminusRoomInfo(Frame frame) {
        super(frame, SIZE);
        check(Mixminus.mixminus_room_info_init(address, SIZE));
    }

    /** The one that begins at a place in a block, such as an element of an array. */
    public MixminusRoomInfo(Block block, int place) {
        super(block, place);
    }

    /** Set by mixminus_room_info_init. */
    public int structSize() {
        return getInt(STRUCT_SIZE);
    }

    /** Set by mixminus_room_info_init. */
    public MixminusRoomInfo structSize(int value) {
        putInt(STRUCT_SIZE, value);
        return this;
    }

    /** Number of participants in it. */
    public int participants() {
        return getInt(PARTICIPANTS);
    }

    /** Number of participants in it. */
    public MixminusRoomInfo participants(int value) {
        putInt(PARTICIPANTS, value);
        return this;
    }

    /** Its handle. */
    public long room() {
        return getLong(ROOM);
    }

    /** Its handle. */
    public MixminusRoomInfo room(long value) {
        putLong(ROOM, value);
        return this;
    }

    /** Number of participants that it may hold. */
    public int capacity() {
        return getInt(CAPACITY);
    }

    /** Number of participants that it may hold. */
    public MixminusRoomInfo capacity(int value) {
        putInt(CAPACITY, value);
        return this;
    }

    /** Length of account, bytes: 1 to 255. */
    public int accountLen() {
        return getInt(ACCOUNT_LEN);
    }

    /** Length of account, bytes: 1 to 255. */
    public MixminusRoomInfo accountLen(int value) {
        putInt(ACCOUNT_LEN, value);
        return this;
    }

    /** Length of environment, bytes: 1 to 255. */
    public int environmentLen() {
        return getInt(ENVIRONMENT_LEN);
    }

    /** Length of environment, bytes: 1 to 255. */
    public MixminusRoomInfo environmentLen(int value) {
        putInt(ENVIRONMENT_LEN, value);
        return this;
    }

    /** Length of conference_id, bytes: 1 to 255. */
    public int conferenceIdLen() {
        return getInt(CONFERENCE_ID_LEN);
    }

    /** Length of conference_id, bytes: 1 to 255. */
    public MixminusRoomInfo conferenceIdLen(int value) {
        putInt(CONFERENCE_ID_LEN, value);
        return this;
    }

    /** 1: locked, nobody may join. 0: open. */
    public int locked() {
        return getInt(LOCKED);
    }

    /** 1: locked, nobody may join. 0: open. */
    public MixminusRoomInfo locked(int value) {
        putInt(LOCKED, value);
        return this;
    }

    /** Sample rate at which it is mixed, Hz. */
    public int sampleRateHz() {
        return getInt(SAMPLE_RATE_HZ);
    }

    /** Sample rate at which it is mixed, Hz. */
    public MixminusRoomInfo sampleRateHz(int value) {
        putInt(SAMPLE_RATE_HZ, value);
        return this;
    }

    /** The account that the room belongs to. */
    public byte[] account(int length) {
        return getBytes(ACCOUNT, length);
    }

    /** Its environment, in the same form. */
    public byte[] environment(int length) {
        return getBytes(ENVIRONMENT, length);
    }

    /** Its conference id, in the same form. */
    public byte[] conferenceId(int length) {
        return getBytes(CONFERENCE_ID, length);
    }
}
