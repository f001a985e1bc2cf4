"""Tones and noises that are not DTMF: every digit reported in them is false.

In these lines `count` is the seconds of sound, about.
"""

import numpy as np

import tones
from lines import Line, finish
from trials import Track

# ITU-T Q.320: pairs of these. Q.441: pairs of these, forward and backward.
R1 = (700, 900, 1100, 1300, 1500, 1700)
R2_FORWARD = (1380, 1500, 1620, 1740, 1860, 1980)
R2_BACKWARD = (540, 660, 780, 900, 1020, 1140)
# Special information tones, ITU-T E.180 as sent in North America, both of each pitch.
SIT = ((913.8, 985.2), (1370.6, 1428.5), (1776.7, 1776.7))
PROGRESS = ((350, 440), (480, 620), (440, 480), (400, 450), (425,), (440,), (1400,), (1004,), (2225,))


def level(rng):
    """What such sounds come with, dBm0."""
    return rng.uniform(-30, -3)


def in_grey_band(pair):
    """Whether both tones lie within 3.5 % of a key's, where a receiver may accept or refuse."""
    return all(min(abs(hz / name - 1) for name in group) <= 0.035
               for hz, group in zip(sorted(pair), (tones.ROWS, tones.COLUMNS)))


def pairs(names, grey=False):
    """All pairs of a multi-frequency signalling; those that come near a key apart."""
    every = [(a, b) for at, a in enumerate(names) for b in names[at + 1:]]
    return [pair for pair in every if in_grey_band(pair) == grey]


def chord(rng, rate, seconds, frequencies):
    """Steady tones of one level."""
    dbm0 = level(rng)
    return sum(tones.sine(rng, rate, round(rate * seconds), hz, dbm0) for hz in frequencies)


def glide(rng, rate, hz, dbm0, overtones=()):
    """A tone that follows `hz`, one frequency a sample, with overtones so many dB down."""
    phase = 2 * np.pi * (np.cumsum(hz) / rate + rng.random())
    sound = np.sin(phase)
    for at, down in enumerate(overtones):
        sound += 10 ** (-down / 20) * np.sin((at + 2) * phase)
    return tones.peak(dbm0) * sound


def single(rng, rate):
    """One tone, one of the keys' or any."""
    hz = rng.choice(tones.ROWS + tones.COLUMNS) if rng.random() < 0.5 else rng.uniform(300, 3400)
    return chord(rng, rate, rng.uniform(0.05, 1), (hz,))


def sweep(rng, rate):
    """One tone through the band, up or down."""
    hz = np.geomspace(300, 3400, round(rate * rng.uniform(2, 20)))
    return glide(rng, rate, hz if rng.random() < 0.5 else hz[::-1], level(rng))


def signalling(names, grey=False):
    """One digit of a multi-frequency signalling."""
    choice = pairs(names, grey)

    def make(rng, rate):
        return chord(rng, rate, rng.uniform(0.05, 0.15), choice[rng.integers(len(choice))])
    return make


def sit(rng, rate):
    """Three tones, 274 or 380 ms each."""
    return np.concatenate([chord(rng, rate, rng.choice((0.274, 0.38)), (pitch[rng.integers(2)],)) for pitch in SIT])


def fax(rng, rate):
    """CNG (ITU-T T.30), CED or ANSam (V.8): phase reversals, amplitude modulation."""
    if rng.random() < 0.3:
        return chord(rng, rate, 0.5, (1100 + rng.uniform(-38, 38),))
    sound = chord(rng, rate, rng.uniform(2.6, 4), (2100 + rng.uniform(-15, 15),))
    time = np.arange(len(sound)) / rate
    if rng.random() < 0.5:
        sound *= 1 + 0.2 * np.sin(2 * np.pi * 15 * time)
    return sound * (-1.0) ** np.floor(time / 0.45)


def progress(rng, rate):
    """Call progress tones."""
    return chord(rng, rate, rng.uniform(0.2, 2), PROGRESS[rng.integers(len(PROGRESS))])


def wandering(rng, rate, seconds, low, high):
    """A pitch that slides between random stops and trembles."""
    count = round(rate * seconds)
    stops = np.exp(rng.uniform(np.log(low), np.log(high), max(2, round(seconds * rng.uniform(0.5, 6)))))
    time = np.arange(count) / rate
    pitch = np.interp(time, np.linspace(0, seconds, len(stops)), stops)
    tremble = rng.uniform(0, 0.04) * np.sin(2 * np.pi * (rng.uniform(3, 8) * time + rng.random()))
    return pitch * (1 + tremble)


def whistle(rng, rate):
    """A whistle, with a weak second and third harmonic and breath."""
    hz = wandering(rng, rate, rng.uniform(0.3, 3), 500, 3000)
    sound = glide(rng, rate, hz, level(rng), rng.uniform(6, 40, 2))
    return sound + np.std(sound) * 10 ** (-rng.uniform(15, 40) / 20) * rng.standard_normal(len(sound))


def sung(rng, rate):
    """A sung vowel: harmonics under three formants, notes with glides and vibrato."""
    hz = wandering(rng, rate, rng.uniform(0.5, 4), 90, 900)
    phase = 2 * np.pi * np.cumsum(hz) / rate
    formants = (rng.uniform(250, 900), rng.uniform(800, 2300), rng.uniform(2300, 3200))
    sound = np.zeros(len(hz))
    for harmonic in range(1, 30):
        at = harmonic * hz
        if at.min() > 3600:
            break
        gain = sum(weight / (1 + ((at - formant) / width) ** 2)
                   for formant, weight, width in zip(formants, (1, 0.6, 0.3), (80, 100, 150)))
        sound += np.where(at < 3600, gain, 0) * np.sin(harmonic * phase + 2 * np.pi * rng.random())
    return sound * tones.rms(level(rng)) / np.std(sound)


def coloured(rng, count, exponent):
    """Noise whose power falls with the frequency to this power; root mean square 1."""
    spectrum = np.fft.rfft(rng.standard_normal(count))
    spectrum[1:] *= np.arange(1, len(spectrum)) ** (-exponent / 2)
    spectrum[0] = 0
    sound = np.fft.irfft(spectrum, count)
    return sound / np.std(sound)


def noise(exponent):
    """Steady noise."""
    def make(rng, rate):
        return tones.rms(level(rng)) * coloured(rng, round(rate * rng.uniform(1, 5)), exponent)
    return make


def bursts(rng, rate):
    """Short noises of random level, length and colour."""
    sound = []
    for _ in range(20):
        burst = coloured(rng, round(rate * rng.uniform(0.002, 0.06)), rng.uniform(0, 2))
        sound += [tones.rms(level(rng)) * burst, np.zeros(round(rate * rng.uniform(0.005, 0.2)))]
    return np.concatenate(sound)


SOUNDS = {
    "single tones": single,
    "sweeps": sweep,
    "MF R1": signalling(R1),
    "MF R2 forward": signalling(R2_FORWARD),
    "MF R2 backward": signalling(R2_BACKWARD),
    "SIT": sit,
    "fax": fax,
    "call progress": progress,
    "whistles": whistle,
    "sung vowels": sung,
    "white noise": noise(0),
    "pink noise": noise(1),
    "noise bursts": bursts,
}
GREY = {"MF R1 near keys": signalling(R1, grey=True)}


def sounds(rng, rate, count, value):
    """About `count` seconds of one kind of sound."""
    track = Track(rng, rate)
    make = (SOUNDS | GREY)[value]
    while track.heard_ms() < count * 1000:
        track.add((make(rng, rate), None))
    return finish(track)


LINES = (
    Line("other-tones", tuple(SOUNDS), tuple(SOUNDS), sounds, (1200, 300, 15)),
    Line("grey-tones", tuple(GREY), tuple(GREY), sounds, (120, 60, 5)),
)
