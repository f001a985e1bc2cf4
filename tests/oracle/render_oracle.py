#!/usr/bin/env python3
"""Checks `mixminus render` on real recordings, sample by sample, against the contract written down a second time.

    render_oracle.py MIXMINUS [--sounds DIR]

MIXMINUS is the program to check. DIR is searched for 16-bit mono WAV files; by default the place where Debian's
asterisk-core-sounds-en-wav puts them. Exits with 0 if every sample of every output is right, 1 at the first that is
not, 2 if there is nothing to check with. Shares no code with the program: Python's wave module and numpy only.
"""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile
import wave

try:
    import numpy as np
except ImportError:
    print("render_oracle: numpy is missing: pip install numpy, or apt-get install python3-numpy and run this with "
          "/usr/bin/python3", file=sys.stderr)
    sys.exit(2)

SOUNDS = "/usr/share/asterisk/sounds/en_US_f_Allison"
LOW, HIGH = -(1 << 15), (1 << 15) - 1

# Participants, rate in Hz, factor by which the recordings are made louder, frame in ms. The recordings are of 8 kHz;
# at another rate they only sound higher.
SETS = [
    (2, 8000, 1, 20),
    (2, 8000, 1, 10),
    (3, 8000, 1, 20),
    (3, 8000, 6, 10),
    (6, 8000, 1, 10),
    (6, 16000, 4, 20),
    (20, 8000, 1, 20),
    (20, 32000, 3, 10),
    (100, 8000, 1, 10),
    (100, 8000, 2, 20),
    (100, 48000, 1, 20),
]


class Wrong(Exception):
    """What was found is not what the contract says."""


def read(path):
    """The rate and the samples, as int64, of a 16-bit mono file; None for the samples of any other."""
    with wave.open(str(path), "rb") as file:
        if (file.getnchannels(), file.getsampwidth()) != (1, 2):
            return file.getframerate(), None
        data = file.readframes(file.getnframes())
    return file.getframerate(), np.frombuffer(data, "<i2").astype(np.int64)


def write(path, rate, samples):
    """Writes a 16-bit mono file."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples.astype("<i2").tobytes())


def contributions(voices, rate):
    """One row a voice: what each adds to the mix, padded with silence to the longest."""
    length = max(len(voice) for voice in voices)
    said = np.zeros((len(voices), length), np.int64)
    for row, voice in zip(said, voices):
        row[: len(voice)] = voice
    ramp = rate // 200
    gain = (1 << 25) * np.minimum(np.arange(length, dtype=np.int64) + 1, ramp) // ramp
    return np.clip((said * gain + (1 << 24)) >> 25, LOW, HIGH)


def run(mixminus, frame_ms, out, files):
    """Runs the program; what it prints on standard output."""
    command = [mixminus, "render", "--frame-ms", str(frame_ms), "--out", str(out), *map(str, files)]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True)
    if done.returncode != 0:
        raise Wrong(f"exit code {done.returncode}: {done.stderr.strip()}")
    return done.stdout


def compare(path, rate, expected):
    """Fails at the first sample of a file that is not the expected one."""
    try:
        found_rate, found = read(path)
    except (OSError, EOFError, wave.Error) as error:
        raise Wrong(f"{path.name}: {error}") from error
    if found is None or found_rate != rate:
        raise Wrong(f"{path.name}: not a 16-bit mono file at {rate} Hz")
    if len(found) != len(expected):
        raise Wrong(f"{path.name}: {len(found)} samples, {len(expected)} are due")
    wrong = np.flatnonzero(found != expected)
    if len(wrong):
        at = int(wrong[0])
        raise Wrong(
            f"{path.name}: sample {at} ({at / rate:.4f} s) is {found[at]}, {expected[at]} is due; "
            f"{len(wrong)} of {len(expected)} samples are wrong"
        )


def check_events(path, names):
    """Every line is JSON; everyone joins once, at the start, and leaves once."""
    events = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for kind in ("joined", "left"):
        found = sorted(event["participant"] for event in events if event["event"] == kind)
        if found != sorted(names + ["room"]):
            raise Wrong(f"{path.name}: who {kind}: {found}")
    if any(event["ms"] != 0 for event in events if event["event"] == "joined"):
        raise Wrong(f"{path.name}: someone joined late")


def check_set(mixminus, recordings, count, rate, factor, frame_ms, work):
    """One conference: every output, the events, and that nobody hears itself. Returns how many samples were limited."""
    # Each set takes other recordings, some far longer than others.
    step = len(recordings) / count
    chosen = [recordings[int((i + 0.37) * step)] for i in range(count)]
    voices = [np.clip(read(path)[1] * factor, LOW, HIGH) for path in chosen]
    files = [work / f"p{i:03d}.wav" for i in range(count)]
    for path, voice in zip(files, voices):
        write(path, rate, voice)

    out = work / "out"
    run(mixminus, frame_ms, out, files)
    parts = contributions(voices, rate)
    total = parts.sum(axis=0)
    compare(out / "room.wav", rate, np.clip(total, LOW, HIGH))
    limited = int(np.count_nonzero((total < LOW) | (total > HIGH)))
    for path, part in zip(files, parts):
        others = total - part
        compare(out / path.name, rate, np.clip(others, LOW, HIGH))
        limited += int(np.count_nonzero((others < LOW) | (others > HIGH)))
    check_events(out / "events.jsonl", [path.stem for path in files])

    # One says something else, as long: it hears the same, to the byte, and the room does not.
    one = count // 2
    write(files[one], rate, voices[one][::-1] // 2)
    again = work / "again"
    run(mixminus, frame_ms, again, files)
    name = files[one].name
    if (again / name).read_bytes() != (out / name).read_bytes():
        raise Wrong(f"{name} hears something else when only it says something else")
    if (again / "room.wav").read_bytes() == (out / "room.wav").read_bytes():
        raise Wrong(f"the room hears the same though {name} says something else")
    return limited, (count + 1) * parts.shape[1]


def main():
    """Checks every set."""
    parser = argparse.ArgumentParser(description="checks mixminus render on real recordings")
    parser.add_argument("mixminus", type=pathlib.Path)
    parser.add_argument("--sounds", type=pathlib.Path, default=pathlib.Path(SOUNDS))
    arguments = parser.parse_args()
    mixminus = arguments.mixminus.resolve()
    if not mixminus.is_file():
        parser.error(f"{arguments.mixminus} is not a program")
    recordings = []
    for path in sorted(arguments.sounds.rglob("*.wav")):
        rate, samples = read(path)
        # Prompts of 0.2 to 8 s: words and sentences, not the long silences.
        if samples is not None and rate == 8000 and 1600 <= len(samples) <= 64000:
            recordings.append(path)
    most = max(count for count, *_ in SETS)
    if len(recordings) < most:
        parser.error(f"{arguments.sounds}: {len(recordings)} recordings of 8 kHz, {most} are needed; "
                     "on Debian: apt-get install asterisk-core-sounds-en-wav, or give --sounds")

    compared = 0
    for count, rate, factor, frame_ms in SETS:
        name = f"{count} participants at {rate} Hz, {factor} times as loud, frames of {frame_ms} ms"
        try:
            with tempfile.TemporaryDirectory() as work:
                limited, samples = check_set(
                    str(mixminus), recordings, count, rate, factor, frame_ms, pathlib.Path(work)
                )
            if factor > 1 and limited == 0:
                raise Wrong("nothing was limited: this set is meant to overload")
        except Wrong as wrong:
            sys.exit(f"render_oracle: {name}: {wrong}")
        print(f"{name}: {samples} samples right, {limited} of them limited", flush=True)
        compared += samples
    print(f"all {compared} samples are right")


if __name__ == "__main__":
    main()
