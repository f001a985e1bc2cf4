"""Runs a script on one simulated call: `python -m mixminus.runner SCRIPT [OPTION VALUE]...`.

The script is an ordinary Python file in which bare `say` and `conference` act on the call.
"""

from __future__ import annotations

import os
import signal
import sys
import traceback
from typing import Any

from ._fields import Struct
from .conference import ConferenceEvent, call_handler, conference_event
from .constants import Status
from .errors import HangUp, MixminusError, check
from .lowlevel import call_library
from .options import Options, merged

USAGE = """usage: run SCRIPT [--press KEY@SECONDS]... [--say WAV@SECONDS]... [--signal NAME@SECONDS]...
           [--hangup @SECONDS] [--capacity COUNT] [--voice tone|espeak]"""


class Call:
    """The call that a script acts on."""

    def __init__(self, arguments: list[str]) -> None:
        self._ffi, self._lib = call_library()
        kept = [self._ffi.new("char[]", os.fsencode(argument)) for argument in arguments]
        # The library reads the arguments as long as the call lasts.
        self._kept = (kept, self._ffi.new("char *[]", kept))
        answered = self._ffi.new("mixminus_call **")
        if self._lib.mixminus_call_answer(self._kept[1], len(kept), answered):
            raise SystemExit(self._ffi.string(self._lib.mixminus_call_error()).decode(errors="replace"))
        self._call = answered[0]

    def say(self, text: object, *_: object, **__: object) -> None:
        """Speaks a text to the caller."""
        words, end = str(text).encode(), self._ffi.new("uint32_t *")
        self._check(self._lib.mixminus_call_say(self._call, words, len(words), end))

    def conference(self, conference_id: Any, options: Any = None, **keywords: Any) -> ConferenceEvent:
        """Puts the caller into a conference, until it is over."""
        try:
            chosen = Options(conference_id, merged(options, keywords))
        except MixminusError as error:
            self.log(f"conference refused: {error}")
            raise
        end = Struct("conference_end").pointer
        self._check(self._lib.mixminus_call_conference(self._call, chosen.pointer, end))
        event = conference_event(end)
        call_handler(chosen, event, lambda name, value: self.log(f"{name}: {value}"))
        return event

    def wait(self, milliseconds: float) -> None:
        """Lets time pass."""
        self._check(self._lib.mixminus_call_wait(self._call, int(milliseconds)))

    def log(self, text: object) -> None:
        """Adds a line to the transcript."""
        line = str(text).encode()
        self._lib.mixminus_call_note(self._call, line, len(line))

    def answer(self) -> None:
        """Does nothing: the call is answered already."""

    def hangup(self) -> None:
        """Hangs up, and ends the script."""
        self._lib.mixminus_call_hang_up(self._call)
        raise HangUp

    def free(self, failed: bool) -> None:
        """Ends the call."""
        self._lib.mixminus_call_free(self._call, failed)

    @staticmethod
    def _check(status: int) -> None:
        if status in (Status.HUNG_UP, Status.SESSION_EXPIRED):
            raise HangUp
        check(status)


def run(path: str, arguments: list[str]) -> int:
    """Runs the script at `path`; returns the exit status."""
    try:
        with open(path, "rb") as file:
            code = compile(file.read(), path, "exec")
    except OSError as error:
        print(f"{path}: {error.strerror}", file=sys.stderr)
        return 2
    except SyntaxError:
        traceback.print_exc(limit=0)
        return 1
    call = Call(arguments)
    names = {name: getattr(call, name) for name in ("say", "conference", "wait", "hangup", "answer")}
    names["log"] = lambda text: call.log(f"log {text}")
    sys.argv = [path, *arguments]
    sys.path.insert(0, os.path.dirname(os.path.abspath(path)))
    failed = True
    try:
        exec(code, {"__name__": "__main__", "__file__": path, **names})
        failed = False
    except HangUp:
        failed = False
    except SystemExit as end:
        failed = end.code not in (None, 0)
    except BaseException as error:
        # Not the frames of the runner.
        trace = error.__traceback__ and (error.__traceback__.tb_next or error.__traceback__)
        traceback.print_exception(type(error), error, trace)
    finally:
        sys.stdout.flush()
        call.free(failed)
    return 1 if failed else 0


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
