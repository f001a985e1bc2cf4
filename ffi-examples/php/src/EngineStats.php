<?php

// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.

declare(strict_types=1);

namespace Mixminus;

/** Statistics of an engine. */
final class EngineStats
{
    /** Size of the struct in bytes. */
    public const SIZE = 736;

    private function __construct(
        /** True: the engine's memory is locked into RAM. */
        public readonly bool $memoryLocked,
        /** Rooms with at least one participant, as of the last tick. */
        public readonly int $activeRooms,
        /** Participants in rooms, as of the last tick. */
        public readonly int $activeParticipants,
        /** Ticks that were run. */
        public readonly int $ticks,
        /** Ticks that were skipped because the driver was too late to catch up. */
        public readonly int $skippedTicks,
        /** Commands that were applied. */
        public readonly int $commands,
        /** Events that were lost because the host did not poll in time. */
        public readonly int $eventsLost,
        /** Frames whose sum exceeded 16 bits and was limited. */
        public readonly int $overloads,
        /** Run time of all ticks, ns, without the time by which the system woke the driver late. */
        public readonly int $tickNsTotal,
        /** Run time of the longest tick, ns. */
        public readonly int $tickNsMax,
        /** The longest time by which the system woke the driver late, ns. */
        public readonly int $wakeLateNsMax,
        /** @var list<int> tick_ns_total by stage (MIXMINUS_STAGE_), over all workers, ns. */
        public readonly array $stageNs,
        /** @var list<int> Bucket b counts the ticks that ran for 2^b to 2^(b+1) - 1 ns; the last bucket counts all longer ones too. */
        public readonly array $tickNsHistogram,
        /** Like tick_ns_total, in processor time of the driver's thread: without the time that the system gave to other threads during a tick. */
        public readonly int $tickCpuNsTotal,
        /** Like tick_ns_max, in processor time. */
        public readonly int $tickCpuNsMax,
        /** @var list<int> Like tick_ns_histogram, in processor time. */
        public readonly array $tickCpuNsHistogram,
    ) {
    }

    /** Makes the object from the bytes of the struct at an offset. */
    public static function fromBytes(string $bytes, Engine $engine, int $offset = 0): self
    {
        $v = \unpack('Lstruct_size/Lmemory_locked/Lactive_rooms/Lactive_participants/qticks/qskipped_ticks/qcommands/qevents_lost/qoverloads/qtick_ns_total/qtick_ns_max/qwake_late_ns_max/x128/x256/qtick_cpu_ns_total/qtick_cpu_ns_max/x256', $bytes, $offset);
        $v['stage_ns'] = \array_values(\unpack('q16', $bytes, $offset + 80));
        $v['tick_ns_histogram'] = \array_values(\unpack('q32', $bytes, $offset + 208));
        $v['tick_cpu_ns_histogram'] = \array_values(\unpack('q32', $bytes, $offset + 480));

        return new self(
            $v['memory_locked'] === 1,
            $v['active_rooms'],
            $v['active_participants'],
            $v['ticks'],
            $v['skipped_ticks'],
            $v['commands'],
            $v['events_lost'],
            $v['overloads'],
            $v['tick_ns_total'],
            $v['tick_ns_max'],
            $v['wake_late_ns_max'],
            $v['stage_ns'],
            $v['tick_ns_histogram'],
            $v['tick_cpu_ns_total'],
            $v['tick_cpu_ns_max'],
            $v['tick_cpu_ns_histogram'],
        );
    }
}
