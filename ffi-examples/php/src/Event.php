<?php

// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.

declare(strict_types=1);

namespace Mixminus;

/** One event. */
final class Event
{
    /** Size of the struct in bytes. */
    public const SIZE = 96;

    private function __construct(
        /** Number of the event, from 1 on, per engine. */
        public readonly int $sequence,
        /** The tick in which it happened; the first tick is 1. */
        public readonly int $tick,
        /** The room, or null. */
        public readonly ?Room $room,
        /** Handle of room, or 0. */
        public readonly int $roomHandle,
        /** The participant, or null. */
        public readonly ?Participant $participant,
        /** Handle of participant, or 0. */
        public readonly int $participantHandle,
        /** The user value of the participant. */
        public readonly int $user,
        /** Depends on kind. */
        public readonly int $value,
        /** What happened, a MIXMINUS_EVENT_ constant. */
        public readonly EventKind|int $kind,
        /** For MIXMINUS_EVENT_LEFT the reason, a MIXMINUS_END_ constant. */
        public readonly EndReason|int $reason,
        /** MIXMINUS_STATE_ flags of the participant after the event. */
        public readonly int $state,
        /** True: re-sent after a gap; the state is valid, but when and in what order it came about is lost. */
        public readonly bool $resent,
        /** MIXMINUS_EVENT_DTMF_BEGAN: where the press began; MIXMINUS_EVENT_DTMF_ENDED: where it ended. */
        public readonly int $dtmfPosition,
        /** DTMF events: the digit, an ASCII character: '0' to '9', '*', '#', 'A' to 'D'. */
        public readonly string $digit,
        /** DTMF events: how it was received, a MIXMINUS_DTMF_ constant. */
        public readonly DtmfSource|int $dtmfSource,
        /** MIXMINUS_EVENT_DTMF_ENDED: duration of the press, samples; for a telephone event or a SIP INFO the duration given there. */
        public readonly int $dtmfDuration,
        /** DTMF events: mean power of the two tones, thousandths of dBm0 (a sine of 0 dBm0 has a peak 3.14 dB below full scale); for a digit that was received out of band only, the level that the host gave. */
        public readonly int $dtmfLevelMdbm0,
        /** DTMF events: twist, the power of the column tone over that of the row tone, thousandths of a decibel; 0 for a digit that was received out of band only. */
        public readonly int $dtmfTwistMdb,
        /** MIXMINUS_EVENT_SIGNAL: the outcome, a MIXMINUS_SIGNAL_ constant. */
        public readonly SignalOutcome|PlayEnd|int $outcome,
    ) {
    }

    /** Makes the object from the bytes of the struct at an offset. */
    public static function fromBytes(string $bytes, Engine $engine, int $offset = 0): self
    {
        $v = \unpack('qsequence/qtick/qroom/qparticipant/quser/qvalue/Lkind/Lreason/Lstate/Lresent/qdtmf_position/Ldigit/Ldtmf_source/Ldtmf_duration/ldtmf_level_mdbm0/ldtmf_twist_mdb/Loutcome', $bytes, $offset);

        return new self(
            $v['sequence'],
            $v['tick'],
            $engine->roomOfHandle($v['room']),
            $v['room'],
            $engine->participantOfHandle($v['participant']),
            $v['participant'],
            $v['user'],
            $v['value'],
            EventKind::tryFrom($v['kind']) ?? $v['kind'],
            EndReason::tryFrom($v['reason']) ?? $v['reason'],
            $v['state'],
            $v['resent'] === 1,
            $v['dtmf_position'],
            $v['digit'] === 0 ? '' : \chr($v['digit']),
            DtmfSource::tryFrom($v['dtmf_source']) ?? $v['dtmf_source'],
            $v['dtmf_duration'],
            $v['dtmf_level_mdbm0'],
            $v['dtmf_twist_mdb'],
            match (EventKind::tryFrom($v['kind'])) { EventKind::Signal => SignalOutcome::tryFrom($v['outcome']), EventKind::PlayEnded => PlayEnd::tryFrom($v['outcome']), default => null } ?? $v['outcome'],
        );
    }
}
