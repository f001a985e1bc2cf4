"""A conference."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from . import structs
from ._fields import encoded, fetch, read
from .constants import SOUND_NONE
from .errors import check
from .lowlevel import ffi, lib

if TYPE_CHECKING:
    from ._types import Sound
    from .engine import Engine

#: The most members that a room may have.
MOST = 1024


@dataclass(frozen=True)
class Snapshot:
    """The members of a room as of an event."""

    members: list[structs.RoomMember]
    #: Number of the last event that it includes.
    sequence: int
    #: The last tick that it includes.
    tick: int


class Room:
    """A room. It begins with its first participant and ends with its last, so there is nothing to close or free."""

    def __init__(self, engine: Engine, handle: int) -> None:
        self._engine = engine
        self.handle = handle

    @property
    def _args(self) -> tuple[Any, int]:
        return self._engine.pointer, self.handle

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Room) and (self._engine, self.handle) == (other._engine, other.handle)

    def __hash__(self) -> int:
        return hash(self.handle)

    def __repr__(self) -> str:
        return f"<mixminus.Room {self.handle:#x}>"

    def info(self) -> structs.RoomInfo:
        """Its account, environment, conference id, number of participants and capacity."""
        return fetch(structs.RoomInfo, "room_info", lib.mixminus_room_get_info, *self._args)

    def participants(self) -> list[int]:
        """The handles of its participants, in the order in which they joined."""
        handles, count = ffi.new("mixminus_participant[]", MOST), ffi.new("size_t *")
        check(lib.mixminus_room_participants(*self._args, handles, MOST, count))
        return [handles[index] for index in range(count[0])]

    def snapshot(self) -> Snapshot:
        """Its members and their states as of an event."""
        members, count = ffi.new("mixminus_room_member[]", MOST), ffi.new("size_t *")
        sequence, tick = ffi.new("uint64_t *"), ffi.new("uint64_t *")
        size = ffi.sizeof("mixminus_room_member")
        check(lib.mixminus_room_snapshot(*self._args, members, size, MOST, count, sequence, tick))
        found = [read(structs.RoomMember, members[index]) for index in range(min(count[0], MOST))]
        return Snapshot(found, sequence[0], tick[0])

    def end(self) -> None:
        """Closes the room: all participants leave."""
        check(lib.mixminus_room_close(*self._args))

    def set_locked(self, locked: bool) -> None:
        """Locks the room, so that nobody may join, or unlocks it."""
        check(lib.mixminus_room_set_locked(*self._args, bool(locked)))

    def merge(self, conference_id: str | bytes) -> Room:
        """Moves everyone into another room. Returns that."""
        data, target = encoded("conference_id", conference_id), ffi.new("mixminus_room *")
        check(lib.mixminus_room_merge(*self._args, data, len(data), target))
        return Room(self._engine, target[0])

    def say(self, prompt: Sound, **options: Any) -> int:
        """Plays a prompt to everyone in it: times, gain_mdb, interrupt. Returns the number of the play."""
        return self._engine.say_to_rooms([self], prompt, **options)[0]

    def say_stop(self) -> None:
        """Stops everything that plays to the room."""
        check(lib.mixminus_room_say_stop(*self._args))

    def set_alone_loop(self, prompt: Sound | None) -> None:
        """Sets what a participant hears that is alone in it; None for silence."""
        check(lib.mixminus_room_set_alone_loop(*self._args, SOUND_NONE if prompt is None else prompt.sound))
