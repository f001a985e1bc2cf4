<?php

// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.

declare(strict_types=1);

namespace Mixminus;

/** Statistics of a participant. */
final class ParticipantStats
{
    /** Size of the struct in bytes. */
    public const SIZE = 176;

    private function __construct(
        /** Samples in the in-ring after the last tick took its frame. */
        public readonly int $inFill,
        /** Samples waiting in the out-ring, as of the last read. */
        public readonly int $outFill,
        /** Delay from write to read within the engine, samples: in-ring fill + DTMF look-ahead + one frame + out-ring fill, as of the last read. */
        public readonly int $latency,
        /** Mean square of the last frame's contribution; full scale is 2^30. */
        public readonly int $meanSquare,
        /** Peak of the last frame's contribution: 0 to 32768. */
        public readonly int $peak,
        /** Samples that writes accepted. */
        public readonly int $written,
        /** Samples that writes had no space for, because the clock had stopped. */
        public readonly int $writeRefused,
        /** Samples that writes accepted while the participant was in no room; they are discarded. */
        public readonly int $writeDiscarded,
        /** Samples of the room that reads returned. */
        public readonly int $read,
        /** Samples that reads returned because the room's were not available: made up of the last frame, or silence. */
        public readonly int $readSilence,
        /** Ticks at which the in-ring was empty. */
        public readonly int $underruns,
        /** Cuts that brought an overfull in-ring back to its cap. */
        public readonly int $trims,
        /** Samples that these cuts removed. */
        public readonly int $trimmed,
        /** Frames that the tick dropped because the out-ring was full. */
        public readonly int $outDropped,
        /** Frames that reads skipped because they were older than the cap, or because more were waiting than the reads need. */
        public readonly int $outStale,
        /** Samples that came after their time had been played (W3C: packets_discarded, there in packets). */
        public readonly int $late,
        /** Samples that came twice. */
        public readonly int $duplicate,
        /** Samples that came after later ones, in time to be played. */
        public readonly int $reordered,
        /** Samples that were missing when their time came, and were filled (W3C: concealed_samples). */
        public readonly int $concealed,
        /** Gaps that were filled (W3C: concealment_events). */
        public readonly int $concealmentEvents,
        /** The reserve that an adaptive target aims for, samples beyond the fastest of the last packets; 0 if the target is fixed (W3C: jitter_buffer_target_delay, there summed). */
        public readonly int $target,
        /** Samples that were put in to raise the delay: to an adaptive target, or against a clock that is slower than the engine's (W3C: inserted_samples_for_deceleration). */
        public readonly int $inserted,
        /** Samples that were left out to lower the delay: to an adaptive target, after a burst, or against a clock that is faster than the engine's (W3C: removed_samples_for_acceleration). */
        public readonly int $removed,
        /** Samples of a speech agent's line that were heard or flushed since it joined: how far its listeners have come. */
        public readonly int $played,
    ) {
    }

    /** Makes the object from the bytes of the struct at an offset. */
    public static function fromBytes(string $bytes, Engine $engine, int $offset = 0): self
    {
        $v = \unpack('Lstruct_size/Lin_fill/Lout_fill/Llatency/Lmean_square/Lpeak/qwritten/qwrite_refused/qwrite_discarded/qread/qread_silence/qunderruns/qtrims/qtrimmed/qout_dropped/qout_stale/qlate/qduplicate/qreordered/qconcealed/qconcealment_events/qtarget/qinserted/qremoved/qplayed', $bytes, $offset);

        return new self(
            $v['in_fill'],
            $v['out_fill'],
            $v['latency'],
            $v['mean_square'],
            $v['peak'],
            $v['written'],
            $v['write_refused'],
            $v['write_discarded'],
            $v['read'],
            $v['read_silence'],
            $v['underruns'],
            $v['trims'],
            $v['trimmed'],
            $v['out_dropped'],
            $v['out_stale'],
            $v['late'],
            $v['duplicate'],
            $v['reordered'],
            $v['concealed'],
            $v['concealment_events'],
            $v['target'],
            $v['inserted'],
            $v['removed'],
            $v['played'],
        );
    }
}
