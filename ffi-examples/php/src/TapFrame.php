<?php

// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.

declare(strict_types=1);

namespace Mixminus;

/** Description of a tapped frame. */
final class TapFrame
{
    /** Size of the struct in bytes. */
    public const SIZE = 32;

    private function __construct(
        /** Number of the tick that made it. */
        public readonly int $tick,
        /** The room of that tick. */
        public readonly int $room,
        /** A number that identifies the participant's join, different for each of its joins; 0 for a room's tap. */
        public readonly int $join,
        /** MIXMINUS_TAP_SILENT and MIXMINUS_TAP_OVERLOAD. */
        public readonly int $flags,
    ) {
    }

    /** Makes the object from the bytes of the struct at an offset. */
    public static function fromBytes(string $bytes, Engine $engine, int $offset = 0): self
    {
        $v = \unpack('qtick/qroom/qjoin/Lflags/Lreserved', $bytes, $offset);

        return new self(
            $v['tick'],
            $v['room'],
            $v['join'],
            $v['flags'],
        );
    }
}
