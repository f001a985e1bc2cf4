"""DTMF tones and the levels of telephony.

Levels are in dBm0: a sine of 0 dBm0 is 3.14 dB below the largest sine that 16 bits hold (ITU-T G.711). Samples are
floats in units of a 16-bit step until `to_line` makes 16-bit samples of them, as the converter of a line would.
"""

import math

import numpy as np

ROWS = (697, 770, 852, 941)  # Hz, ITU-T Q.23
COLUMNS = (1209, 1336, 1477, 1633)
KEYS = "123A456B789C*0#D"
FRAME_MS = 20


def peak(dbm0):
    """The amplitude of a sine of that level."""
    return 32768 * 10 ** ((dbm0 - 3.14) / 20)


def rms(dbm0):
    """The root mean square of whatever has that level."""
    return peak(dbm0) / np.sqrt(2)


def level(samples):
    """The level of these samples, dBm0."""
    power = np.mean(np.square(samples, dtype=np.float64)) if len(samples) else 0
    return 10 * np.log10(max(power, 1e-12)) - 20 * np.log10(rms(0))


def frequencies(digit):
    """The row's and the column's frequency of a key."""
    at = KEYS.index(digit)
    return ROWS[at // 4], COLUMNS[at % 4]


def sine(rng, rate, count, hz, dbm0):
    """A steady tone of random phase."""
    return peak(dbm0) * np.sin(2 * np.pi * (hz / rate * np.arange(count) + rng.random()))


def press(rng, rate, count, digit, row_dbm0=-10.0, column_dbm0=None, row_off=0.0, column_off=0.0):
    """`count` samples of a key press, switched on and off hard, each tone off its frequency by so many per cent."""
    row, column = frequencies(digit)
    if column_dbm0 is None:
        column_dbm0 = row_dbm0
    return (sine(rng, rate, count, row * (1 + row_off / 100), row_dbm0)
            + sine(rng, rate, count, column * (1 + column_off / 100), column_dbm0))


def to_line(samples):
    """16-bit samples: rounded, and clipped where the line cannot hold them."""
    return np.clip(np.rint(samples), -32768, 32767).astype("<i2")


def resample(samples, rate, to):
    """The same sound at another rate, band-limited, without delay. The ends are taken to be silent."""
    if rate == to:
        return samples
    step = math.gcd(rate, to)
    up, down = to // step, rate // step
    # Whole multiples, of a length that the transform is fast at.
    blocks = fast_length(-(-len(samples) // down) + 64)
    spectrum = np.fft.rfft(samples, blocks * down)
    out = np.fft.irfft(fit(spectrum, blocks * up // 2 + 1, blocks * down, blocks * up), blocks * up)
    return out[: len(samples) * up // down] * (up / down)


def fit(spectrum, bins, old, new):
    """Cuts a spectrum, or fills it up with zeros; the bin at half the rate stands for two."""
    out = np.zeros(bins, complex)
    kept = min(bins, len(spectrum))
    out[:kept] = spectrum[:kept]
    if new > old and old % 2 == 0:
        out[old // 2] /= 2
    return out


def fast_length(least):
    """The next number that has no prime factor but 2, 3 and 5."""
    best = 1 << (least - 1).bit_length()
    five = 1
    while five < best:
        three = five
        while three < best:
            two = -(-least // three)
            best = min(best, three << max(two - 1, 0).bit_length())
            three *= 3
        five *= 5
    return best
