"""Runs a script on one simulated call: `python -m mixminus.runner SCRIPT [OPTION VALUE]...`.

The script is an ordinary Python file in which bare `say` and `conference` act on the call.
"""

from __future__ import annotations

import atexit
import builtins
import math
import numbers
import os
import signal
import sys
import threading
import traceback
import types
from typing import Any

from ._fields import Struct
from .conference import ConferenceEvent, call_handler, conference_event
from .constants import Status
from .errors import HangUp, MixminusError, check, invalid
from .lowlevel import call_library
from .options import Options, merged, shown

USAGE = """usage: run SCRIPT [--press KEY@SECONDS]... [--say WAV@SECONDS]... [--signal NAME@SECONDS]...
           [--hangup @SECONDS] [--capacity COUNT] [--voice tone|espeak]"""

#: How often a script may ignore that the call is over, before it is ended for good.
PATIENCE = 100


class Call:
    """The call that a script acts on. Only the thread that answered it may use it."""

    def __init__(self, arguments: list[str]) -> None:
        self._ffi, self._lib = call_library()
        kept = [self._ffi.new("char[]", os.fsencode(argument)) for argument in arguments]
        # The library reads the arguments as long as the call lasts.
        self._kept = (kept, self._ffi.new("char *[]", kept))
        answered = self._ffi.new("mixminus_call **")
        if self._lib.mixminus_call_answer(self._kept[1], len(kept), answered):
            raise SystemExit(self._ffi.string(self._lib.mixminus_call_error()).decode(errors="replace"))
        self._call = answered[0]
        self._thread, self._process = threading.get_ident(), os.getpid()
        self._ignored = 0

    @property
    def _open(self) -> Any:
        """The mixminus_call. Raises once the call has ended, and on other threads."""
        if self._call is None:
            raise self._over()
        if threading.get_ident() != self._thread:
            raise MixminusError(Status.WRONG_MODE, "only the thread of the call may use it")
        return self._call

    def say(self, text: Any, options: Any = None, **_: Any) -> None:
        """Speaks a text to the caller. Options, such as a voice, are accepted and ignored."""
        if options is not None and not hasattr(options, "items"):
            raise invalid(f"options: {shown(options)}, must be a dict")
        if isinstance(text, bool) or not isinstance(text, (str, bytes, numbers.Number)):
            raise invalid(f"say: {shown(text)}, must be a text")
        words = text if isinstance(text, bytes) else str(text).encode()
        end = self._ffi.new("uint32_t *")
        self._check(self._lib.mixminus_call_say(self._open, words, len(words), end))

    def conference(self, conference_id: Any, options: Any = None, **keywords: Any) -> ConferenceEvent:
        """Puts the caller into a conference, until it is over."""
        try:
            chosen = Options(conference_id, merged(options, keywords))
        except MixminusError as error:
            self.log(f"conference refused: {error}")
            raise
        end = Struct("conference_end").pointer
        self._check(self._lib.mixminus_call_conference(self._open, chosen.pointer, end))
        event = conference_event(end)
        call_handler(chosen, event, lambda name, value: self.log(f"{name}: {value}"))
        return event

    def wait(self, milliseconds: float) -> None:
        """Lets time pass."""
        is_number = isinstance(milliseconds, numbers.Real) and not isinstance(milliseconds, bool)
        if not is_number or not math.isfinite(milliseconds) or not 0 <= milliseconds <= 0xFFFFFFFF:
            raise invalid(f"wait: {shown(milliseconds)}, must be a number of milliseconds")
        self._check(self._lib.mixminus_call_wait(self._open, round(milliseconds)))

    def log(self, text: object) -> None:
        """Adds a line to the transcript."""
        line = str(text).encode()
        self._lib.mixminus_call_note(self._open, line, len(line))

    def answer(self, *_: Any, **__: Any) -> None:
        """Does nothing: the call is answered already."""

    def hangup(self) -> None:
        """Hangs up, and ends the script."""
        self._lib.mixminus_call_hang_up(self._open)
        raise self._over()

    def free(self, failed: bool) -> None:
        """Ends the call, once. A fork of the process leaves it alone."""
        call, self._call = self._call, None
        if call is not None and os.getpid() == self._process:
            self._lib.mixminus_call_free(call, failed)

    def _check(self, status: int) -> None:
        if status in (Status.HUNG_UP, Status.SESSION_EXPIRED):
            raise self._over()
        check(status)

    def _over(self) -> HangUp:
        """What ends the script. One that catches it again and again is ended for good."""
        self._ignored += 1
        if self._ignored > PATIENCE:
            flush()
            self.free(False)
            os._exit(0)
        return HangUp()


def flush() -> None:
    """Writes what the script has printed. A script may have closed its output."""
    if not sys.stdout.closed:
        sys.stdout.flush()


def ignore_hang_up(found: Any) -> None:
    """Reports what a finalizer or a function of atexit raised, unless the call was over."""
    if not isinstance(found.exc_value, HangUp):
        sys.__unraisablehook__(found)


def main_module(path: str, call: Call) -> dict[str, Any]:
    """A module __main__ for the script, so that it finds its own classes there. Returns its names."""
    module = types.ModuleType("__main__")
    functions = {name: getattr(call, name) for name in ("say", "conference", "wait", "hangup", "answer")}
    functions["log"] = lambda text: call.log(f"log {text}")
    # The modules that a script imports have these too.
    vars(builtins).update(functions, MixminusError=MixminusError, HangUp=HangUp)
    vars(module).update(functions, __file__=path)
    sys.modules["__main__"] = module
    return vars(module)


def execute(path: str, source: bytes, names: dict[str, Any]) -> int:
    """Runs a script. Returns the exit status."""
    try:
        code = compile(source, path, "exec")
    except (SyntaxError, ValueError) as error:
        traceback.print_exception(type(error), error, None)
        return 1
    try:
        exec(code, names)
    except HangUp:
        return 0
    except SystemExit as end:
        if end.code is None or isinstance(end.code, int):
            return end.code or 0
        print(end.code, file=sys.stderr)
        return 1
    except BaseException as error:
        # Not the frames of the runner.
        trace = error.__traceback__ and (error.__traceback__.tb_next or error.__traceback__)
        traceback.print_exception(type(error), error, trace)
        return 1
    return 0


def run(path: str, arguments: list[str]) -> int:
    """Runs the script at `path`; returns the exit status."""
    try:
        with open(path, "rb") as file:
            source = file.read()
    except OSError as error:
        print(f"{path}: {error.strerror}", file=sys.stderr)
        return 2
    call = Call(arguments)
    status = 1

    def end() -> None:
        flush()
        call.free(status != 0)

    # The functions that the script gives to atexit run before, and may use the call.
    atexit.register(end)
    sys.unraisablehook = ignore_hang_up
    sys.argv = [path, *arguments]
    sys.path.insert(0, os.path.dirname(os.path.abspath(path)))
    status = execute(path, source, main_module(path, call))
    return status


def main() -> int:
    """The command line."""
    # Calls of the library do not return while they wait, so Ctrl-C must not wait for Python.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if len(sys.argv) < 2 or sys.argv[1].startswith("-"):
        print(USAGE, file=sys.stderr)
        return 2
    try:
        return run(sys.argv[1], sys.argv[2:])
    except SystemExit as refused:
        print(refused.code, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
