"""The engine: makes everything else, ticks, and reports events."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from typing import Any

from . import structs
from ._fields import Struct, encoded, fetch, read
from ._objects import handle_of
from ._types import Buffer, Sound, Track
from .constants import SOUND_NONE, Clock, Status, TapPoint
from .errors import MixminusError, check, check_audio
from .events import Event
from .lowlevel import ffi, lib
from .participant import Participant
from .prompt import Prompt
from .recording import Recording
from .room import Room
from .synthesizer import Synthesizer
from .tap import Tap

#: How many events one poll takes.
POLL = 64


class Engine:
    """A conference mixer. Keyword arguments are the fields of mixminus_engine_config.

    lines_16000=20, for example, adds 20 participants whose lines have 16 kHz.

    It is closed by close(), at the end of a `with` block, or by the garbage collector. Close it when no other thread is
    in a call of it, except in say or conference, which end then. Every other object is of one engine and keeps it.
    """

    def __init__(self, **config: Any) -> None:
        self._pointer: Any = None
        struct = Struct("engine_config").set(config)
        self._sample_rate_hz, self._frame_ms = struct.pointer.sample_rate_hz, struct.pointer.frame_ms
        made = ffi.new("mixminus_engine **")
        check(lib.mixminus_engine_new(struct.pointer, made))
        self._pointer = made[0]
        self._events = ffi.new("mixminus_event[]", POLL)
        self._count = ffi.new("size_t *")
        self._synthesizer: Synthesizer | None = None
        self._before_close: set[Callable[[], None]] = set()

    @staticmethod
    def memory_bytes(**config: Any) -> int:
        """The most memory that an engine of this configuration ever takes, bytes."""
        size = ffi.new("uint64_t *")
        check(lib.mixminus_engine_memory_bytes(Struct("engine_config").set(config).pointer, size))
        return int(size[0])

    @property
    def pointer(self) -> Any:
        """The mixminus_engine, for calls of `mixminus.lowlevel`."""
        if self._pointer is None:
            raise MixminusError(Status.STALE_HANDLE, "the engine is closed")
        return self._pointer

    @property
    def is_closed(self) -> bool:
        """True once it was closed."""
        return self._pointer is None

    @property
    def sample_rate_hz(self) -> int:
        """Samples per second of participants and rooms that name no rate."""
        return int(self._sample_rate_hz)

    @property
    def frame_samples(self) -> int:
        """Samples in a frame, one tick's, at that rate."""
        return self._frame_samples(self._sample_rate_hz)

    def _frame_samples(self, sample_rate_hz: int) -> int:
        """Samples in a frame at a rate."""
        return int(sample_rate_hz * self._frame_ms // 1000)

    def close(self) -> None:
        """Frees the engine: every conference ends, and every object of it is freed. A second time is a no-op."""
        pointer, self._pointer = self._pointer, None
        if pointer is not None:
            for wake in list(self._before_close):
                wake()
            check(lib.mixminus_engine_free(pointer))

    def __enter__(self) -> Engine:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __del__(self) -> None:
        if getattr(self, "_pointer", None) is not None:
            lib.mixminus_engine_free(self._pointer)
            self._pointer = None

    def tick(self) -> None:
        """Mixes one frame of every room. For engines that start() does not tick."""
        check_audio(lib.mixminus_engine_tick(self.pointer, ffi.NULL))

    def start(self, clock: int = Clock.SYSTEM, **config: Any) -> structs.DriverReport:
        """Starts threads that tick; keyword arguments are the fields of mixminus_driver_config."""
        cpus = list(config.pop("cpus", ()))
        struct = Struct("driver_config").set({"clock": clock, **config})
        if cpus:
            struct.pointer.cpus, struct.pointer.cpu_count = struct.keep(ffi.new("uint32_t[]", cpus)), len(cpus)
        report = Struct("driver_report")
        check(lib.mixminus_engine_start(self.pointer, struct.pointer, report.pointer))
        return read(structs.DriverReport, report.pointer)

    def stop(self) -> None:
        """Stops the threads of start()."""
        check(lib.mixminus_engine_stop(self.pointer))

    def service(self) -> None:
        """Makes ended participants and rooms available again; needed by no host."""
        check(lib.mixminus_engine_service(self.pointer))

    def participant(self, **config: Any) -> Participant:
        """A new participant, in no room: account, environment, user and sample_rate_hz may be given.

        sample_rate_hz, of its line: by default the engine's, else that or one of which the engine has lines.
        """
        return Participant(self, Struct("participant_config").set(config))

    def prompt(self, samples: Buffer, sample_rate_hz: int, account: str | bytes = "") -> Prompt:
        """A prompt of 16-bit samples: bytes, array('h') or a numpy array of int16."""
        struct = Struct("prompt_config")
        data = struct.keep(ffi.from_buffer("int16_t[]", samples))
        struct.pointer.samples, struct.pointer.count = data, len(data)
        struct.pointer.sample_rate_hz = sample_rate_hz
        if account:
            struct.text("account", account)
        return Prompt(self, lambda out: lib.mixminus_prompt_new(self.pointer, struct.pointer, out))

    def prompt_wav(self, wav: bytes, account: str | bytes = "") -> Prompt:
        """A prompt of the bytes of a WAV file."""
        return self._prompt_of(lib.mixminus_prompt_new_wav, "uint8_t[]", bytes(wav), account)

    def prompt_file(self, path: str | os.PathLike[str], account: str | bytes = "") -> Prompt:
        """A prompt of a WAV file."""
        return self._prompt_of(lib.mixminus_prompt_new_file, "char[]", encoded("path", str(path)), account)

    def _prompt_of(self, function: Any, kind: str, data: bytes, account: str | bytes) -> Prompt:
        owner = encoded("account", account)
        kept = ffi.from_buffer(kind, data)
        return Prompt(self, lambda out: function(self.pointer, owner or ffi.NULL, len(owner), kept, len(data), out))

    def find_room(
        self, conference_id: str | bytes, account: str | bytes = "", environment: str | bytes = ""
    ) -> Room | None:
        """The room of a conference id, or None if nobody is in it."""
        account, environment = encoded("account", account), encoded("environment", environment)
        conference_id = encoded("conference_id", conference_id)
        room = ffi.new("mixminus_room *")
        try:
            check(
                lib.mixminus_room_find(
                    self.pointer,
                    account or ffi.NULL,
                    len(account),
                    environment or ffi.NULL,
                    len(environment),
                    conference_id,
                    len(conference_id),
                    room,
                )
            )
        except MixminusError as error:
            if error.name == "NOT_FOUND":
                return None
            raise
        return Room(self, room[0])

    def rooms(self, account: str | bytes = "") -> Iterator[Room]:
        """The rooms of an account, as an iterator."""
        owner = encoded("account", account)
        cursor, count = ffi.new("uint64_t *"), ffi.new("size_t *")
        page = ffi.new("mixminus_room[]", POLL)
        while True:
            check(lib.mixminus_room_list(self.pointer, owner or ffi.NULL, len(owner), cursor, page, POLL, count))
            for index in range(count[0]):
                yield Room(self, page[index])
            if count[0] < POLL:
                return

    def tap(self, target: Room | Participant, point: int | None = None, buffer_ms: int = 1000) -> Tap:
        """A tap of a room's mix, or of a participant at a TapPoint (default: its output)."""
        if point is None:
            point = TapPoint.MIX if isinstance(target, Room) else TapPoint.OUTPUT
        return Tap(self, handle_of(target), point, buffer_ms)

    def record(self, tracks: Iterable[Track], announcement: Sound | None = None, **config: Any) -> Recording:
        """Records to WAV files. `tracks`: (room or participant, path) or (participant, path, TapPoint) each."""
        struct = Struct("record_config").set(config)
        struct.pointer.announcement = SOUND_NONE if announcement is None else announcement.sound
        return Recording(self, struct, tracks)

    def events(self) -> Iterator[Event]:
        """Takes the events that wait, one after the other; ends when there are no more."""
        while True:
            check(lib.mixminus_engine_poll(self.pointer, self._events, ffi.sizeof("mixminus_event"), POLL, self._count))
            taken = [Event.of(self._events[index]) for index in range(self._count[0])]
            yield from taken
            if len(taken) < POLL:
                return

    async def events_async(self) -> AsyncIterator[Event]:
        """Events as they come, for `async for`, until the engine is closed."""
        loop, readable = asyncio.get_running_loop(), asyncio.Event()
        fd = self.event_fd()
        loop.add_reader(fd, readable.set)
        try:
            while not self.is_closed:
                readable.clear()
                for event in self.events():
                    yield event
                await readable.wait()
        finally:
            loop.remove_reader(fd)

    def event_fd(self) -> int:
        """A file descriptor that is readable while events wait. The engine owns it."""
        fd = ffi.new("int32_t *")
        check(lib.mixminus_engine_event_fd(self.pointer, fd))
        return int(fd[0])

    async def ticks_async(self) -> AsyncIterator[int]:
        """Wakes right after each tick, for `async for`, until the engine is closed: yields how many there were since.

        More than 1 means that this loop was late. One iteration at a time.
        """
        loop, woken, ticks = asyncio.get_running_loop(), asyncio.Event(), 0
        # A descriptor of its own, which is valid until it is closed here, also if the engine is closed meanwhile.
        fd = os.dup(self.tick_fd())

        def count() -> None:
            nonlocal ticks
            ticks += int.from_bytes(os.read(fd, 8), sys.byteorder)
            woken.set()

        def wake() -> None:
            loop.call_soon_threadsafe(woken.set)

        self._before_close.add(wake)
        loop.add_reader(fd, count)
        try:
            while not self.is_closed:
                await woken.wait()
                woken.clear()
                since, ticks = ticks, 0
                if since:
                    yield since
        finally:
            loop.remove_reader(fd)
            os.close(fd)
            self._before_close.discard(wake)

    def tick_fd(self) -> int:
        """A file descriptor that is readable after each tick. The engine owns it.

        `os.read(fd, 8)` returns the number of ticks since the last read, as an int of the machine's byte order.
        """
        fd = ffi.new("int32_t *")
        check(lib.mixminus_engine_tick_fd(self.pointer, fd))
        return int(fd[0])

    def set_synthesizer(self, speak: Callable[[str, str], bytes] | None) -> None:
        """Sets the function that turns a text into speech: speak(text, voice) returns the bytes of a WAV file.

        It is called on the thread that says the text. An exception in it ends say_text with that exception.
        """
        made = Synthesizer(speak) if speak is not None else None
        function = made.function if made else ffi.NULL
        check(lib.mixminus_engine_set_synthesizer(self.pointer, function, ffi.NULL))
        self._synthesizer = made

    def set_room_template(
        self, conference_id: str | bytes = "", account: str | bytes = "", environment: str | bytes = "", **template: Any
    ) -> None:
        """Sets the template of a room, or of all rooms of an environment; fields as in mixminus_room_template.

        sample_rate_hz: the rate at which the room is mixed; lines of other rates are converted.
        """
        alone_loop = template.pop("alone_loop", None)
        struct = Struct("room_template").set(template)
        struct.pointer.alone_loop = SOUND_NONE if alone_loop is None else alone_loop.sound
        check(
            lib.mixminus_room_template_set(
                self.pointer, *[*_names(account, environment, conference_id), struct.pointer]
            )
        )

    def remove_room_template(
        self, conference_id: str | bytes = "", account: str | bytes = "", environment: str | bytes = ""
    ) -> None:
        """Removes a template."""
        check(lib.mixminus_room_template_remove(self.pointer, *_names(account, environment, conference_id)))

    def set_account_quota(self, account: str | bytes = "", **quota: Any) -> None:
        """Sets the quota of an account; fields as in mixminus_account_quota."""
        struct = Struct("account_quota").set(quota)
        check(lib.mixminus_account_quota_set(self.pointer, *[*_names(account), struct.pointer]))

    def reset_account_quota(self, account: str | bytes = "") -> None:
        """Removes the quota of an account."""
        check(lib.mixminus_account_quota_reset(self.pointer, *_names(account)))

    def say_to_rooms(self, rooms: Sequence[Room], prompt: Sound, **options: Any) -> list[int]:
        """Plays a prompt to everyone in several rooms, beginning with the same tick. Returns a play per room."""
        handles = ffi.new("mixminus_room[]", [room.handle for room in rooms])
        plays = ffi.new("mixminus_play[]", max(len(handles), 1))
        struct = Struct("say_options").set(options)
        check(lib.mixminus_rooms_say(self.pointer, handles, len(handles), prompt.sound, struct.pointer, plays))
        return list(plays)[: len(handles)]

    def stop_play(self, play: int) -> None:
        """Stops one play."""
        check(lib.mixminus_play_stop(self.pointer, play))

    def stats(self) -> structs.EngineStats:
        """The counters of the engine."""
        return fetch(structs.EngineStats, "engine_stats", lib.mixminus_engine_get_stats, self.pointer)


def _names(*names: str | bytes) -> Iterator[Any]:
    """Strings as pointers and lengths; an empty one is the default."""
    for name in names:
        data = encoded("name", name)
        yield data or ffi.NULL
        yield len(data)
