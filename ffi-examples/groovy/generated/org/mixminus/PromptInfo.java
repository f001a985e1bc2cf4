// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.
package org.mixminus;

import org.mixminus.c.MixminusPromptInfo;

/** Facts about a prompt. */
public final class PromptInfo {
    /** MIXMINUS_PROMPT_READ_TO_END, or 0. */
    public final int flags;

    /** Its length in samples at sample_rate_hz of the engine. */
    public final long samples;

    /** Its length in milliseconds, rounded up. */
    public final long durationMs;

    PromptInfo(MixminusPromptInfo c) {
        flags = c.flags();
        samples = c.samples();
        durationMs = c.durationMs();
    }

    @Override
    public String toString() {
        return "PromptInfo[flags=" + flags + ", samples=" + samples + ", durationMs=" + durationMs + "]";
    }
}
