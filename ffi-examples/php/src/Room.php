<?php

declare(strict_types=1);

namespace Mixminus;

use FFI;
use Mixminus\Native\Library;

/** A room, from its first join to its last leave. The library makes and ends it; calls on one that has ended throw. */
final class Room
{
    /** @internal Participant::join, Engine::findRoom and events return rooms. */
    public function __construct(private readonly Engine $engine, private readonly int $handle)
    {
    }

    /** Returns the library's handle: the 64 bits of it as a signed integer. */
    public function handle(): int
    {
        return $this->handle;
    }

    /** @return array<string, mixed> */
    public function __debugInfo(): array
    {
        return ['handle' => sprintf('%016x', $this->handle)];
    }

    public function engine(): Engine
    {
        return $this->engine;
    }

    /** Returns true if both objects are the same room. */
    public function is(self $other): bool
    {
        return $this->handle === $other->handle;
    }

    /** Returns the room's names, number of participants and capacity. */
    public function info(): RoomInfo
    {
        $bytes = $this->engine->filled('mixminus_room_info', 'mixminus_room_get_info', $this->handle);

        return RoomInfo::fromBytes($bytes, $this->engine);
    }

    /**
     * Lists the participants, in the order in which they joined.
     *
     * @return list<Participant>
     */
    public function participants(): array
    {
        $count = Library::make('size_t[1]');
        $capacity = 16;
        do {
            $capacity = max($capacity, $count[0]);
            $handles = $this->engine->ffi->new("uint64_t[$capacity]");
            $this->engine->call('mixminus_room_participants', $this->handle, $handles, $capacity, $count);
        } while ($count[0] > $capacity);
        $participants = [];
        for ($i = 0; $i < $count[0]; $i++) {
            $participants[] = $this->engine->participantOfHandle($handles[$i]);
        }

        return array_values(array_filter($participants));
    }

    /** Closes the room: everyone leaves it; their sessions continue. */
    public function close(): void
    {
        $this->engine->call('mixminus_room_close', $this->handle);
    }

    /** Locks the room against joins, or unlocks it. */
    public function lock(bool $locked = true): void
    {
        $this->engine->call('mixminus_room_set_locked', $this->handle, (int) $locked);
    }

    public function unlock(): void
    {
        $this->lock(false);
    }

    /**
     * Plays a sound to everyone in the room, and returns the number of the play.
     *
     * @param mixed ...$options SayOptions of stubs/shapes.php: times, gainMdb, interrupt.
     */
    public function say(Prompt|string $sound, mixed ...$options): int
    {
        return $this->engine->sayToRooms([$this], $sound, ...$options)[0];
    }

    /** Stops what plays to the room, and what is queued. */
    public function stopSaying(): void
    {
        $this->engine->call('mixminus_room_say_stop', $this->handle);
    }

    /** Sets what a participant hears while it is alone in the room, in a loop; null for silence. */
    public function setAloneLoop(Prompt|string|null $sound): void
    {
        $this->engine->call('mixminus_room_set_alone_loop', $this->handle, Sound::of('sound', $sound));
    }

    /** Moves everyone to another room of the same account and environment, and returns that. */
    public function merge(string|int $conferenceId): Room
    {
        $id = (string) $conferenceId;

        return new Room($this->engine, $this->engine->create('mixminus_room_merge', $this->handle, $id, strlen($id)));
    }

    /** Returns the members and their states as of one event, with the number of that event and of the tick. */
    public function snapshot(): Snapshot
    {
        $ffi = $this->engine->ffi;
        [$count, $sequence, $tick] = [Library::make('size_t[1]'), Library::make('uint64_t[1]'), Library::make('uint64_t[1]')];
        $capacity = 16;
        do {
            $capacity = max($capacity, $count[0]);
            $array = $ffi->new("mixminus_room_member[$capacity]");
            $first = FFI::addr($array[0]);
            $size = RoomMember::SIZE;
            $this->engine->call(
                'mixminus_room_snapshot',
                ...[$this->handle, $first, $size, $capacity, $count, $sequence, $tick],
            );
        } while ($count[0] > $capacity);
        $bytes = Library::contents($array);
        $members = [];
        for ($i = 0; $i < $count[0]; $i++) {
            $members[] = RoomMember::fromBytes($bytes, $this->engine, $i * $size);
        }

        return new Snapshot($members, $sequence[0], $tick[0]);
    }

    /** Makes a tap of the room's mix. */
    public function tap(int $bufferMs = 1000): Tap
    {
        return $this->engine->tap($this, TapPoint::Mix, $bufferMs);
    }
}
