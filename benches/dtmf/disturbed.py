"""Lines with a disturbance: noise, hum, dial tone, echo, lost frames, the caller's own speech."""

import numpy as np

import speech
import tones
from clean import PRESS_MS, random_level
from lines import Line, digits, finish, steps
from trials import Track

# What the level of a steady disturbance is counted from, dBm0 of each tone.
LEVEL = -13.0
SPOKEN_OVER_MS = 60
# Both tones together.
PAIR = LEVEL + 10 * np.log10(2)


def presses(rng, rate, count, press_ms=PRESS_MS, dbm0=LEVEL):
    """A track of single digits at one level."""
    track = Track(rng, rate)
    for digit in digits(track, count):
        track.add((tones.press(rng, rate, track.count(press_ms), digit, dbm0), digit))
    return track


def noise(rng, rate, count, value):
    """White noise, of which what lies within 0 … 4 kHz is `value` dB below both tones."""
    track = presses(rng, rate, count)
    width = tones.rms(PAIR - value) * np.sqrt(rate / 8000)
    return finish(track, width * rng.standard_normal(track.length, np.float32))


def steady(frequencies):
    """A line with tones that never stop: each `value` dB over each tone of the key, with its own phase."""
    def make(rng, rate, count, value):
        track = presses(rng, rate, count)
        return finish(track, sum(tones.sine(rng, rate, track.length, hz, LEVEL + value) for hz in frequencies))
    return make


def echo(twist):
    """A line with a copy, 1 to 20 ms late and `value` dB down; the column so many dB over the row."""
    def make(rng, rate, count, value):
        track = Track(rng, rate)
        for digit in digits(track, count):
            dbm0 = random_level(track)
            sound = tones.press(rng, rate, track.count(PRESS_MS), digit, dbm0 - twist, dbm0)
            late = int(rng.integers(track.count(1), track.count(20) + 1))
            both = np.zeros(len(sound) + late)
            both[:len(sound)] = sound
            both[late:] += sound * 10 ** (-value / 20)
            track.add((both, None), expect=digit)
        return finish(track)
    return make


def losses(rng, rate, count, value):
    """Digits of 100 ms; `value` per cent of the frames are replaced by silence."""
    track = presses(rng, rate, count, 100)
    samples, truth = finish(track)
    frame = track.count(tones.FRAME_MS)
    lost = rng.random(-(-len(samples) // frame)) < value / 100
    return np.where(np.repeat(lost, frame)[:len(samples)], np.int16(0), samples), truth


def speech_track(rng, rate, count, value):
    """Digits while the caller speaks, both tones `value` dB over the active speech; and the speech alone."""
    track = Track(rng, rate)
    voice = speech.stream(rng, rate, count * 0.8 + 2)
    talks = speech.active_positions(voice, rate)
    for digit in digits(track, count):
        track.add_at((tones.press(rng, rate, track.count(SPOKEN_OVER_MS), digit, LEVEL), digit), talks)
    return track, tones.rms(PAIR - value) * np.resize(voice, track.length)


def over_speech(rng, rate, count, value):
    """Digits over the caller's own speech."""
    return finish(*speech_track(rng, rate, count, value))


LINES = (
    Line("noise", steps(-3, 15), (9.0, 12.0), noise, (3200, 1000, 320)),
    Line("echo", (10.0,), (10.0,), echo(0), (1600, 640, 160)),
    Line("echo-twisted", (10.0,), (10.0,), echo(2), (1600, 640, 160)),
    Line("hum-50", steps(-14, 10), (-4.0, 0.0), steady((50,))),
    Line("dial-exact", steps(-16, 6), (-4.0, 0.0), steady((350, 440))),
    Line("dial-1-off", steps(-16, 6), (-4.0, 0.0), steady((350 * 1.01, 440 * 0.99))),
    Line("dial-425", steps(-16, 6), (-4.0, 0.0), steady((425,))),
    Line("losses", (3.0,), (3.0,), losses, (1600, 640, 160)),
    Line("speech-under", steps(0, 21), (12.0, 15.0), over_speech, (640, 320, 160)),
)
