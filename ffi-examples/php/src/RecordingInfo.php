<?php

// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.

declare(strict_types=1);

namespace Mixminus;

/** The state of a recording, or its state when it stopped. */
final class RecordingInfo
{
    /** Size of the struct in bytes. */
    public const SIZE = 328;

    private function __construct(
        /** A MIXMINUS_RECORD_ state. */
        public readonly RecordState|int $state,
        /** Number of the tick of its first samples; 0 while it waits for that. */
        public readonly int $startTick,
        /** Number of the last tick of which all samples were taken from the taps. */
        public readonly int $tick,
        /** Samples of each track so far: of every tick from start_tick to tick, except those that were paused. */
        public readonly int $samples,
        /** Number of times that a track had no frame where it should have one, over all tracks. */
        public readonly int $gaps,
        /** Samples of silence that replaced them. */
        public readonly int $gapSamples,
        /** Frames that were dropped because a ring was full; they are counted in gaps too. */
        public readonly int $droppedFrames,
        /** Samples that could not be written, or were in a file that somebody deleted or truncated: silence if the recording could continue, else missing at the end. */
        public readonly int $lostSamples,
        /** Number of tracks. */
        public readonly int $tracks,
        /** Number of files of the track that has the most. */
        public readonly int $files,
        /** Why nothing can be written; ends in NUL; empty if all is well. */
        public readonly string $message,
    ) {
    }

    /** Makes the object from the bytes of the struct at an offset. */
    public static function fromBytes(string $bytes, Engine $engine, int $offset = 0): self
    {
        $v = \unpack('Lstruct_size/Lstate/qstart_tick/qtick/qsamples/qgaps/qgap_samples/qdropped_frames/qlost_samples/Ltracks/Lfiles/a256message', $bytes, $offset);

        return new self(
            RecordState::tryFrom($v['state']) ?? $v['state'],
            $v['start_tick'],
            $v['tick'],
            $v['samples'],
            $v['gaps'],
            $v['gap_samples'],
            $v['dropped_frames'],
            $v['lost_samples'],
            $v['tracks'],
            $v['files'],
            \rtrim($v['message'], "\0"),
        );
    }
}
