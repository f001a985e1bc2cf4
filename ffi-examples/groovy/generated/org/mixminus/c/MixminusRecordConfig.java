// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.
package org.mixminus.c;

/** How a recording is made. mixminus_record_config_init fills in the defaults. */
public final class MixminusRecordConfig extends Block {
    /** Its size in bytes. */
    public static final int SIZE = 40;
    static final int STRUCT_SIZE = 0;
    static final int BUFFER_MS = 4;
    static final int SPLIT_BYTES = 8;
    static final int ANNOUNCEMENT = 16;
    static final int BEEP_S = 24;
    static final int RESERVED = 28;
    static final int FILE_MODE = 32;
    static final int RESERVED_2 = 36;

    /** Makes one in memory of its own with the library's defaults. */
    public MixminusRecordConfig() {
        super(SIZE);
        check(Mixminus.mixminus_record_config_init(address, SIZE));
    }

    /** Makes one in a frame with the library's defaults. */
    public MixminusRecordConfig(Frame frame) {
        super(frame, SIZE);
        check(Mixminus.mixminus_record_config_init(address, SIZE));
    }

    /** The one that begins at a place in a block, such as an element of an array. */
    public MixminusRecordConfig(Block block, int place) {
        super(block, place);
    }

    /** Set by mixminus_record_config_init. */
    public int structSize() {
        return getInt(STRUCT_SIZE);
    }

    /** Set by mixminus_record_config_init. */
    public MixminusRecordConfig structSize(int value) {
        putInt(STRUCT_SIZE, value);
        return this;
    }

    /** Audio that is kept while the disk does not respond, before frames are dropped, ms: one frame to 60000. */
    public int bufferMs() {
        return getInt(BUFFER_MS);
    }

    /** Audio that is kept while the disk does not respond, before frames are dropped, ms: one frame to 60000. */
    public MixminusRecordConfig bufferMs(int value) {
        putInt(BUFFER_MS, value);
        return this;
    }

    /** Size limit of a file, bytes: 4096 to 4294967295. */
    public long splitBytes() {
        return getLong(SPLIT_BYTES);
    }

    /** Size limit of a file, bytes: 4096 to 4294967295. */
    public MixminusRecordConfig splitBytes(long value) {
        putLong(SPLIT_BYTES, value);
        return this;
    }

    /** Sound that announces the recording. */
    public long announcement() {
        return getLong(ANNOUNCEMENT);
    }

    /** Sound that announces the recording. */
    public MixminusRecordConfig announcement(long value) {
        putLong(ANNOUNCEMENT, value);
        return this;
    }

    /** Interval of a beep (1400 Hz, 200 ms) that plays to those rooms while the recording runs, and is in the recording too, seconds: 1 to 60; 0: no beep. */
    public int beepS() {
        return getInt(BEEP_S);
    }

    /** Interval of a beep (1400 Hz, 200 ms) that plays to those rooms while the recording runs, and is in the recording too, seconds: 1 to 60; 0: no beep. */
    public MixminusRecordConfig beepS(int value) {
        putInt(BEEP_S, value);
        return this;
    }

    /** Must be 0. */
    public int reserved() {
        return getInt(RESERVED);
    }

    /** Must be 0. */
    public MixminusRecordConfig reserved(int value) {
        putInt(RESERVED, value);
        return this;
    }

    /** Permissions of the files, such as 0640: 1 to 0777, whatever the umask; 0: 0600 less the umask, so only the owner may read them. */
    public int fileMode() {
        return getInt(FILE_MODE);
    }

    /** Permissions of the files, such as 0640: 1 to 0777, whatever the umask; 0: 0600 less the umask, so only the owner may read them. */
    public MixminusRecordConfig fileMode(int value) {
        putInt(FILE_MODE, value);
        return this;
    }

    /** Must be 0. */
    public int reserved2() {
        return getInt(RESERVED_2);
    }

    /** Must be 0. */
    public MixminusRecordConfig reserved2(int value) {
        putInt(RESERVED_2, value);
        return this;
    }
}
