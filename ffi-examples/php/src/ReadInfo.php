<?php

// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.

declare(strict_types=1);

namespace Mixminus;

/** What the engine knows about the samples that were read. */
final class ReadInfo
{
    /** Size of the struct in bytes. */
    public const SIZE = 40;

    private function __construct(
        /** MIXMINUS_READ_ flags. */
        public readonly int $flags,
        /** Number of samples, from the first, that come from the room; the rest is made up, or silence. */
        public readonly int $real,
        /** Number of the tick that made the first real sample; 0 if none is real. */
        public readonly int $tick,
        /** Not 0: the samples are a common mix. */
        public readonly int $mixId,
        /** Position of the first real sample in the frame of its tick, in samples. */
        public readonly int $offset,
    ) {
    }

    /** Makes the object from the bytes of the struct at an offset. */
    public static function fromBytes(string $bytes, Engine $engine, int $offset = 0): self
    {
        $v = \unpack('Lstruct_size/Lflags/qreal/qtick/qmix_id/Loffset/Lreserved', $bytes, $offset);

        return new self(
            $v['flags'],
            $v['real'],
            $v['tick'],
            $v['mix_id'],
            $v['offset'],
        );
    }
}
