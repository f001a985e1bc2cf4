"""Real speech: the telephone prompts of Debian's asterisk-core-sounds packages, 8 kHz."""

import functools
import hashlib
import pathlib

import numpy as np

import tones
import wav

SOUNDS = pathlib.Path("/usr/share/asterisk/sounds")
PACKAGES = ("en", "es", "fr", "it", "ru")
RATE = 8000
# Not speech: signals and silence.
OTHER = ("beep", "ascending-2tone", "descending-2tone", "tt-monkeys")


class NoSpeech(Exception):
    """The recordings are not installed."""


def is_speech(path):
    """Whether a prompt is somebody's voice."""
    return path.parent.name != "silence" and not (path.stem.startswith(OTHER) and path.stem != "tt-monkeysintro")


@functools.lru_cache(maxsize=None)
def prompts(package):
    """All distinct recordings of a package, 16-bit samples, in order of their names: (name, samples)."""
    folders = sorted(SOUNDS.glob(f"{package}_*"))
    if not folders:
        raise NoSpeech(f"no recordings in {SOUNDS}/{package}_*: apt-get install asterisk-core-sounds-{package}-wav")
    found, seen = [], set()
    for path in sorted(file for folder in folders for file in folder.rglob("*.wav")):
        if not is_speech(path):
            continue
        rate, samples = wav.read(path)
        digest = hashlib.sha256(samples.tobytes()).digest()
        if rate == RATE and len(samples) and digest not in seen:
            seen.add(digest)
            found.append((f"{package}/{path.relative_to(path.parents[len(path.parents) - 6])}", samples))
    return found


def active_level(samples, rate):
    """Level over the active parts, dBm0: 20 ms frames at most 16 dB below what it comes to itself (as ITU-T P.56)."""
    frames = frame_powers(samples, rate)
    active = frames[frames > 0]
    for _ in range(20):
        if not len(active):
            return -np.inf
        active = active[active > active.mean() * 10 ** -1.6]
    return 10 * np.log10(active.mean()) - 20 * np.log10(tones.rms(0))


def frame_powers(samples, rate):
    """Mean square of each whole 20 ms frame."""
    frame = rate * tones.FRAME_MS // 1000
    whole = np.asarray(samples[: len(samples) // frame * frame], np.float64)
    return np.mean(np.square(whole.reshape(-1, frame)), axis=1)


def stream(rng, rate, seconds):
    """So much speech of one line, prompts in random order, each with the same active level: root mean square 1."""
    chosen, length = [], 0
    pool = [samples for _, samples in prompts("en") if len(samples) > RATE]
    while length < seconds * RATE:
        samples = pool[rng.integers(len(pool))].astype(np.float64)
        chosen.append(samples / tones.rms(active_level(samples, RATE)))
        length += len(samples)
    return tones.resample(np.concatenate(chosen), RATE, rate).astype(np.float32)


def active_positions(voice, rate):
    """Where the speaker talks: one truth a 20 ms frame."""
    return frame_powers(voice, rate) > 10 ** -1.6
