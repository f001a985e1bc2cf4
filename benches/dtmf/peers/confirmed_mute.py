#!/usr/bin/env python3
"""The simplest suppressor, for the bench: mutes from the frame in which a receiver reports a digit to the digit's end.

    confirmed_mute.py RECEIVER --look-ahead-ms N IN.wav OUT.wav

RECEIVER is a program that takes a file name on standard input and prints what
`mixminus dtmf --json --files-from -` prints.
"""

import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

import judge
import tones
import wav


def main():
    """The delay is given as asked for, though it is of no use without suspicion."""
    receiver, _, ahead, source, target = sys.argv[1:]
    rate, samples = wav.read(source)
    late = round(int(ahead) * rate / 1000)
    out = samples.copy()
    for digit in judge.hear(receiver, [source])[0]:
        begin = (digit["detect_ms"] - tones.FRAME_MS) * rate / 1000 - late
        out[max(round(begin), 0):round(digit["end_ms"] * rate / 1000)] = 0
    wav.write(target, rate, tones.to_line(tones.np.concatenate([tones.np.zeros(late), out])))
    print(json.dumps({"delay_ms": int(ahead)}))


if __name__ == "__main__":
    main()
