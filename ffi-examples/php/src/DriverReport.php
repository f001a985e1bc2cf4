<?php

// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.

declare(strict_types=1);

namespace Mixminus;

/** What the system granted when drivers were started. */
final class DriverReport
{
    /** Size of the struct in bytes. */
    public const SIZE = 24;

    private function __construct(
        /** Number of threads that were started. */
        public readonly int $threads,
        /** 0, or the system's error number for the first thread that was refused SCHED_FIFO. */
        public readonly int $realtimeErrno,
        /** 0, or the system's error number for the first thread that could not be pinned. */
        public readonly int $affinityErrno,
        /** True if the threads that share a tick do not all have the same real-time priority. */
        public readonly bool $prioritiesDiffer,
        /** True if two of these threads are pinned to the same CPU, so that one waits for the other. */
        public readonly bool $cpusShared,
    ) {
    }

    /** Makes the object from the bytes of the struct at an offset. */
    public static function fromBytes(string $bytes, Engine $engine, int $offset = 0): self
    {
        $v = \unpack('Lstruct_size/Lthreads/lrealtime_errno/laffinity_errno/Lpriorities_differ/Lcpus_shared', $bytes, $offset);

        return new self(
            $v['threads'],
            $v['realtime_errno'],
            $v['affinity_errno'],
            $v['priorities_differ'] === 1,
            $v['cpus_shared'] === 1,
        );
    }
}
