"""Measures concealment on real speech: PESQ, STOI, clicks. Needs numpy, soundfile, pesq, pystoi, and a folder of speech at 8 kHz
(Debian: asterisk-core-sounds-*-wav). With libspandsp (Debian: libspandsp-dev) it measures spandsp too.

    cargo build --release --example concealment
    python tests/concealment/measure.py target/release/examples/concealment FOLDER [--rates 1,3,5,10,20] [--clips 40]
"""

import argparse
import struct
import subprocess
from multiprocessing import Pool
from pathlib import Path

import numpy as np
import soundfile
from pesq import pesq
from pystoi import stoi

import spandsp

FRAME = 160
METHODS = [("silence", 0), ("repeat", 0), ("appendix-i", 0), ("spandsp", 0), ("ours", 0), ("ours", 1), ("ours", 3)]


def clips_of(folder, count):
    """Speech of 5 to 7 s, in turn from each voice; short recordings of one voice are joined."""
    voices = {}
    for path in sorted(folder.rglob("*.wav")):
        samples, rate = soundfile.read(path, dtype="int16")
        if rate == 8000 and samples.ndim == 1 and len(samples) >= 3 * rate and np.abs(samples).max() > 3000:
            voices.setdefault(path.relative_to(folder).parts[-2 if len(path.parts) < 3 else 0], []).append(samples)
    chosen, ahead = [], {voice: iter(recordings) for voice, recordings in voices.items()}
    while len(chosen) < count and ahead:
        for voice in list(ahead):
            clip = np.zeros(0, np.int16)
            for samples in ahead[voice]:
                clip = np.concatenate([clip, samples[: 7 * 8000]])
                if len(clip) >= 5 * 8000:
                    break
            if len(clip) < 5 * 8000:
                del ahead[voice]
                continue
            chosen.append(clip[: min(len(clip), 7 * 8000) // FRAME * FRAME])
    return chosen[:count], len(voices)


def losses(frames, percent, burst, seed):
    """A frame in `percent` is lost, in bursts of `burst`; the first and the last five never."""
    random = np.random.default_rng(seed)
    lost = np.zeros(frames, np.uint8)
    start = random.random(frames) < percent / 100 / burst
    for at in np.flatnonzero(start):
        lost[at : at + burst] = 1
    lost[:5] = lost[-5:] = 0
    return lost


def play(program, method, ahead, clips, lost):
    """What a method plays; `program` is spandsp's library for spandsp."""
    if method == "spandsp":
        return [spandsp.play(program, c, l, FRAME) for c, l in zip(clips, lost)]
    data = b"".join(struct.pack("<II", len(c), len(l)) + c.tobytes() + l.tobytes() for c, l in zip(clips, lost))
    out = subprocess.run([program, method, str(ahead)], input=data, stdout=subprocess.PIPE, check=True).stdout
    out = np.frombuffer(out, "<i2")
    ends = np.cumsum([len(c) for c in clips])
    return np.split(out, ends[:-1])


def clicks(clip, played, lost):
    """Of each loss: the largest step within it and 10 ms after over the original's within 40 ms; the loudest 5 ms over the loudest
    of the original's 40 ms before, the gap, and after."""
    steps, louder = [], []
    edges = np.flatnonzero(np.diff(np.concatenate([[0], lost, [0]])))
    for first, end in zip(edges[::2], edges[1::2]):
        a, b = first * FRAME, end * FRAME
        around = slice(max(a - 320, 0), b + 320)
        step = lambda x: np.abs(np.diff(x.astype(int))).max(initial=0)
        steps.append(step(played[a - 1 : b + 80]) / max(step(clip[around]), 50))
        energy = lambda x: np.convolve(x.astype(float) ** 2, np.ones(40), "valid").max()
        before, after = played[max(a - 320, 0) : a], clip[b : b + 320]
        louder.append(np.sqrt(energy(played[a:b]) / max(energy(before), energy(after), 40 * 100.0)))
    return steps, louder


def judge(job):
    clip, played, lost = job
    worst = clicks(clip, played, lost)
    return pesq(8000, clip, played, "nb"), stoi(clip, played, 8000), worst


def row(percent, burst, results):
    """The row of docs/features.md: PESQ / STOI, and the mean difference in PESQ to Appendix I."""
    cells = [f"{percent:g} %, " + {1: "single frames", 3: "three in a row"}.get(burst, f"{burst} in a row")]
    yardstick = results.get(("appendix-i", 0))
    for (method, _), judged in results.items():
        quality = np.array([j[:2] for j in judged])
        cell = f"{quality[:, 0].mean():.2f} / {quality[:, 1].mean():.3f}".replace(" 0.", " .")
        if yardstick and method in ("spandsp", "ours"):
            paired = quality[:, 0].mean() - np.mean([j[0] for j in yardstick])
            cell += f" ({paired:+.2f})".replace("-", "−")
        cells.append(cell)
    return f"| {' | '.join(cells)} |"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rates", default="1,3,5,10,20")
    parser.add_argument("--clips", type=int, default=40)
    parser.add_argument("--bursts", default="1,3")
    parser.add_argument("--methods", default="silence,repeat,appendix-i,spandsp,ours0,ours1,ours3")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    clips, voices = clips_of(arguments.folder, arguments.clips)
    seconds = sum(len(c) for c in clips) / 8000
    print(f"{len(clips)} clips, {voices} voices, {seconds:.0f} s")
    methods = [(m, a) for m, a in METHODS if (m + str(a) if m == "ours" else m) in arguments.methods.split(",")]
    library = spandsp.load()
    if ("spandsp", 0) in methods and library is None:
        print("spandsp is not measured: there is no libspandsp here (Debian: apt-get install libspandsp-dev)")
        methods.remove(("spandsp", 0))
    rows = []
    with Pool() as pool:
        for burst in map(int, arguments.bursts.split(",")):
            for percent in map(float, arguments.rates.split(",")):
                lost = [losses(len(c) // FRAME, percent, burst, arguments.seed * 1000 + n) for n, c in enumerate(clips)]
                results = {}
                for method in methods:
                    program = library if method[0] == "spandsp" else arguments.program
                    played = play(program, *method, clips, lost)
                    results[method] = pool.map(judge, zip(clips, played, lost), chunksize=2)
                rows.append(row(percent, burst, results))
                print(f"\n{percent:g} %, bursts of {burst}: {100 * np.concatenate(lost).mean():.1f} % of the frames are lost")
                yardstick = results.get(("appendix-i", 0))
                for (method, ahead), judged in results.items():
                    quality = np.array([j[:2] for j in judged])
                    line = f"  {method + (f', {ahead} known' if method == 'ours' else ''):14}"
                    line += f" PESQ {quality[:, 0].mean():.3f}  STOI {quality[:, 1].mean():.4f}"
                    if yardstick:
                        paired = quality - np.array([j[:2] for j in yardstick])
                        error = paired[:, 0].std(ddof=1) / len(paired) ** 0.5
                        line += f"  paired {paired[:, 0].mean():+.3f} ±{error:.3f} {paired[:, 1].mean():+.4f}"
                    steps = np.concatenate([j[2][0] for j in judged])
                    loud = np.concatenate([j[2][1] for j in judged])
                    line += f"  steps>1.3: {(steps > 1.3).sum()}/{len(steps)} worst {steps.max():.2f}"
                    line += f"  louder>1.05: {(loud > 1.05).sum()} worst {loud.max():.2f}"
                    print(line, flush=True)
    print("\nThe rows of docs/features.md:", *rows, sep="\n")


if __name__ == "__main__":
    main()
