"""Trials one after the other on one long line, and what is true about each.

A receiver on a conference hears hours of one line, so the trials of a set share a file: each has its own stretch of
time, with its digits at least 150 ms after the stretch begins and 300 ms before it ends. Where a press begins, relative
to the 20 ms frames, is uniform to the sample.
"""

import dataclasses

import numpy as np

import tones

LEAD_MS = 150
TAIL_MS = 300


@dataclasses.dataclass
class Press:
    """A key press as it was made; milliseconds from the file's beginning."""
    digit: str
    start_ms: float
    end_ms: float


@dataclasses.dataclass
class Trial:
    """A stretch of a file and the digits in it, in order; none where none must be heard."""
    from_ms: float
    to_ms: float
    expect: list[Press]
    # How much of it is not silence.
    sound_ms: float


class Track:
    """A line that grows trial by trial."""

    def __init__(self, rng, rate):
        self.rng, self.rate = rng, rate
        self.parts, self.length, self.trials = [], 0, []

    def count(self, ms):
        """So many milliseconds in samples."""
        return round(self.rate * ms / 1000)

    def add(self, *sounds, expect=None):
        """A trial: sounds in turn, each (samples, digit or None). `expect`: what to hear, if not these digits each
        where it is; a string stands for its digits at the first sound's beginning."""
        begin = self.length
        self.silence(self.count(LEAD_MS) + int(self.rng.integers(self.count(tones.FRAME_MS))))
        start, heard = self.length, []
        for samples, digit in sounds:
            if digit is not None:
                heard.append(Press(digit, self.ms(self.length), self.ms(self.length + len(samples))))
            self.parts.append(np.asarray(samples, np.float32))
            self.length += len(samples)
        if expect is not None:
            heard = [Press(digit, self.ms(start), self.ms(self.length)) for digit in expect]
        sound_ms = self.ms(self.length - start)
        self.silence(self.count(TAIL_MS))
        self.trials.append(Trial(self.ms(begin), self.ms(self.length), heard, sound_ms))

    def add_at(self, sound, where):
        """As `add`, but the sound begins at the first moment that `where` (a truth a 20 ms frame) allows."""
        frame = self.count(tones.FRAME_MS)
        start = -(-(self.length + self.count(LEAD_MS)) // frame)
        allowed = np.flatnonzero(where[start:])
        wait = int(allowed[0]) if len(allowed) else 0
        begin = self.length
        self.silence((start + wait) * frame + int(self.rng.integers(frame)) - begin)
        heard = Press(sound[1], self.ms(self.length), self.ms(self.length + len(sound[0])))
        self.parts.append(np.asarray(sound[0], np.float32))
        self.length += len(sound[0])
        self.silence(self.count(TAIL_MS))
        self.trials.append(Trial(self.ms(begin), self.ms(self.length), [heard], heard.end_ms - heard.start_ms))

    def silence(self, count):
        """Digital silence."""
        self.parts.append(np.zeros(count, np.float32))
        self.length += count

    def ms(self, position):
        """A position in milliseconds."""
        return position * 1000 / self.rate

    def heard_ms(self):
        """How much sound the trials have so far."""
        return sum(trial.sound_ms for trial in self.trials)

    def samples(self):
        """All of it, as floats."""
        return np.concatenate(self.parts) if self.parts else np.zeros(0, np.float32)


def deck(rng, count):
    """So many digits: all sixteen equally often, in random order."""
    digits = np.tile(np.array(list(tones.KEYS)), -(-count // 16))[:count]
    rng.shuffle(digits)
    return [str(digit) for digit in digits]
