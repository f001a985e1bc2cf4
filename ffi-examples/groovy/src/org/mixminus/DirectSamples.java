package org.mixminus;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;

/** Samples in a direct buffer of the host. */
final class DirectSamples {
    private DirectSamples() {}

    /** The address of a buffer's position. */
    static long address(ShortBuffer samples) {
        if (!samples.isDirect() || samples.order() != ByteOrder.nativeOrder()) {
            throw MixminusException.invalid("samples: must be a direct buffer in the machine's byte order");
        }
        return Pointer.nativeValue(Native.getDirectBufferPointer(samples)) + 2L * samples.position();
    }
}
