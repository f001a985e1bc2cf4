"""Statuses as exceptions."""

from __future__ import annotations

from .constants import Status
from .lowlevel import ffi, lib


class MixminusError(Exception):
    """A call of the library failed. The message is that of mixminus_last_error."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        #: The status, one of mixminus.Status.
        self.status = status

    @property
    def name(self) -> str:
        """The name of the status, such as "ROOM_FULL"."""
        return getattr(self.status, "name", str(self.status))


class HangUp(BaseException):
    """The call of a script is over. It ends the script, and is no error."""


def status_of(number: int) -> int:
    """The status of a number; a number that this package does not know stays one."""
    try:
        return Status(number)
    except ValueError:
        return number


def invalid(message: str) -> MixminusError:
    """The error of an argument that the library would refuse."""
    return MixminusError(Status.INVALID_ARGUMENT, message)


def check(number: int) -> None:
    """Raises if a control call failed."""
    if number:
        raise MixminusError(status_of(number), ffi.string(lib.mixminus_last_error()).decode(errors="replace"))


def check_audio(number: int) -> None:
    """Raises if an audio call failed. Audio calls leave no message of their own."""
    if number:
        raise MixminusError(status_of(number), ffi.string(lib.mixminus_status_str(number)).decode())
