// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.
package org.mixminus;

/** The width of the mixer's arithmetic. */
public enum Simd implements Coded {
    /** The level that the environment variable MIXMINUS_SIMD names (portable, sse2, avx2, avx512, neon), else the best that the machine supports. */
    AUTO(0),
    /** Plain code for every machine. */
    PORTABLE(1),
    /** x86-64, 128-bit. */
    SSE2(2),
    /** x86-64, 256-bit. */
    AVX2(3),
    /** x86-64, 512-bit (F and BW). */
    AVX512(4),
    /** AArch64, 128-bit. */
    NEON(5),
    /** A value of a later version of the library. */
    UNKNOWN(Integer.MIN_VALUE);

    private final int code;

    Simd(int code) {
        this.code = code;
    }

    @Override
    public int code() {
        return code;
    }

    /** The member of a number of the C interface. */
    public static Simd of(int code) {
        for (Simd member : values()) {
            if (member.code == code) {
                return member;
            }
        }
        return UNKNOWN;
    }
}
