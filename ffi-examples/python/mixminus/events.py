"""What happened, in the order in which it happened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .constants import EventKind


def _kind(number: int) -> int:
    try:
        return EventKind(number)
    except ValueError:
        return number


@dataclass(frozen=True)
class Event:
    """An event of the engine. Fields that its kind does not use are zero."""

    #: What happened: an EventKind.
    kind: int
    #: Number of the event, from 1 on.
    sequence: int
    #: The tick in which it happened.
    tick: int
    #: Handle of the room, or 0.
    room: int
    #: Handle of the participant, or 0.
    participant: int
    #: The user value of the participant.
    user: int
    #: Depends on kind: see mixminus.h.
    value: int
    #: For LEFT the reason: an EndReason.
    reason: int
    #: Flags STATE_… of the participant.
    state: int
    #: True if it was re-sent after a gap.
    resent: bool
    #: DTMF: the digit, else "".
    digit: str
    #: DTMF: where the press began or ended, samples of the engine's clock.
    dtmf_position: int
    #: DTMF: how it was received, a DtmfSource.
    dtmf_source: int
    #: DTMF_ENDED: duration of the press, samples.
    dtmf_duration: int
    #: DTMF: mean power of the two tones, thousandths of dBm0.
    dtmf_level_mdbm0: int
    #: DTMF: power of the column tone over that of the row tone, thousandths of a decibel.
    dtmf_twist_mdb: int
    #: SIGNAL: a SignalOutcome. PLAY_ENDED: a PlayEnd.
    outcome: int

    @classmethod
    def of(cls, event: Any) -> Event:
        """From a mixminus_event."""
        return cls(
            _kind(event.kind),
            event.sequence,
            event.tick,
            event.room,
            event.participant,
            event.user,
            event.value,
            event.reason,
            event.state,
            bool(event.resent),
            chr(event.digit) if event.digit else "",
            event.dtmf_position,
            event.dtmf_source,
            event.dtmf_duration,
            event.dtmf_level_mdbm0,
            event.dtmf_twist_mdb,
            event.outcome,
        )
