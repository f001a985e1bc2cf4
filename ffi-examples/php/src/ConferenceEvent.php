<?php

declare(strict_types=1);

namespace Mixminus;

/** What a handler of a conference receives. */
final class ConferenceEvent
{
    /** @internal */
    public function __construct(
        /** "choice" or "signal". */
        public readonly string $name,
        /** The digit, or the name of the signal. */
        public readonly string $value,
        /** For a choice, the digit as an object. */
        public readonly ?Choice $choice,
    ) {
    }
}
