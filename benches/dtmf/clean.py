"""Lines without disturbance: frequency, twist, level, duration, pauses, strings, latency."""

import tones
from lines import Line, digits, finish, steps
from trials import Track

PRESS_MS = 50

# Which tone is off, as factors of the row's and the column's deviation.
ONE_OFF = ((1, 0), (-1, 0), (0, 1), (0, -1))
BOTH_OFF = ((1, 1), (1, -1), (-1, 1), (-1, -1))
OFF = ONE_OFF + BOTH_OFF


def random_level(track):
    """Of each tone, dBm0: what telephones send."""
    return track.rng.uniform(-18, -5)


def off_frequency(which):
    """A line with tones off by `value` per cent, in the directions of `which`; the digit is to be heard."""
    def make(rng, rate, count, value):
        track = Track(rng, rate)
        for at, digit in enumerate(digits(track, count)):
            row, column = which[at % len(which)]
            sound = tones.press(rng, rate, track.count(PRESS_MS), digit, random_level(track), None, row * value,
                                column * value)
            track.add((sound, digit))
        return finish(track)
    return make


def far_from_all(hz, names):
    """Whether a frequency is at least 3.5 % away from each of a group."""
    return all(abs(hz / name - 1) > 0.03499 for name in names)


def beyond_frequency(rng, rate, count, value):
    """One tone or both off by `value` per cent; nothing is to be heard.

    Left out: what comes within 3.5 % of the neighbouring tone.
    """
    track = Track(rng, rate)
    made = 0
    while made < count:
        for digit in digits(track, 16):
            row_off, column_off = (factor * value for factor in OFF[rng.integers(len(OFF))])
            row, column = tones.frequencies(digit)
            if row_off and not far_from_all(row * (1 + row_off / 100), tones.ROWS):
                continue
            if column_off and not far_from_all(column * (1 + column_off / 100), tones.COLUMNS):
                continue
            # Long ones too: they give a receiver many occasions to err.
            length = track.count(rng.uniform(50, 500))
            sound = tones.press(rng, rate, length, digit, random_level(track), None, row_off, column_off)
            track.add((sound, None))
            made += 1
    return finish(track)


def twist(rng, rate, count, value):
    """The column's tone `value` dB over the row's; the louder one at an ordinary level."""
    track = Track(rng, rate)
    for digit in digits(track, count):
        top = random_level(track)
        sound = tones.press(rng, rate, track.count(PRESS_MS), digit, top - max(value, 0), top + min(value, 0))
        track.add((sound, digit))
    return finish(track)


def level(rng, rate, count, value):
    """Both tones at `value` dBm0; what the line cannot hold is clipped."""
    track = Track(rng, rate)
    for digit in digits(track, count):
        track.add((tones.press(rng, rate, track.count(PRESS_MS), digit, value), digit))
    return finish(track)


def duration(rng, rate, count, value):
    """Presses of `value` ms."""
    track = Track(rng, rate)
    for digit in digits(track, count):
        track.add((tones.press(rng, rate, track.count(value), digit, random_level(track)), digit))
    return finish(track)


def pause(rng, rate, count, value):
    """The same digit twice, `value` ms apart; the second press has its own phases."""
    track = Track(rng, rate)
    for digit in digits(track, count):
        dbm0 = random_level(track)
        first, second = (tones.press(rng, rate, track.count(PRESS_MS), digit, dbm0) for _ in range(2))
        gap = [0.0] * track.count(value)
        track.add((first, digit), (gap, None), (second, digit))
    return finish(track)


def interruption(rng, rate, count, value):
    """One press that fails for `value` ms in its middle; its phases go on."""
    track = Track(rng, rate)
    for digit in digits(track, count):
        gap = track.count(value)
        sound = tones.press(rng, rate, 2 * track.count(PRESS_MS) + gap, digit, random_level(track))
        sound[track.count(PRESS_MS):track.count(PRESS_MS) + gap] = 0
        track.add((sound, None), expect=digit)
    return finish(track)


def strings(rng, rate, count, value):
    """Ten random digits, repetitions among them: `value` ms of tones, `value` ms of pause."""
    track = Track(rng, rate)
    for _ in range(count):
        sounds = []
        dbm0 = random_level(track)
        for digit in rng.choice(list(tones.KEYS), 10):
            sounds.append((tones.press(rng, rate, track.count(value), str(digit), dbm0), str(digit)))
            sounds.append(([0.0] * track.count(value), None))
        track.add(*sounds[:-1])
    return finish(track)


def latency(rng, rate, count, value):
    """Presses of 50 to 150 ms, for when they are reported and where they are said to begin and end."""
    track = Track(rng, rate)
    for digit in digits(track, count):
        sound = tones.press(rng, rate, track.count(rng.uniform(50, 150)), digit, random_level(track))
        track.add((sound, digit))
    return finish(track)


DEVIATIONS = (0.5, 1.0, 1.5, 1.6, 1.7, 1.8, 1.9, 2.0, 2.2, 2.5, 3.0)

LINES = (
    Line("frequency-one", DEVIATIONS, (1.5,), off_frequency(ONE_OFF)),
    Line("frequency-both", DEVIATIONS, (1.5,), off_frequency(BOTH_OFF)),
    Line("frequency-beyond", (3.5, 4.0, 5.0, 7.0, 10.0), (3.5, 5.0), beyond_frequency),
    Line("twist", steps(-14, 12, 0.5), (-8.0, 0.0, 4.0), twist, (160, 96, 48)),
    Line("level", steps(-60, 3), (-55.0, -40.0, -20.0, 3.0), level, (160, 64, 48)),
    Line("duration", steps(14, 45), (20.0, 23.0, 35.0, 40.0), duration),
    Line("pause", steps(10, 40), (20.0, 40.0), pause, (160, 96, 64)),
    Line("interruption", steps(2, 30), (5.0, 10.0), interruption, (160, 96, 64)),
    Line("strings", (50.0, 40.0), (50.0,), strings, (320, 160, 32)),
    Line("latency", (0,), (0,), latency, (1600, 800, 320)),
)
