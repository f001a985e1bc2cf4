"""What objects with a handle have in common."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from .errors import check, invalid
from .lowlevel import ffi

if TYPE_CHECKING:
    from typing_extensions import Self

    from .engine import Engine


class Owned:
    """An object that the engine knows by a handle, and that is freed by close() or by the garbage collector."""

    _free: Callable[..., int]

    def __init__(self, engine: Engine, handle: int) -> None:
        self._engine = engine
        self._handle = handle

    @property
    def engine(self) -> Engine:
        """The engine of it."""
        return self._engine

    @property
    def handle(self) -> int:
        """The 64-bit handle, for calls of `mixminus.lowlevel`."""
        return self._handle

    @property
    def _args(self) -> tuple[Any, int]:
        """What every call begins with. Raises once the engine is closed."""
        return self._engine.pointer, self._handle

    def close(self) -> None:
        """Frees it. A second time is a no-op. Calls on it then fail with STALE_HANDLE."""
        free, self._to_free = getattr(self, "_to_free", True), False
        if free and not self._engine.is_closed:
            type(self)._free(self._engine.pointer, self._handle)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __del__(self) -> None:
        if hasattr(self, "_handle"):
            self.close()

    def __repr__(self) -> str:
        return f"<mixminus.{type(self).__name__} {self._handle:#x}>"


def made(kind: str, make: Callable[[Any], int]) -> int:
    """Calls a function of the library that gives a handle."""
    out = ffi.new(f"mixminus_{kind} *")
    check(make(out))
    return int(out[0])


def handle_of(target: Any) -> int:
    """The handle of a room or a participant."""
    handle = getattr(target, "handle", None)
    if handle is None:
        raise invalid(f"{target!r}: must be a room or a participant")
    return int(handle)
