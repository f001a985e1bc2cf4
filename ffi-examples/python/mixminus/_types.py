"""The types of arguments."""

from typing import Any, Protocol

#: 16-bit samples: bytes, bytearray, array('h'), memoryview or an int16 array of numpy.
Buffer = Any

#: What a recording takes, and its file: (room or participant, path), or (participant, path, TapPoint).
Track = Any


class Sound(Protocol):
    """What can be played: a Prompt or BEEP."""

    @property
    def sound(self) -> int:
        """The mixminus_sound."""
