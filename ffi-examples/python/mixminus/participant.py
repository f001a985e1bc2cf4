"""One call."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, overload

from . import structs
from ._fields import Struct, encoded, fetch, read
from ._objects import Owned, made
from ._types import Buffer, Sound
from .conference import ConferenceEvent, call_handler, conference_event
from .constants import SOUND_NONE, Encoding, SayEnd, SignalOutcome
from .errors import check, check_audio, invalid
from .lowlevel import ffi, lib
from .options import JOIN_NAMES, Options, gain_mdb, merged
from .room import Room

if TYPE_CHECKING:
    from .engine import Engine

_write, _read, _NULL = lib.mixminus_participant_write, lib.mixminus_participant_read, ffi.NULL
_from_buffer = ffi.from_buffer
#: The type of a sample by Encoding.
_ELEMENTS: dict[int, str] = {
    Encoding.S16: "int16_t[]",
    Encoding.F32: "float[]",
    Encoding.ULAW: "uint8_t[]",
    Encoding.ALAW: "uint8_t[]",
}


def _elements(encoding: int) -> str:
    """The type of samples of an encoding."""
    if encoding not in _ELEMENTS:
        raise invalid(f"encoding: {encoding!r}, must be an Encoding")
    return _ELEMENTS[encoding]


def _written(lost: int, timestamp: int | None, starts_talkspurt: bool) -> Any:
    """What is known about the samples of a write, for the library."""
    info = Struct("write_info").pointer
    info.lost, info.starts_talkspurt = lost, starts_talkspurt
    if timestamp is not None:
        info.timestamp, info.has_timestamp = timestamp, 1
    return info


class Participant(Owned):
    """One call, in a room or in none. Made by Engine.participant()."""

    _free = lib.mixminus_participant_free

    def __init__(self, engine: Engine, config: Struct) -> None:
        super().__init__(
            engine, made("participant", lambda out: lib.mixminus_participant_new(engine.pointer, config.pointer, out))
        )
        self._count = ffi.new("size_t *")
        self._sample_rate_hz = int(config.pointer.sample_rate_hz) or engine.sample_rate_hz
        self._frame = self._read_frame = engine._frame_samples(self._sample_rate_hz)

    @property
    def sample_rate_hz(self) -> int:
        """Samples per second of its line, in both directions."""
        return self._sample_rate_hz

    @property
    def frame_samples(self) -> int:
        """Samples in a frame of its line."""
        return self._frame

    def join(self, conference_id: str | bytes | int, options: Mapping[str, Any] | None = None, **keywords: Any) -> Room:
        """Joins a room, and makes it if there is none. Does not wait. Returns the room."""
        chosen = Options(conference_id, merged(options, keywords), JOIN_NAMES)
        room = ffi.new("mixminus_room *")
        check(lib.mixminus_participant_join(*self._args, chosen.pointer, room))
        return Room(self._engine, room[0])

    def leave(self) -> None:
        """Leaves the room. The session continues."""
        check(lib.mixminus_participant_leave(*self._args))

    def move(self, conference_id: str | bytes) -> Room:
        """Moves to another room, without a pause. Returns it."""
        data, room = encoded("conference_id", conference_id), ffi.new("mixminus_room *")
        check(lib.mixminus_participant_move(*self._args, data, len(data), room))
        return Room(self._engine, room[0])

    def conference(
        self, conference_id: str | bytes | int, options: Mapping[str, Any] | None = None, **keywords: Any
    ) -> ConferenceEvent:
        """Joins a room, waits until the conference is over, calls the handler, and returns how it ended.

        The engine must be ticked by other threads meanwhile: by start(), or by the host's.
        """
        chosen = Options(conference_id, merged(options, keywords))
        end = Struct("conference_end").pointer
        check(lib.mixminus_conference(*self._args, chosen.pointer, _NULL, _NULL, end))
        event = conference_event(end)
        call_handler(chosen, event)
        return event

    def conference_end(self) -> ConferenceEvent:
        """How the last conference ended; its name is "" if it has not, or there was none."""
        end = Struct("conference_end").pointer
        check(lib.mixminus_participant_conference_end(*self._args, end))
        return conference_event(end)

    def remove(self, text: str | bytes = "") -> None:
        """Removes it from its room, with a text for its application."""
        data = encoded("text", text)
        check(lib.mixminus_participant_remove(*self._args, data, len(data)))

    def hang_up(self) -> None:
        """Reports that the call hung up: its conference ends, and no other can begin."""
        check(lib.mixminus_participant_hang_up(*self._args))

    def signal(self, name: str | bytes) -> SignalOutcome:
        """Sends a signal to the session. Returns a SignalOutcome."""
        data, outcome = encoded("name", name), ffi.new("uint32_t *")
        check(lib.mixminus_participant_signal(*self._args, data, len(data), outcome, _NULL))
        return SignalOutcome(outcome[0])

    def queued_signals(self) -> int:
        """The number of signals that are queued."""
        count = ffi.new("uint32_t *")
        check(lib.mixminus_participant_queued_signals(*self._args, count))
        return int(count[0])

    def set_rates(self, write_hz: int = 0, read_hz: int = 0) -> None:
        """Sets the sample rates at which its audio is written and read, 8000 to 48000 Hz; 0 leaves one as it is.

        At first both are the rate of its line. A call that goes from G.711 to G.722 goes from 8000 to 16000.
        """
        check(lib.mixminus_participant_set_rates(*self._args, write_hz, read_hz))
        if read_hz:
            self._read_frame = self.engine._frame_samples(read_hz)

    def set_mute(self, mute: bool) -> None:
        """Mutes it or not. It still hears."""
        check(lib.mixminus_participant_set_mute(*self._args, bool(mute)))

    def set_deaf(self, deaf: bool) -> None:
        """Makes it deaf or not: it does not hear the room."""
        check(lib.mixminus_participant_set_deaf(*self._args, bool(deaf)))

    def set_gain_db(self, gain_db: float) -> None:
        """Sets the gain on its audio, −60 to 24 dB."""
        check(lib.mixminus_participant_set_gain(*self._args, gain_mdb(gain_db)))

    def set_hold(self, hold: bool, music: Sound | None = None) -> None:
        """Puts it on hold or takes it back: neither heard nor hearing, but for the music."""
        sound = SOUND_NONE if music is None else music.sound
        check(lib.mixminus_participant_set_hold(*self._args, bool(hold), sound))

    def set_detect_dtmf(self, on: bool) -> None:
        """Reports DTMF in its audio as events, or not."""
        check(lib.mixminus_participant_set_detect_dtmf(*self._args, bool(on)))

    def set_play_tones(self, on: bool) -> None:
        """Lets the others hear its DTMF, or not."""
        check(lib.mixminus_participant_set_play_tones(*self._args, bool(on)))

    def set_generate_dtmf(self, on: bool) -> None:
        """Makes injected DTMF audible, or not."""
        check(lib.mixminus_participant_set_generate_dtmf(*self._args, bool(on)))

    def inject_dtmf(self, digit: str, level_mdbm0: int = -10_000, duration_ms: int = 100) -> None:
        """Reports a whole press that arrived out of band, as by SIP INFO."""
        check(lib.mixminus_participant_inject_dtmf_press(*self._args, digit.encode(), level_mdbm0, duration_ms))

    def inject_dtmf_begin(self, digit: str, level_mdbm0: int = -10_000, limit_ms: int = 0) -> None:
        """Reports that a press began out of band."""
        check(lib.mixminus_participant_inject_dtmf_begin(*self._args, digit.encode(), level_mdbm0, limit_ms))

    def inject_dtmf_end(self, digit: str) -> None:
        """Reports that a press ended."""
        check(lib.mixminus_participant_inject_dtmf_end(*self._args, digit.encode()))

    def telephone_event(self, **packet: int) -> None:
        """Passes on a packet of RFC 4733; fields as in mixminus_telephone_event."""
        check(lib.mixminus_participant_telephone_event(*self._args, Struct("telephone_event").set(packet).pointer))

    def send_dtmf(self, digits: str, level_mdbm0: int = -10_000, on_ms: int = 100, off_ms: int = 100) -> None:
        """Sends digits to it, as tones in its output."""
        data = encoded("digits", digits)
        check(lib.mixminus_participant_send_dtmf(*self._args, data, len(data), level_mdbm0, on_ms, off_ms))

    def say(self, prompt: Sound, **options: Any) -> int:
        """Plays a prompt to it: times, gain_mdb, interrupt. Does not wait. Returns the number of the play."""
        play = ffi.new("mixminus_play *")
        check(lib.mixminus_participant_say(*self._args, prompt.sound, Struct("say_options").set(options).pointer, play))
        return int(play[0])

    def say_text(self, text: str | bytes, voice: str | bytes = "", **options: Any) -> int:
        """Speaks a text to it, by the engine's synthesizer. Does not wait. Returns the number of the play."""
        play, struct = ffi.new("mixminus_play *"), Struct("say_options").set(options)
        words, voice = encoded("text", text), encoded("voice", voice)
        check(
            lib.mixminus_participant_say_text(
                *self._args, words, len(words), voice or _NULL, len(voice), struct.pointer, play
            )
        )
        return int(play[0])

    def say_and_wait(self, prompt: Sound, **options: Any) -> SayEnd:
        """Plays a prompt to it and waits until that is over. Returns a SayEnd."""
        end = ffi.new("uint32_t *")
        check(lib.mixminus_say(*self._args, prompt.sound, Struct("say_options").set(options).pointer, _NULL, end))
        return SayEnd(end[0])

    def say_text_and_wait(self, text: str | bytes, voice: str | bytes = "", **options: Any) -> SayEnd:
        """Speaks a text to it and waits until that is over. Returns a SayEnd."""
        end, struct = ffi.new("uint32_t *"), Struct("say_options").set(options)
        words, voice = encoded("text", text), encoded("voice", voice)
        check(
            lib.mixminus_say_text(
                *self._args, words, len(words), voice or _NULL, len(voice), struct.pointer, _NULL, end
            )
        )
        return SayEnd(end[0])

    def say_stop(self) -> None:
        """Stops everything that plays, or is queued to play, to it."""
        check(lib.mixminus_participant_say_stop(*self._args))

    def write(self, samples: Buffer) -> int:
        """Writes audio that the line has received: bytes, array('h') or int16 of numpy. Returns how many were taken."""
        data = _from_buffer("int16_t[]", samples)
        status = _write(self._engine.pointer, self._handle, data, len(data), self._count)
        if status:
            check_audio(status)
        return int(self._count[0])

    def write_ex(
        self, samples: Buffer, lost: int = 0, timestamp: int | None = None, starts_talkspurt: bool = False
    ) -> int:
        """The same for packets that have a timestamp, in any order, or that were lost before these samples.
        `starts_talkspurt`: the sender has paused before them (the marker bit of RTP)."""
        data, info = _from_buffer("int16_t[]", samples), _written(lost, timestamp, starts_talkspurt)
        check_audio(lib.mixminus_participant_write_ex(*self._args, data, len(data), info, self._count))
        return int(self._count[0])

    def write_encoded(
        self,
        samples: Buffer,
        encoding: int,
        lost: int = 0,
        timestamp: int | None = None,
        starts_talkspurt: bool = False,
    ) -> int:
        """Writes audio in the line's own Encoding: 16-bit, float, µ-law or A-law. Returns how many samples were taken."""
        data, info = _from_buffer(_elements(encoding), samples), _written(lost, timestamp, starts_talkspurt)
        check_audio(lib.mixminus_participant_write_encoded(*self._args, data, len(data), encoding, info, self._count))
        return int(self._count[0])

    def flush(self) -> None:
        """Drops all that was written and has not been heard yet: what an agent still had to say when it was interrupted."""
        check_audio(lib.mixminus_participant_flush(*self._args))

    def mark(self, value: int) -> None:
        """Marks the place after what was written last. The event MARK_HEARD with this value tells when all before it was
        heard, MARK_FLUSHED that it will not be."""
        check_audio(lib.mixminus_participant_mark(*self._args, value))

    def read_encoded(self, samples: Buffer, encoding: int) -> structs.ReadInfo:
        """Fills a writable buffer with audio in the line's own Encoding, and returns a ReadInfo."""
        data = _from_buffer(_elements(encoding), samples, require_writable=True)
        info = Struct("read_info").pointer
        check_audio(lib.mixminus_participant_read_encoded(*self._args, data, len(data), encoding, info))
        return read(structs.ReadInfo, info)

    @overload
    def read(self, samples: int | None = None) -> bytes: ...

    @overload
    def read(self, samples: Buffer) -> int: ...

    def read(self, samples: Any = None) -> Any:
        """Reads audio for the line. `samples`: how many (default a frame of its line), then returns bytes of 16-bit
        samples; or a writable buffer to fill, then returns how many were real. What is missing is silence."""
        if samples is None or isinstance(samples, int):
            wanted = self._read_frame if samples is None else samples
            buffer = bytearray(2 * wanted)
            self.read(buffer)
            return bytes(buffer)
        data = _from_buffer("int16_t[]", samples, require_writable=True)
        status = _read(self._engine.pointer, self._handle, data, len(data), self._count)
        if status:
            check_audio(status)
        return int(self._count[0])

    def read_ex(self, samples: Buffer) -> structs.ReadInfo:
        """Fills a writable buffer, and returns a ReadInfo: which frames are alike, what is missing and why."""
        data, info = _from_buffer("int16_t[]", samples, require_writable=True), Struct("read_info").pointer
        check_audio(lib.mixminus_participant_read_ex(*self._args, data, len(data), info))
        return read(structs.ReadInfo, info)

    def info(self) -> structs.ParticipantInfo:
        """Its room and its settings."""
        return fetch(structs.ParticipantInfo, "participant_info", lib.mixminus_participant_get_info, *self._args)

    def stats(self) -> structs.ParticipantStats:
        """The counters of its line."""
        return fetch(structs.ParticipantStats, "participant_stats", lib.mixminus_participant_get_stats, *self._args)
