"""How a conference ends, and what its handlers get."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .constants import EndReason
from .lowlevel import ffi

if TYPE_CHECKING:
    from .options import Options

REASONS = {
    EndReason.HANG_UP: "hangup",
    EndReason.ENGINE_STOPPED: "engine stopped",
    EndReason.ROOM_CLOSED: "room closed",
    EndReason.REMOVED: "removed",
    EndReason.TIME_LIMIT: "time limit",
    EndReason.TERMINATOR: "choice",
    EndReason.SIGNAL: "signal",
}


class Choice(str):
    """The key that ended a conference: the digit, as a string."""

    __slots__ = ()

    @property
    def value(self) -> str:
        """The digit."""
        return str(self)


@dataclass(frozen=True)
class ConferenceEvent:
    """What onChoice and onSignal get, and what a conference returns."""

    #: Why the conference ended: "choice", "signal", "hangup", "removed", "room closed", "time limit", "engine stopped".
    name: str
    #: The digit, the name of the signal, or the text of the removal; else "".
    value: str
    #: The key, if one ended it.
    choice: Choice | None = None

    @property
    def reason(self) -> str:
        """The same as name."""
        return self.name


def conference_event(end: Any) -> ConferenceEvent:
    """The event of a mixminus_conference_end."""
    name = REASONS.get(end.reason, "")
    if end.reason == EndReason.TERMINATOR:
        digit = chr(end.digit)
        return ConferenceEvent(name, digit, Choice(digit))
    return ConferenceEvent(name, bytes(ffi.buffer(end.text, end.text_len)).decode(errors="replace"))


def call_handler(options: Options, event: ConferenceEvent, before: Callable[[str, str], None] | None = None) -> None:
    """Calls the handler for the end of a conference, if there is one. `before` gets its name and the value first."""
    handlers = {"choice": ("onChoice", options.on_choice), "signal": ("onSignal", options.on_signal)}
    name, handler = handlers.get(event.name, ("", None))
    if handler is None:
        return
    if before is not None:
        before(name, event.value)
    handler(event) if takes_argument(handler) else handler()


def takes_argument(handler: Callable[..., Any]) -> bool:
    """True unless a function takes nothing, or only what is named."""
    named = (inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.VAR_KEYWORD)
    try:
        return any(parameter.kind not in named for parameter in inspect.signature(handler).parameters.values())
    except (TypeError, ValueError):
        return True
