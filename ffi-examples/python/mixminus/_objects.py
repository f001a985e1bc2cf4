"""What objects with a handle have in common."""

from .errors import invalid
from .lowlevel import ffi


class Owned:
    """An object that the engine knows by a handle, and that is freed by close() or by the garbage collector."""

    _free = None

    def __init__(self, engine, handle):
        self._engine = engine
        self._handle = handle

    @property
    def engine(self):
        """The engine of it."""
        return self._engine

    @property
    def handle(self):
        """The 64-bit handle, for calls of `mixminus.lowlevel`."""
        return self._handle

    @property
    def _args(self):
        """What every call begins with. Raises once the engine is closed."""
        return self._engine.pointer, self._handle

    def close(self):
        """Frees it. A second time is a no-op. Calls on it then fail with STALE_HANDLE."""
        free, self._to_free = getattr(self, "_to_free", True), False
        if free and not self._engine.is_closed:
            type(self)._free(self._engine.pointer, self._handle)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def __del__(self):
        if hasattr(self, "_handle"):
            self.close()

    def __repr__(self):
        return f"<mixminus.{type(self).__name__} {self._handle:#x}>"


def made(kind, make):
    """Calls a function of the library that gives a handle."""
    from .errors import check

    out = ffi.new(f"mixminus_{kind} *")
    check(make(out))
    return out[0]


def handle_of(target):
    """The handle of a room or a participant."""
    handle = getattr(target, "handle", None)
    if handle is None:
        raise invalid(f"{target!r}: must be a room or a participant")
    return handle
