"""Mono 16-bit WAV files."""

import wave

import numpy as np


def read(path):
    """The rate and the samples."""
    with wave.open(str(path), "rb") as file:
        if (file.getnchannels(), file.getsampwidth()) != (1, 2):
            raise ValueError(f"{path}: not mono, 16 bits")
        return file.getframerate(), np.frombuffer(file.readframes(file.getnframes()), "<i2")


def write(path, rate, samples):
    """Writes 16-bit samples."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples.astype("<i2", copy=False).tobytes())
