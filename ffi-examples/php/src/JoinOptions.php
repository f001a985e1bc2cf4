<?php

declare(strict_types=1);

namespace Mixminus;

use FFI;
use FFI\CData;
use Mixminus\Native\Library;
use Mixminus\Native\Settings;

/**
 * The options of a join or a conference, checked and converted.
 *
 * @internal Participant::join and Participant::conference document the options.
 */
final class JoinOptions
{
    private const COMMON = [
        'allow_signals', 'interdigit_timeout', 'mute', 'play_tones', 'terminator', 'join_prompt', 'leave_prompt',
    ];
    private const OF_CONFERENCE = ['on_choice', 'on_signal'];
    private const OF_JOIN = ['deaf', 'gain_db', 'talk_events', 'detect_dtmf', 'generate_dtmf', 'prefill_ms', 'cap_ms',
        'adaptive_min_ms', 'adaptive_max_ms'];
    private const UINT32_MAX = 0xFFFFFFFF;

    public readonly CData $struct;
    private ?\Closure $onChoice = null;
    private ?\Closure $onSignal = null;

    /** @var list<CData> What the struct points to. */
    private array $kept = [];

    /** @param array<int|string, mixed> $arguments An options array, named arguments, or both. */
    public function __construct(mixed $conferenceId, array $arguments, bool $isConference)
    {
        $this->struct = Library::struct('mixminus_join_options');
        $known = array_merge(self::COMMON, $isConference ? self::OF_CONFERENCE : self::OF_JOIN);
        foreach (Settings::collect($arguments) as $name => $value) {
            $field = Settings::snake((string) $name);
            // Not Mute, which would become mute.
            if (!in_array($field, $known, true) || ctype_upper(((string) $name)[0])) {
                throw MixminusException::refused("unknown option: $name");
            }
            if ($value !== null) {
                $this->set($field, (string) $name, $value);
            }
        }
        $id = self::idText($conferenceId);
        $this->struct->conference_id = $this->text($id);
        $this->struct->conference_id_len = strlen($id);
    }

    /** A conference id as the library takes it: a string. */
    public static function idText(mixed $id): string
    {
        return match (true) {
            is_string($id), is_int($id), $id === null => (string) $id,
            default => throw MixminusException::value('conferenceId', $id, 'must be a string or an integer'),
        };
    }

    /** Returns a pointer to the struct, for a call. */
    public function pointer(): CData
    {
        return FFI::addr($this->struct);
    }

    /** Returns the handler for an event. */
    public function handler(ConferenceEvent $event): ?\Closure
    {
        return $event->name === 'choice' ? $this->onChoice : $this->onSignal;
    }

    /** Calls a handler. A function of PHP itself that takes no argument would refuse one. */
    public static function handle(\Closure $handler, ConferenceEvent $event): void
    {
        (new \ReflectionFunction($handler))->getNumberOfParameters() === 0 ? $handler() : $handler($event);
    }

    private function set(string $field, string $name, mixed $value): void
    {
        switch ($field) {
            case 'allow_signals':
                $this->setSignals($name, $value);
                break;
            case 'interdigit_timeout':
                $this->struct->interdigit_timeout_ms = self::milliseconds($name, $value);
                break;
            case 'terminator':
                $this->struct->terminator = self::key($name, $value);
                break;
            case 'on_choice':
                $this->onChoice = self::function($name, $value);
                break;
            case 'on_signal':
                $this->onSignal = self::function($name, $value);
                break;
            case 'join_prompt':
            case 'leave_prompt':
                $this->struct->$field = Sound::of($name, $value);
                break;
            case 'gain_db':
                $this->struct->gain_mdb = Decibels::thousandths($name, $value);
                break;
            case 'prefill_ms':
            case 'cap_ms':
            case 'adaptive_min_ms':
            case 'adaptive_max_ms':
                $this->struct->$field = self::count($name, $value);
                break;
            default:
                $this->struct->$field = self::flag($name, $value);
        }
    }

    private function setSignals(string $name, mixed $value): void
    {
        $isList = is_array($value) && array_is_list($value);
        if (!is_string($value) && !($isList && array_filter($value, is_string(...)) === $value)) {
            throw MixminusException::value($name, $value, 'must be a string or a list of strings');
        }
        $signals = $value === '' ? [] : (array) $value;
        $array = Library::ffi()->new('mixminus_text[' . max(count($signals), 1) . ']');
        foreach ($signals as $i => $signal) {
            $array[$i]->bytes = $this->text($signal);
            $array[$i]->length = strlen($signal);
        }
        $this->kept[] = $array;
        $this->struct->allow_signals = Library::pointer('mixminus_text *', $array);
        $this->struct->allow_signals_len = count($signals);
    }

    private function text(string $text): CData
    {
        $this->kept[] = $bytes = Library::bytes($text);

        return Library::pointer('char *', $bytes);
    }

    private static function milliseconds(string $name, mixed $value): int
    {
        // NaN fails both comparisons.
        if (!(is_int($value) || is_float($value)) || !($value >= 0 && $value <= 3600)) {
            throw MixminusException::value($name, $value, 'must be 0 to 3600 seconds');
        }

        return (int) round($value * 1000);
    }

    private static function key(string $name, mixed $value): int
    {
        $isDigit = is_int($value) && $value >= 0 && $value <= 9;
        if (!$isDigit && !(is_string($value) && preg_match('/\A[0-9*#A-D]?\z/', $value))) {
            throw MixminusException::value($name, $value, 'must be one of 0-9 * # A-D');
        }

        return $value === '' ? 0 : ord((string) $value);
    }

    private static function function(string $name, mixed $value): \Closure
    {
        // A method that is private to the class that gives it, as PHP's own functions take it.
        if (is_array($value) && array_is_list($value) && count($value) === 2 && is_object($value[0])
            && is_string($value[1]) && method_exists($value[0], $value[1])) {
            return (new \ReflectionMethod($value[0], $value[1]))->getClosure($value[0]);
        }
        if (!is_callable($value)) {
            throw MixminusException::refused("$name: not a function");
        }

        return \Closure::fromCallable($value);
    }

    private static function flag(string $name, mixed $value): int
    {
        return match ($value) {
            true, 1 => 1,
            false, 0 => 0,
            default => throw MixminusException::value($name, $value, 'must be true or false'),
        };
    }

    private static function count(string $name, mixed $value): int
    {
        if (!is_int($value) || $value < 0 || $value > self::UINT32_MAX) {
            throw MixminusException::value($name, $value, 'must be 0 to ' . self::UINT32_MAX);
        }

        return $value;
    }
}
