"""Lines through a speech codec: GSM full rate (by sox) and Opus at 8 kbit/s (libopus, called directly)."""

import ctypes
import ctypes.util
import subprocess

import numpy as np

import tones
from lines import Line, digits
from trials import Track

FRAME = 160  # 20 ms at 8 kHz, what both codecs work at here
# Short enough to tell receivers apart: at 100 ms all are right.
CODED_MS = 46

# From opus_defines.h.
OPUS_APPLICATION_VOIP = 2048
OPUS_SET_BITRATE = 4002
OPUS_GET_LOOKAHEAD = 4027


class NoCodec(Exception):
    """A codec is not installed."""


def gsm(samples):
    """Through GSM 06.10 and back; no delay."""
    raw = ["-t", "raw", "-r", "8000", "-e", "signed-integer", "-b", "16", "-c", "1", "-"]
    coded = ["-t", "gsm", "-r", "8000", "-c", "1", "-"]
    try:
        stream = subprocess.run(["sox", "-D", *raw, *coded], input=samples.tobytes(), stdout=subprocess.PIPE,
                                check=True).stdout
        back = subprocess.run(["sox", "-D", *coded, *raw], input=stream, stdout=subprocess.PIPE, check=True).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        raise NoCodec("sox with GSM is missing: apt-get install sox libsox-fmt-all") from error
    return np.resize(np.frombuffer(back, "<i2"), len(samples))


def opus(samples):
    """Through Opus at 8 kbit/s and back, the encoder's delay removed."""
    name = ctypes.util.find_library("opus")
    if name is None:
        raise NoCodec("libopus is missing: apt-get install libopus0")
    library = ctypes.CDLL(name)
    library.opus_encoder_create.restype = library.opus_decoder_create.restype = ctypes.c_void_p
    error = ctypes.c_int()
    encoder = ctypes.c_void_p(library.opus_encoder_create(8000, 1, OPUS_APPLICATION_VOIP, ctypes.byref(error)))
    decoder = ctypes.c_void_p(library.opus_decoder_create(8000, 1, ctypes.byref(error)))
    library.opus_encoder_ctl(encoder, OPUS_SET_BITRATE, ctypes.c_int(8000))
    late = ctypes.c_int()
    library.opus_encoder_ctl(encoder, OPUS_GET_LOOKAHEAD, ctypes.byref(late))
    padded = np.zeros((len(samples) + late.value) // FRAME * FRAME + FRAME, np.int16)
    padded[:len(samples)] = samples
    out = np.zeros_like(padded)
    packet = ctypes.create_string_buffer(1500)
    for at in range(0, len(padded), FRAME):
        size = library.opus_encode(encoder, ctypes.c_void_p(padded.ctypes.data + 2 * at), FRAME, packet, len(packet))
        got = library.opus_decode(decoder, packet, size, ctypes.c_void_p(out.ctypes.data + 2 * at), FRAME, 0)
        if size < 0 or got != FRAME:
            raise NoCodec(f"libopus: error {min(size, got)}")
    library.opus_encoder_destroy(encoder)
    library.opus_decoder_destroy(decoder)
    return out[late.value:late.value + len(samples)]


CODECS = {"gsm": gsm, "opus": opus}


def through(rng, rate, count, value):
    """Single digits through the codec of that name; at another rate, resampled afterwards."""
    track = Track(rng, 8000)
    for digit in digits(track, count):
        sound = tones.press(rng, 8000, track.count(CODED_MS), digit, rng.uniform(-25, -5))
        track.add((sound, digit))
    samples = CODECS[value](tones.to_line(track.samples()))
    return tones.to_line(tones.resample(samples.astype(float), 8000, rate)), track.trials


LINES = (Line("codec", ("gsm", "opus"), ("gsm", "opus"), through, (1600, 640, 160)),)
