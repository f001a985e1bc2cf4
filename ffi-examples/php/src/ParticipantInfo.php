<?php

// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.

declare(strict_types=1);

namespace Mixminus;

/** The state of a participant. */
final class ParticipantInfo
{
    /** Size of the struct in bytes. */
    public const SIZE = 64;

    private function __construct(
        /** True: muted, its audio is not mixed. */
        public readonly bool $mute,
        /** True: deaf, it does not hear the room. */
        public readonly bool $deaf,
        /** Gain on its contribution, thousandths of a decibel. */
        public readonly int $gainMdb,
        /** The user value of its mixminus_participant_config. */
        public readonly int $user,
        /** The room that it is in, or null. */
        public readonly ?Room $room,
        /** Handle of room, or 0. */
        public readonly int $roomHandle,
        /** Why its last conference ended, a MIXMINUS_END_ constant; MIXMINUS_END_NONE if it is in a conference or never was in one. */
        public readonly EndReason|int $lastEnd,
        /** True: DTMF digits in its audio are reported as events. */
        public readonly bool $detectDtmf,
        /** True: the others hear its DTMF tones. */
        public readonly bool $playTones,
        /** True: for digits that the host injects, the others get generated tones, if play_tones is 1. */
        public readonly bool $generateDtmf,
        /** True: on hold: not mixed and not hearing the room, whatever mute and deaf are. */
        public readonly bool $hold,
        /** Sample rate of its line, Hz. */
        public readonly int $sampleRateHz,
        /** Sample rate at which the host writes, Hz: see mixminus_participant_set_rates. */
        public readonly int $writeRateHz,
        /** Sample rate at which the host reads, Hz. */
        public readonly int $readRateHz,
    ) {
    }

    /** Makes the object from the bytes of the struct at an offset. */
    public static function fromBytes(string $bytes, Engine $engine, int $offset = 0): self
    {
        $v = \unpack('Lstruct_size/Lmute/Ldeaf/lgain_mdb/quser/qroom/Llast_end/Ldetect_dtmf/Lplay_tones/Lgenerate_dtmf/Lhold/Lsample_rate_hz/Lwrite_rate_hz/Lread_rate_hz', $bytes, $offset);

        return new self(
            $v['mute'] === 1,
            $v['deaf'] === 1,
            $v['gain_mdb'],
            $v['user'],
            $engine->roomOfHandle($v['room']),
            $v['room'],
            EndReason::tryFrom($v['last_end']) ?? $v['last_end'],
            $v['detect_dtmf'] === 1,
            $v['play_tones'] === 1,
            $v['generate_dtmf'] === 1,
            $v['hold'] === 1,
            $v['sample_rate_hz'],
            $v['write_rate_hz'],
            $v['read_rate_hz'],
        );
    }
}
