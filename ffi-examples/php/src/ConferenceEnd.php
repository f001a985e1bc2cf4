<?php

declare(strict_types=1);

namespace Mixminus;

use FFI;
use FFI\CData;
use Mixminus\Native\Library;

/** How a conference ended. */
final class ConferenceEnd
{
    private const NAMES = [
        'none', 'hangup', 'engine stopped', 'room closed', 'removed', 'time limit', 'choice', 'signal',
    ];

    /** The reason again, under the name that an event has it. */
    public readonly string $name;

    /** The digit as an object, if a key ended the conference. */
    public readonly ?Choice $choice;

    private function __construct(
        /** "hangup", "engine stopped", "room closed", "removed", "time limit", "choice" or "signal". */
        public readonly string $reason,
        /** The digit, the name of the signal, or the text of the removal; else empty. */
        public readonly string $value,
    ) {
        $this->name = $reason;
        $this->choice = $reason === 'choice' ? new Choice($value) : null;
    }

    /** Makes the object from a mixminus_conference_end; null if it holds no end. @internal */
    public static function fromStruct(CData $end): ?self
    {
        if ($end->reason === EndReason::None->value) {
            return null;
        }
        $value = $end->digit !== 0 ? chr($end->digit) : FFI::string($end->text, $end->text_len);

        return new self(self::NAMES[$end->reason] ?? 'unknown', $value);
    }

    /** Makes the struct that a call fills in. @internal */
    public static function struct(): CData
    {
        return Library::struct('mixminus_conference_end');
    }

    /** The event that a handler receives; null if no handler is called for this end. @internal */
    public function event(): ?ConferenceEvent
    {
        return match ($this->reason) {
            'choice', 'signal' => new ConferenceEvent($this->reason, $this->value, $this->choice),
            default => null,
        };
    }
}
