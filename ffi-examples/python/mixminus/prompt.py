"""A sound that can be played."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from . import structs
from ._fields import fetch
from ._objects import Owned, made
from .constants import SOUND_BEEP
from .lowlevel import lib

if TYPE_CHECKING:
    from .engine import Engine


class Prompt(Owned):
    """A sound that can be played any number of times. What plays of it when it is freed plays to its end."""

    _free = lib.mixminus_prompt_free

    def __init__(self, engine: Engine, make: Callable[[Any], int]) -> None:
        super().__init__(engine, made("prompt", make))

    @property
    def sound(self) -> int:
        """The mixminus_sound."""
        return self._handle

    def info(self) -> structs.PromptInfo:
        """Its length."""
        return fetch(structs.PromptInfo, "prompt_info", lib.mixminus_prompt_get_info, *self._args)


class _Beep:
    sound = SOUND_BEEP


#: The built-in beep, wherever a prompt can be given.
BEEP = _Beep()
