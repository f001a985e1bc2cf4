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

    /** Bytes of a sample in an encoding. @internal */
    public static function width(Encoding $encoding): int
    {
        return match ($encoding) {
            Encoding::S16 => 2,
            Encoding::F32 => 4,
            Encoding::Ulaw, Encoding::Alaw => 1,
        };
    }

    /** How many samples of an encoding a string holds. @internal */
    public static function encodedCount(string $samples, Encoding $encoding): int
    {
        [$bytes, $width] = [strlen($samples), self::width($encoding)];
        if ($bytes % $width !== 0) {
            throw MixminusException::refused("samples: $bytes bytes, must be a multiple of $width");
        }

        return intdiv($bytes, $width);
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
