package org.mixminus;

/** One track of a recording: what it records, and the path of its WAV file, which must not exist. */
public final class Track {
    final Object target;
    final TapPoint point;
    final String path;

    /** target: a room for TapPoint.MIX, else a participant. */
    public Track(Object target, TapPoint point, String path) {
        this.target = target;
        this.point = point;
        this.path = path;
    }

    /** The mix of a room. */
    public Track(Room room, String path) {
        this(room, TapPoint.MIX, path);
    }

    /** What a participant says. */
    public Track(Participant participant, String path) {
        this(participant, TapPoint.BEFORE_MUTE, path);
    }
}
