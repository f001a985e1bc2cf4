package org.mixminus;

import java.nio.ByteBuffer;
import org.mixminus.c.Block;
import org.mixminus.c.Frame;

/** A host's array in one of the encodings, and the native memory of a call that it is copied to or from. */
final class EncodedSamples {
    final int count;
    final int encoding;
    final long address;

    private final Object array;
    private final ByteBuffer memory;

    /** array: a short[], a float[] or a byte[], whichever the encoding is made of. */
    EncodedSamples(Frame frame, Object array, Encoding encoding) {
        this.array = array;
        this.encoding = code(encoding);
        count = count(array, encoding);
        int bytes = bytes(count, encoding);
        Block block = frame.block(bytes);
        address = block.address;
        memory = block.buffer(0, bytes);
    }

    /** Copies the array to the native memory. */
    EncodedSamples put() {
        if (array instanceof short[]) {
            memory.asShortBuffer().put((short[]) array);
        } else if (array instanceof float[]) {
            memory.asFloatBuffer().put((float[]) array);
        } else {
            memory.duplicate().put((byte[]) array);
        }
        return this;
    }

    /** Copies the native memory to the array. */
    void get() {
        if (array instanceof short[]) {
            memory.asShortBuffer().get((short[]) array);
        } else if (array instanceof float[]) {
            memory.asFloatBuffer().get((float[]) array);
        } else {
            memory.duplicate().get((byte[]) array);
        }
    }

    private static int code(Encoding encoding) {
        if (encoding == null || encoding == Encoding.UNKNOWN) {
            throw MixminusException.invalid("encoding: " + encoding + ", must be S16, F32, ULAW or ALAW");
        }
        return encoding.code();
    }

    private static int count(Object array, Encoding encoding) {
        if (encoding == Encoding.S16 && array instanceof short[]) {
            return ((short[]) array).length;
        }
        if (encoding == Encoding.F32 && array instanceof float[]) {
            return ((float[]) array).length;
        }
        if ((encoding == Encoding.ULAW || encoding == Encoding.ALAW) && array instanceof byte[]) {
            return ((byte[]) array).length;
        }
        throw MixminusException.invalid("samples: must be a " + type(encoding) + " for " + encoding);
    }

    private static String type(Encoding encoding) {
        switch (encoding) {
            case S16: return "short[]";
            case F32: return "float[]";
            default: return "byte[]";
        }
    }

    private static int bytes(int count, Encoding encoding) {
        long bytes = (long) count * (encoding == Encoding.F32 ? 4 : encoding == Encoding.S16 ? 2 : 1);
        if (bytes > Integer.MAX_VALUE) {
            throw MixminusException.invalid("samples: " + count + ", too many for one call");
        }
        return (int) bytes;
    }
}
