<?php

// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.

declare(strict_types=1);

namespace Mixminus;

/** A member of a room. */
final class RoomMember
{
    /** Size of the struct in bytes. */
    public const SIZE = 32;

    private function __construct(
        /** The participant itself. */
        public readonly ?Participant $participant,
        /** Handle of participant, or 0. */
        public readonly int $participantHandle,
        /** Its user value. */
        public readonly int $user,
        /** MIXMINUS_STATE_ flags. */
        public readonly int $state,
        /** Gain on its contribution, thousandths of a decibel. */
        public readonly int $gainMdb,
        /** Mean square of its contribution in the last tick: 0 to 2^30. */
        public readonly int $meanSquare,
        /** Peak of its contribution in the last tick: 0 to 32768. */
        public readonly int $peak,
    ) {
    }

    /** Makes the object from the bytes of the struct at an offset. */
    public static function fromBytes(string $bytes, Engine $engine, int $offset = 0): self
    {
        $v = \unpack('qparticipant/quser/Lstate/lgain_mdb/Lmean_square/Lpeak', $bytes, $offset);

        return new self(
            $engine->participantOfHandle($v['participant']),
            $v['participant'],
            $v['user'],
            $v['state'],
            $v['gain_mdb'],
            $v['mean_square'],
            $v['peak'],
        );
    }
}
