<?php

declare(strict_types=1);

namespace Mixminus;

use FFI;
use FFI\CData;

/** Samples in PHP: signed 16-bit, in the machine's byte order, as a binary string or as an FFI array int16_t[]. */
final class Audio
{
    /** Makes a binary string of a list of samples. */
    public static function pack(int ...$samples): string
    {
        return pack('s*', ...$samples);
    }

    /**
     * Returns the samples of a binary string as integers.
     *
     * @return list<int>
     */
    public static function unpack(string $bytes): array
    {
        return array_values((array) unpack('s*', $bytes));
    }

    /**
     * Returns samples as a binary string.
     *
     * @param string|CData|array<int> $samples
     * @internal
     */
    public static function bytes(string|CData|array $samples): string
    {
        return match (true) {
            is_array($samples) => pack('s*', ...$samples),
            is_string($samples) => $samples,
            default => FFI::string($samples, FFI::sizeof($samples)),
        };
    }

    /** How many samples a string or an array holds. An FFI pointer, whose length nobody knows, counts as none. @internal */
    public static function count(string|CData $samples): int
    {
        if (is_string($samples)) {
            $bytes = strlen($samples);
        } else {
            $bytes = FFI::typeof($samples)->getKind() === FFI\CType::TYPE_ARRAY ? FFI::sizeof($samples) : 0;
        }
        if ($bytes % 2 !== 0) {
            throw MixminusException::refused("samples: $bytes bytes, must be an even number");
        }

        return $bytes >> 1;
    }
}
