// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.
package org.mixminus.c;

import com.sun.jna.Callback;

/** A function of the host that the library calls: mixminus_synthesizer. */
public interface MixminusSynthesizer extends Callback {
    int invoke(long user, long text, long textLen, long voice, long voiceLen, long speech);
}
