"""mixminus: a conference mixer for telephony hosts. See Engine; `mixminus.lowlevel` has the C functions."""

from .conference import Choice, ConferenceEvent
from .constants import *  # noqa: F403
from .engine import Engine
from .errors import HangUp, MixminusError
from .events import Event
from .participant import Participant
from .prompt import BEEP, Prompt
from .recording import Recording
from .room import Room
from .tap import Tap, TapFrame

__version__ = f"{VERSION_MAJOR}.{VERSION_MINOR}.{VERSION_PATCH}"  # noqa: F405
