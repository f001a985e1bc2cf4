"""The options of a conference, in the forms in which scripts give them."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from typing import Any

from ._fields import Struct, encoded
from .constants import SOUND_BEEP, SOUND_NONE
from .errors import invalid
from .lowlevel import ffi

#: Names in snake_case, and the name that errors give.
NAMES = {
    "allow_signals": "allowSignals",
    "interdigit_timeout": "interdigitTimeout",
    "mute": "mute",
    "on_choice": "onChoice",
    "on_signal": "onSignal",
    "play_tones": "playTones",
    "terminator": "terminator",
    "join_prompt": "joinPrompt",
    "leave_prompt": "leavePrompt",
}

#: Options of `join` that `conference` does not have.
JOIN_NAMES = {
    "deaf": "deaf",
    "gain_db": "gainDb",
    "talk_events": "talkEvents",
    "detect_dtmf": "detectDtmf",
    "generate_dtmf": "generateDtmf",
    "prefill_ms": "prefillMs",
    "cap_ms": "capMs",
    "adaptive_min_ms": "adaptiveMinMs",
    "adaptive_max_ms": "adaptiveMaxMs",
}


class Options:
    """Options that were checked, as the library takes them. The handlers are None or functions."""

    def __init__(self, conference_id: Any, given: Mapping[str, Any], extra: Mapping[str, str] | None = None) -> None:
        self.struct = Struct("join_options")
        if conference_id is None:
            conference_id = ""  # the engine refuses it
        if isinstance(conference_id, bool) or not isinstance(conference_id, (str, bytes, int)):
            raise invalid(f"conferenceId: {shown(conference_id)}, must be a string or an integer")
        self.struct.text("conference_id", str(conference_id) if isinstance(conference_id, int) else conference_id)
        self.on_choice: Callable[..., Any] | None = None
        self.on_signal: Callable[..., Any] | None = None
        names = {**NAMES, **(extra or {})}
        known = {name: snake for snake, camel in names.items() for name in (snake, camel)}
        for name, value in given.items():
            if name not in known:
                raise invalid(f"unknown option: {name}")
            if value is not None:
                getattr(self, f"_set_{known[name]}")(value)

    @property
    def pointer(self) -> Any:
        """The mixminus_join_options."""
        return self.struct.pointer

    def _set_allow_signals(self, value: Any) -> None:
        names = [value] if isinstance(value, (str, bytes)) else value
        if not isinstance(names, (list, tuple)) or not all(isinstance(name, (str, bytes)) for name in names):
            raise invalid(f"allowSignals: {shown(value)}, must be a string or a list of strings")
        texts = self.struct.keep(ffi.new("mixminus_text[]", max(len(names), 1)))
        for text, name in zip(texts, names):
            data = encoded("allowSignals", name)
            text.bytes = self.struct.keep(ffi.from_buffer("char[]", data))
            text.length = len(data)
        self.pointer.allow_signals = texts
        self.pointer.allow_signals_len = len(names)

    def _set_interdigit_timeout(self, value: Any) -> None:
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        if not is_number or not math.isfinite(value) or not 0 <= value <= 3600:
            raise invalid(f"interdigitTimeout: {shown(value)}, must be 0 to 3600 seconds")
        self.pointer.interdigit_timeout_ms = math.floor(value * 1000 + 0.5)

    def _set_terminator(self, value: Any) -> None:
        key = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
        if key == "":
            return
        if not isinstance(key, str) or len(key) != 1 or key not in "0123456789*#ABCD":
            raise invalid(f"terminator: {shown(value)}, must be one of 0-9 * # A-D")
        self.pointer.terminator = ord(key)

    def _set_flag(self, name: str, field: str, value: Any) -> None:
        if value not in (0, 1) or not isinstance(value, int):
            raise invalid(f"{name}: {shown(value)}, must be true or false")
        setattr(self.pointer, field, int(value))

    def _set_mute(self, value: Any) -> None:
        self._set_flag("mute", "mute", value)

    def _set_play_tones(self, value: Any) -> None:
        self._set_flag("playTones", "play_tones", value)

    def _set_deaf(self, value: Any) -> None:
        self._set_flag("deaf", "deaf", value)

    def _set_talk_events(self, value: Any) -> None:
        self._set_flag("talkEvents", "talk_events", value)

    def _set_detect_dtmf(self, value: Any) -> None:
        self._set_flag("detectDtmf", "detect_dtmf", value)

    def _set_generate_dtmf(self, value: Any) -> None:
        self._set_flag("generateDtmf", "generate_dtmf", value)

    def _set_gain_db(self, value: Any) -> None:
        self.pointer.gain_mdb = gain_mdb(value)

    def _set_prefill_ms(self, value: Any) -> None:
        self.struct.set({"prefill_ms": value})

    def _set_cap_ms(self, value: Any) -> None:
        self.struct.set({"cap_ms": value})

    def _set_adaptive_min_ms(self, value: Any) -> None:
        self.struct.set({"adaptive_min_ms": value})

    def _set_adaptive_max_ms(self, value: Any) -> None:
        self.struct.set({"adaptive_max_ms": value})

    def _sound(self, name: str, value: Any) -> int:
        if value in ("none", "beep"):
            return SOUND_BEEP if value == "beep" else SOUND_NONE
        handle = getattr(value, "sound", None)
        if handle is None:
            raise invalid(f'{name}: {shown(value)}, must be "none", "beep" or a prompt')
        return int(handle)

    def _set_join_prompt(self, value: Any) -> None:
        self.pointer.join_prompt = self._sound("joinPrompt", value)

    def _set_leave_prompt(self, value: Any) -> None:
        self.pointer.leave_prompt = self._sound("leavePrompt", value)

    def _set_on_choice(self, value: Any) -> None:
        self.on_choice = handler("onChoice", value)

    def _set_on_signal(self, value: Any) -> None:
        self.on_signal = handler("onSignal", value)


def handler(name: str, value: Callable[..., Any]) -> Callable[..., Any]:
    """A function that takes the event."""
    if not callable(value):
        raise invalid(f"{name}: not a function")
    return value


def gain_mdb(gain_db: float) -> int:
    """A gain in decibels as the library takes it."""
    if isinstance(gain_db, bool) or not isinstance(gain_db, (int, float)) or not -60 <= gain_db <= 24:
        raise invalid(f"gainDb: {shown(gain_db)}, must be -60 to 24")
    return round(gain_db * 1000)


def shown(value: Any) -> str:
    """A value as messages show it."""
    try:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    except (TypeError, ValueError):
        return repr(value)


def merged(options: Mapping[str, Any] | None, keywords: dict[str, Any]) -> dict[str, Any]:
    """Options from a mapping, from keyword arguments, or from both."""
    if options is None:
        return keywords
    if not hasattr(options, "items"):
        raise invalid(f"options: {shown(options)}, must be a dict")
    return {**dict(options.items()), **keywords}
