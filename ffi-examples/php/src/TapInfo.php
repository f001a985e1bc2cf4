<?php

// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.

declare(strict_types=1);

namespace Mixminus;

/** The state of a tap. */
final class TapInfo
{
    /** Size of the struct in bytes. */
    public const SIZE = 56;

    private function __construct(
        /** A MIXMINUS_TAP_ point. */
        public readonly TapPoint|int $point,
        /** The room or participant that is tapped. */
        public readonly int $target,
        /** The first tick of which it may have a frame; 0: none so far. */
        public readonly int $began,
        /** The last tick of which it may have a frame; 0: it has not ended. */
        public readonly int $ended,
        /** Frames that were put into its ring. */
        public readonly int $frames,
        /** Frames that were dropped because its ring was full. */
        public readonly int $dropped,
        /** Sample rate of its frames, Hz: that of the room, or of the participant's line. */
        public readonly int $sampleRateHz,
    ) {
    }

    /** Makes the object from the bytes of the struct at an offset. */
    public static function fromBytes(string $bytes, Engine $engine, int $offset = 0): self
    {
        $v = \unpack('Lstruct_size/Lpoint/qtarget/qbegan/qended/qframes/qdropped/Lsample_rate_hz/Lreserved', $bytes, $offset);

        return new self(
            TapPoint::tryFrom($v['point']) ?? $v['point'],
            $v['target'],
            $v['began'],
            $v['ended'],
            $v['frames'],
            $v['dropped'],
            $v['sample_rate_hz'],
        );
    }
}
