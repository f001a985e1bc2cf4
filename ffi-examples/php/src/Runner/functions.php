<?php

// What a script may call. `log` is missing: in PHP that is the logarithm.

declare(strict_types=1);

use Mixminus\ConferenceEnd;
use Mixminus\MixminusException;
use Mixminus\Runner\Runner;

/** Answers the call. It is answered already. */
function answer(mixed ...$options): void
{
}

/** Speaks a text, and returns when it was spoken. An array of options, such as a voice, is accepted and ignored. */
function say(mixed $text, mixed ...$options): void
{
    foreach ($options as $name => $value) {
        if (is_int($name) && !is_array($value) && !$value instanceof \stdClass && $value !== null) {
            throw MixminusException::value('options', $value, 'must be an array');
        }
    }
    Runner::call()->say($text);
}

/**
 * Joins a room, and returns when the conference is over. Options are an array or named arguments.
 *
 *     conference('1337', ['terminator' => '*', 'onChoice' => function ($event) { say($event->value); }]);
 */
function conference(mixed $conferenceId, mixed ...$options): ConferenceEnd
{
    return Runner::call()->conference($conferenceId, $options);
}

/** Lets time pass, milliseconds. */
function wait(mixed $ms): void
{
    Runner::call()->wait($ms);
}

/** Hangs up, and ends the script. */
function hangup(): never
{
    Runner::call()->hangUp();
}
