<?php

declare(strict_types=1);

namespace Mixminus;

/** What a call can play: a prompt, "beep" or "none". */
final class Sound
{
    /** Returns the library's number of a sound. @internal */
    public static function of(string $name, mixed $value): int
    {
        return match (true) {
            $value === null, $value === 'none' => Constants::SOUND_NONE,
            $value === 'beep' => Constants::SOUND_BEEP,
            $value instanceof Prompt => $value->handle(),
            default => throw MixminusException::value($name, $value, 'must be "none", "beep" or a prompt'),
        };
    }
}
