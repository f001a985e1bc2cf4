<?php

// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.

declare(strict_types=1);

namespace Mixminus;

/**
 * The settings of each call that takes them by name or as an array.
 *
 * @phpstan-type EngineConfig array{sampleRateHz?: int, frameMs?: int, maxParticipants?: int, maxRooms?: int, roomCapacity?: int, prefillMs?: int, maxCapMs?: int, maxWriteMs?: int, commandQueue?: int, eventQueue?: int, accountRooms?: int, accountParticipants?: int, lockMemory?: bool, simd?: Simd|int, dtmfLookAheadMs?: int, sessionLimitS?: int, accountQueuedSignals?: int, maxPlays?: int, maxTaps?: int, accountPromptBytes?: int, maxPromptBytes?: int, maxNameBytes?: int, maxAccounts?: int, lines8000?: int, lines12000?: int, lines16000?: int, lines22050?: int, lines24000?: int, lines32000?: int, lines44100?: int, lines48000?: int, agents?: int, agentRateHz?: int, agentQueueMs?: int}
 * @phpstan-type DriverConfig array{clock?: Clock|int, workers?: int, realtimePriority?: int, cpus?: list<int>}
 * @phpstan-type ParticipantConfig array{sampleRateHz?: int, account?: string, environment?: string, user?: int, agent?: bool}
 * @phpstan-type SayOptions array{times?: int, gainMdb?: int, gainDb?: float, interrupt?: bool}
 * @phpstan-type RoomTemplate array{capacity?: int, limitS?: int, sampleRateHz?: int, aloneLoop?: Prompt|string|null}
 * @phpstan-type AccountQuota array{rooms?: int, participants?: int, queuedSignals?: int, promptBytes?: int}
 * @phpstan-type TelephoneEvent array{event?: int, end?: int, volume?: int, duration?: int, timestamp?: int, ssrc?: int, clockRate?: int}
 * @phpstan-type RecordConfig array{bufferMs?: int, splitBytes?: int, announcement?: Prompt|string|null, beepS?: int, fileMode?: int}
 */
interface Shapes
{
}
