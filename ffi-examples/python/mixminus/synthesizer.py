"""Texts as speech, by a function of the application."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .errors import MixminusError
from .lowlevel import ffi, lib


class Synthesizer:
    """Calls speak(text, voice), on the thread that says the text."""

    def __init__(self, speak: Callable[[str, str], bytes]) -> None:
        self._speak = speak
        self.function = ffi.callback(
            "int32_t(void *, const char *, size_t, const char *, size_t, mixminus_speech *)", self._call, error=-1
        )

    def _call(self, _: Any, text: Any, text_len: int, voice: Any, voice_len: int, speech: Any) -> int:
        words = bytes(ffi.buffer(text, text_len)).decode()
        name = bytes(ffi.buffer(voice, voice_len)).decode() if voice_len else ""
        try:
            wav = bytes(self._speak(words, name))
        except MixminusError as error:
            return int(error.status)
        return lib.mixminus_speech_add_wav(speech, wav, len(wav))
