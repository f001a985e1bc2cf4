<?php

// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.

declare(strict_types=1);

namespace Mixminus;

/** Facts about a prompt. */
final class PromptInfo
{
    /** Size of the struct in bytes. */
    public const SIZE = 24;

    private function __construct(
        /** MIXMINUS_PROMPT_READ_TO_END, or 0. */
        public readonly int $flags,
        /** Its length in samples at sample_rate_hz of the engine. */
        public readonly int $samples,
        /** Its length in milliseconds, rounded up. */
        public readonly int $durationMs,
    ) {
    }

    /** Makes the object from the bytes of the struct at an offset. */
    public static function fromBytes(string $bytes, Engine $engine, int $offset = 0): self
    {
        $v = \unpack('Lstruct_size/Lflags/qsamples/qduration_ms', $bytes, $offset);

        return new self(
            $v['flags'],
            $v['samples'],
            $v['duration_ms'],
        );
    }
}
