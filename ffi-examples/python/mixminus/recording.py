"""Recordings to WAV files."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from . import structs
from ._fields import Struct, encoded, fetch, read
from ._objects import Owned, handle_of, made
from .constants import Status, TapPoint
from .errors import MixminusError, check
from .lowlevel import ffi, lib
from .room import Room

if TYPE_CHECKING:
    from ._types import Track
    from .engine import Engine


class Recording(Owned):
    """A recording that runs. Made by Engine.record(); stop() or close() ends it."""

    _free = staticmethod(lambda engine, handle: lib.mixminus_recording_stop(engine, handle, ffi.NULL))

    def __init__(self, engine: Engine, config: Struct, tracks: Iterable[Track]) -> None:
        tracks, kept = list(tracks), []
        table = ffi.new("mixminus_record_track[]", max(len(tracks), 1))
        for row, (target, path, *point) in zip(table, tracks):
            data = encoded("path", str(path))
            kept.append(ffi.from_buffer("char[]", data))
            row.target, row.path, row.path_len = handle_of(target), kept[-1], len(data)
            row.point = point[0] if point else TapPoint.MIX if isinstance(target, Room) else TapPoint.OUTPUT
        size = ffi.sizeof("mixminus_record_track")
        super().__init__(
            engine,
            made(
                "recording",
                lambda out: lib.mixminus_recording_start(engine.pointer, config.pointer, table, size, len(tracks), out),
            ),
        )

    def pause(self) -> None:
        """Pauses it."""
        check(lib.mixminus_recording_pause(*self._args))

    def resume(self) -> None:
        """Resumes it."""
        check(lib.mixminus_recording_resume(*self._args))

    def stop(self) -> structs.RecordingInfo:
        """Ends it, waits for its files, and returns what became of it."""
        info = Struct("recording_info").pointer
        check(lib.mixminus_recording_stop(*self._args, info))
        self._to_free = False
        return read(structs.RecordingInfo, info)

    def info(self) -> structs.RecordingInfo:
        """How far it is, and what was lost."""
        return fetch(structs.RecordingInfo, "recording_info", lib.mixminus_recording_get_info, *self._args)

    def files(self, track: int = 0) -> list[str]:
        """The paths of the files of a track."""
        path, length = ffi.new("char[4096]"), ffi.new("size_t *")
        paths: list[str] = []
        while True:
            try:
                check(lib.mixminus_recording_get_file(*self._args, track, len(paths), path, 4096, length))
            except MixminusError as error:
                # The track has no further file.
                if paths and error.status == Status.INVALID_ARGUMENT:
                    return paths
                raise
            paths.append(bytes(ffi.buffer(path, length[0])).decode(errors="surrogateescape"))
