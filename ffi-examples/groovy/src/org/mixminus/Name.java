package org.mixminus;

import org.mixminus.c.Frame;

/** A string in native memory, as UTF-8. null is NULL with length 0, which means the default. */
final class Name {
    final long address;
    final long length;

    Name(Frame frame, CharSequence text) {
        byte[] bytes = Frame.utf8(text);
        address = frame.bytes(bytes);
        length = bytes == null ? 0 : bytes.length;
    }

    /** A conference id: a string or an integer. */
    static Name conference(Frame frame, Object id) {
        if (id == null || Values.isText(id)) {
            return new Name(frame, id == null ? null : id.toString());
        }
        if (id instanceof Coded || Values.whole(id) == null) {
            throw MixminusException.invalid("conferenceId: " + Json.of(id) + ", must be a string or an integer");
        }
        return new Name(frame, Values.whole(id).toString());
    }
}
