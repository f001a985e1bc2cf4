"""What a line of the bench is, and the sets of trials that it makes."""

import dataclasses
import json
import pathlib
import zlib
from typing import Callable

import numpy as np

import tones
import trials
import wav

RATES = (8000, 16000, 32000, 48000)


@dataclasses.dataclass(frozen=True)
class Line:
    """A condition that is varied: for each value, a set of trials."""
    name: str
    # All the values of the whole form, and those that decide whether the limits hold.
    values: tuple
    short: tuple
    # make(rng, rate, count, value) -> (the 16-bit samples, the trials)
    make: Callable
    # Trials in a set: whole form at 8 kHz, whole form at the other rates, short form.
    counts: tuple = (320, 160, 64)
    rates: tuple = RATES
    short_rates: tuple = (8000, 48000)


def seeded(seed, line, rate, value):
    """The source of randomness of one set: no set depends on which others are made."""
    return np.random.default_rng([seed, zlib.crc32(f"{line.name} {value}".encode()), rate])


def make_set(seed, line, rate, value, count, folder):
    """Writes one set's file into `folder` and returns its truth."""
    samples, truth = line.make(seeded(seed, line, rate, value), rate, count, value)
    file = f"{line.name}_{rate}_{str(value).replace(' ', '-').replace('/', '-')}.wav"
    wav.write(pathlib.Path(folder, file), rate, samples)
    return {
        "line": line.name, "value": value, "rate": rate, "file": file,
        "trials": [dataclasses.asdict(trial) for trial in truth],
    }


def trial_count(line, rate, short):
    """How many trials a set of this line has."""
    whole, other, few = line.counts
    return few if short else whole if rate == 8000 else other


def make_sets(seed, line, rate, folder, short, count=None):
    """All sets of a line at a rate. `count`: trials in a set, if not the line's own."""
    count = count or trial_count(line, rate, short)
    return [make_set(seed, line, rate, value, count, folder) for value in (line.short if short else line.values)]


def save(folder, sets):
    """Writes what is true about the files of a folder."""
    pathlib.Path(folder, "truth.json").write_text(json.dumps(sets, indent=1) + "\n", encoding="utf-8")


def finish(track, disturbance=0.0):
    """What `Line.make` returns, from a track and what is added to all of it."""
    return tones.to_line(track.samples() + disturbance), track.trials


def steps(low, high, step=1.0):
    """low, low + step … high, as short numbers."""
    count = round((high - low) / step) + 1
    return tuple(float(f"{low + step * at:.6g}") for at in range(count))


def digits(track, count):
    """The digits of a set's trials."""
    return trials.deck(track.rng, count)
