#!/usr/bin/env python3
"""Measures the resamplers from outside: tones, sweeps and speech through every conversion, against bounds.

    measure.py RESAMPLE [--sounds DIR]

RESAMPLE is the program of resample.rs (cargo build --release --example resample). For every pair of rates it prints the delay, its
largest deviation over frequencies, the extremes of the pass band, the worst image or alias, and how far the pass band of a sweep and of
speech is from soxr's (soxr: another resampler, of far longer filters). Exits with 1 if a bound is missed. Needs numpy and soxr.
"""

import argparse
import itertools
import pathlib
import subprocess
import sys
import wave

import numpy as np
import soxr

RATES = [8000, 12000, 16000, 22050, 24000, 32000, 44100, 48000]
SOUNDS = "/usr/share/asterisk/sounds/en_US_f_Allison"
AMPLITUDE = 16_000
SECONDS, SETTLED = 0.4, 0.06  # of each tone; of it, at both ends, not analysed
PASS, STOP = 0.425, 0.575

MOST_DELAY = 2.0e-3 * 8000  # samples of the lower rate
MOST_DEVIATION_US = 1.0
MOST_RIPPLE_DB = 0.1
MOST_IMAGE_DB = -80.0
MOST_DIFFERENCE_DB = -38.0  # a ripple of 0.1 dB alone is -38.7 dB
MOST_DRIFT_DB = {1000: -87.0, 3400: -82.0}  # 16-bit input and output alone are at -89 dB; at 3.4 kHz the image is at -85 dB


def run(program, samples, *arguments):
    samples = np.clip(np.round(samples), -32768, 32767).astype("<i2")
    done = subprocess.run([program, *map(str, arguments)], input=samples.tobytes(), stdout=subprocess.PIPE, check=True)
    return np.frombuffer(done.stdout, "<i2").astype(float)


def tone(rate, hz, seconds=SECONDS):
    return AMPLITUDE * np.sin(2 * np.pi * hz * np.arange(round(rate * seconds)) / rate)


def middle(samples, rate, index):
    """The settled part of tone `index`, and the time of its first sample within the tone."""
    first = round(rate * (index * SECONDS + SETTLED))
    return samples[first:round(rate * ((index + 1) * SECONDS - SETTLED))], SETTLED


def fitted(samples, rate, hz, begin):
    """Complex amplitude of a sine at `hz` that began at time 0, and what remains without it."""
    times = begin + np.arange(len(samples)) / rate
    basis = np.stack([np.sin(2 * np.pi * hz * times), np.cos(2 * np.pi * hz * times)], axis=1)
    solution = np.linalg.lstsq(basis, samples, rcond=None)[0]
    return complex(*solution), samples - basis @ solution


def worst_db(samples):
    """The strongest frequency in it, relative to AMPLITUDE."""
    window = np.kaiser(len(samples), 20)
    return 20 * np.log10(np.abs(np.fft.rfft(samples * window)).max() / window.sum() * 2 / AMPLITUDE + 1e-9)


def tones_of(from_hz, to_hz):
    lower = min(from_hz, to_hz)
    passed = [*np.array([0.004, 0.011, 0.019]) * lower, *np.linspace(0.03, PASS, 37) * lower]
    # 24 kHz to 22.05 kHz has no stop band: it begins above 12 kHz.
    stopped = [] if from_hz / 2 < STOP * lower else list(np.linspace(STOP * lower, from_hz / 2 * 0.999, 60))
    return passed, stopped


def measured(program, from_hz, to_hz):
    passed, stopped = tones_of(from_hz, to_hz)
    lower = min(from_hz, to_hz)
    output = run(program, np.concatenate([tone(from_hz, hz) for hz in passed + stopped]), from_hz, to_hz)
    expected = round(to_hz * SECONDS * len(passed + stopped))
    assert len(output) == expected, f"{len(output)} samples instead of {expected}"
    gains, images = [], []
    for index, hz in enumerate(passed):
        gain, rest = fitted(*[middle(output, to_hz, index)[0], to_hz, hz, SETTLED])
        gains.append(gain / AMPLITUDE)
        images.append(worst_db(rest))
    for index in range(len(passed), len(passed) + len(stopped)):
        images.append(worst_db(middle(output, to_hz, index)[0]))
    gains, hz = np.array(gains), np.array(passed)
    delay = -np.angle(gains[0]) / (2 * np.pi * hz[0])  # below half a turn, so not ambiguous
    for known in range(2, len(hz) + 1):  # refined with every further frequency
        turned = np.angle(gains[:known] * np.exp(2j * np.pi * hz[:known] * delay))
        delay -= np.sum(turned * hz[:known]) / np.sum(2 * np.pi * hz[:known] ** 2)
    deviation = np.abs(np.angle(gains * np.exp(2j * np.pi * hz * delay)) / (2 * np.pi * hz))[3:].max()
    decibels = 20 * np.log10(np.abs(gains))
    return delay, deviation, decibels.min(), decibels.max(), max(images), delay * lower


def difference_db(program, samples, from_hz, to_hz, delay):
    """The pass band of the difference to soxr's output, relative to that output."""
    samples = np.concatenate([np.zeros(from_hz // 5), samples, np.zeros(from_hz // 5)])
    samples = np.round(samples[:len(samples) // (from_hz // 50) * (from_hz // 50)])
    ours = run(program, samples, from_hz, to_hz)
    theirs = soxr.resample(samples, from_hz, to_hz, quality="VHQ")
    length = min(len(ours), len(theirs))
    hz = np.fft.rfftfreq(length, 1 / to_hz)
    theirs = np.fft.rfft(theirs[:length]) * np.exp(-2j * np.pi * hz * delay)
    ours, band = np.fft.rfft(ours[:length]), hz <= PASS * min(from_hz, to_hz)
    return 10 * np.log10(np.sum(np.abs(ours - theirs)[band] ** 2) / np.sum(np.abs(theirs[band]) ** 2))


def sweep(rate):
    times = np.arange(2 * rate) / rate
    return 12_000 * np.sin(2 * np.pi * rate / 2 * times ** 2 / 4) * np.hanning(len(times)) ** 0.25


def speech(rate, sounds):
    files = sorted(pathlib.Path(sounds).rglob("*.wav"), key=lambda path: (-path.stat().st_size, path))[:3]
    parts = []
    for path in files:
        with wave.open(str(path)) as file:
            assert file.getframerate() == 8000 and file.getsampwidth() == 2 and file.getnchannels() == 1
            parts.append(np.frombuffer(file.readframes(8000 * 6), "<i2").astype(float))
    samples = np.concatenate(parts)
    return samples if rate == 8000 else soxr.resample(samples, 8000, rate, quality="VHQ")


def drift_db(program, hz, ppm):
    """Everything but the tone, at 8 kHz."""
    output = run(program, tone(8000, hz, 2.0), "drift", round(ppm * 1000))
    output = output[800:-800]
    return 20 * np.log10(np.std(fitted(output, 8000, hz * (1 + ppm * 1e-6), 0.1)[1]) / (AMPLITUDE / 2 ** 0.5))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--sounds", default=SOUNDS)
    options = parser.parse_args()
    missed = []

    def check(what, holds):
        if not holds:
            missed.append(what)

    print("   from      to  delay ms (samples of R)  deviation us  pass band dB       worst image dB  soxr: sweep, speech dB")
    for from_hz, to_hz in itertools.permutations(RATES, 2):
        delay, deviation, low, high, image, samples = measured(options.program, from_hz, to_hz)
        differences = [difference_db(options.program, signal, from_hz, to_hz, delay)
                       for signal in (sweep(from_hz), speech(from_hz, options.sounds))]
        print(f"{from_hz:7} {to_hz:7} {delay * 1e3:8.4f} ({samples:7.4f}) {deviation * 1e6:20.3f} {low:14.3f} {high:+.3f}"
              f" {image:16.1f} {differences[0]:16.1f} {differences[1]:8.1f}", flush=True)
        pair = f"{from_hz} to {to_hz}: "
        check(pair + "delay", 0 < samples <= MOST_DELAY)
        check(pair + "linear phase", deviation * 1e6 <= MOST_DEVIATION_US)
        check(pair + "pass band", max(-low, high) <= MOST_RIPPLE_DB)
        check(pair + "image", image <= MOST_IMAGE_DB)
        check(pair + "soxr", max(differences) <= MOST_DIFFERENCE_DB)
    for hz, ppm in itertools.product(MOST_DRIFT_DB, (-10_000, -500, -37, 0, 37, 500, 10_000)):
        noise = drift_db(options.program, hz, ppm)
        print(f"drift {ppm:+6} ppm, {hz} Hz: THD+N {noise:.1f} dB")
        check(f"drift {ppm} ppm {hz} Hz", noise <= MOST_DRIFT_DB[hz])
    for what in missed:
        print("missed: " + what)
    sys.exit(bool(missed))


if __name__ == "__main__":
    main()
