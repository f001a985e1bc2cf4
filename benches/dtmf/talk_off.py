"""Speech without digits: every digit reported in it is false."""

import numpy as np

import speech
import tones
from lines import Line, finish
from trials import Track

# Copies of the recordings, separate from the real ones: name, and what is done to 16-bit samples of 8 kHz.
COPIES = {
    "real": lambda samples: samples,
    # Speed and pitch.
    **{f"x{speed}": lambda samples, speed=speed: tones.resample(samples, round(8000 * speed), 8000)
       for speed in (0.8, 0.9, 0.95, 1.05, 1.1, 1.2)},
    "+6dB": lambda samples: samples * 2.0,
    "-12dB": lambda samples: samples * 0.25,
    # The level of NTT's test in the table of ITU-T Q.24.
    "-15dBm0": lambda samples: samples * 10 ** ((-15 - speech.active_level(samples, speech.RATE)) / 20),
}


def talk(rng, rate, count, value):
    """All prompts of a package, one trial each, treated as `value` ("package copy") says."""
    package, copy = value.split()
    track = Track(rng, rate)
    for _, samples in speech.prompts(package):
        if not np.any(samples):
            continue
        treated = COPIES[copy](samples.astype(np.float64))
        track.add((tones.resample(treated, speech.RATE, rate), None))
    return finish(track)


def values(*copies):
    """Each package with each of these treatments."""
    return tuple(f"{package} {copy}" for copy in copies for package in speech.PACKAGES)


LINES = (
    Line("talk-off", values("real"), ("en real",), talk, short_rates=(8000,)),
    Line("talk-off-copies", values(*[copy for copy in COPIES if copy != "real"]), ("en x1.1",), talk, rates=(8000,),
         short_rates=(8000,)),
)
