<?php

// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.

declare(strict_types=1);

namespace Mixminus;

/** The state of a room. */
final class RoomInfo
{
    /** Size of the struct in bytes. */
    public const SIZE = 808;

    private function __construct(
        /** Number of participants in it. */
        public readonly int $participants,
        /** The room itself. */
        public readonly ?Room $room,
        /** Handle of room, or 0. */
        public readonly int $roomHandle,
        /** Number of participants that it may hold. */
        public readonly int $capacity,
        /** True: locked, nobody may join. */
        public readonly bool $locked,
        /** Sample rate at which it is mixed, Hz. */
        public readonly int $sampleRateHz,
        /** The account that the room belongs to. */
        public readonly string $account,
        /** Its environment, in the same form. */
        public readonly string $environment,
        /** Its conference id, in the same form. */
        public readonly string $conferenceId,
    ) {
    }

    /** Makes the object from the bytes of the struct at an offset. */
    public static function fromBytes(string $bytes, Engine $engine, int $offset = 0): self
    {
        $v = \unpack('Lstruct_size/Lparticipants/qroom/Lcapacity/Laccount_len/Lenvironment_len/Lconference_id_len/Llocked/Lsample_rate_hz/a256account/a256environment/a256conference_id', $bytes, $offset);

        return new self(
            $v['participants'],
            $engine->roomOfHandle($v['room']),
            $v['room'],
            $v['capacity'],
            $v['locked'] === 1,
            $v['sample_rate_hz'],
            \substr($v['account'], 0, $v['account_len']),
            \substr($v['environment'], 0, $v['environment_len']),
            \substr($v['conference_id'], 0, $v['conference_id_len']),
        );
    }
}
