<?php

declare(strict_types=1);

namespace Mixminus;

/** The key that ended a conference. It prints as its digit. */
final class Choice implements \Stringable
{
    public function __construct(public readonly string $value)
    {
    }

    public function __toString(): string
    {
        return $this->value;
    }
}
