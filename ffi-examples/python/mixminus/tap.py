"""Frames of a room or a participant, for recognition or recording."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import structs
from ._fields import fetch
from ._objects import Owned, made
from .constants import TAP_OVERLOAD, TAP_SILENT
from .errors import check_audio
from .lowlevel import ffi, lib

if TYPE_CHECKING:
    from .engine import Engine


@dataclass(frozen=True)
class TapFrame:
    """One frame of a tap."""

    #: The samples, 16 bits each.
    samples: bytes
    #: The tick that mixed it.
    tick: int
    #: Handle of the room, or 0.
    room: int
    #: Which join of the participant it belongs to.
    join: int
    #: All samples are zero.
    is_silent: bool
    #: Samples were cut at full scale.
    is_overload: bool


class Tap(Owned):
    """A ring of frames. If it is read too slowly, frames are dropped and counted. Made by Engine.tap()."""

    _free = lib.mixminus_tap_free

    def __init__(self, engine: Engine, target: int, point: int, buffer_ms: int) -> None:
        super().__init__(
            engine, made("tap", lambda out: lib.mixminus_tap_new(engine.pointer, target, point, buffer_ms, out))
        )
        self._sample_rate_hz = self.info().sample_rate_hz
        self._frame = engine._frame_samples(self._sample_rate_hz)

    @property
    def sample_rate_hz(self) -> int:
        """Samples per second of its frames: those of the room, or of the participant's line."""
        return self._sample_rate_hz

    @property
    def frame_samples(self) -> int:
        """Samples in each of its frames."""
        return self._frame

    def read(self, most: int = 50) -> list[TapFrame]:
        """Takes up to `most` frames that wait, as a list of TapFrame. Does not wait."""
        size = self._frame
        samples, frames = ffi.new("int16_t[]", size * most), ffi.new("mixminus_tap_frame[]", most)
        count = ffi.new("size_t *")
        check_audio(lib.mixminus_tap_read(*self._args, samples, frames, ffi.sizeof("mixminus_tap_frame"), most, count))
        return [
            TapFrame(
                bytes(ffi.buffer(samples + index * size, 2 * size)),
                frame.tick,
                frame.room,
                frame.join,
                bool(frame.flags & TAP_SILENT),
                bool(frame.flags & TAP_OVERLOAD),
            )
            for index, frame in enumerate(frames[0 : count[0]])
        ]

    def info(self) -> structs.TapInfo:
        """What it takes, since when, and how many frames were dropped."""
        return fetch(structs.TapInfo, "tap_info", lib.mixminus_tap_get_info, *self._args)
