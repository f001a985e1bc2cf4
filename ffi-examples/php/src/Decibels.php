<?php

declare(strict_types=1);

namespace Mixminus;

/** Converts decibels to the thousandths that the library counts in. @internal */
final class Decibels
{
    /** The largest gain that fits the library's number; it has a narrower range of its own. */
    private const MOST = 2_000_000;

    public static function thousandths(string $name, mixed $value): int
    {
        if (!(is_int($value) || is_float($value)) || !(abs($value) <= self::MOST)) {
            throw MixminusException::value($name, $value, 'must be a number of decibels');
        }

        return (int) round($value * 1000);
    }
}
