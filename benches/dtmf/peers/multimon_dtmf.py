#!/usr/bin/env python3
"""multimon-ng's receiver, which prints what `mixminus dtmf --json` prints, for the bench.

    multimon_dtmf.py [dtmf] [FILE...]        names on standard input, one a line, if none are given

multimon-ng takes 22,050 Hz and reports no times. So each frame of 20 ms is resampled and given to it through a pipe,
and once it has taken the frame's last sample, what it printed belongs to that frame. It reports no start and no end.
"""

import array
import fcntl
import json
import os
import pathlib
import subprocess
import sys
import termios

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

import tones
import wav

RATE = 22050
FRAME = RATE * tones.FRAME_MS // 1000  # 441 samples


def pending(pipe):
    """Bytes in the pipe that nobody has read."""
    count = array.array("i", [0])
    fcntl.ioctl(pipe, termios.FIONREAD, count)
    return count[0]


def hear(path):
    """The digits of a file."""
    rate, samples = wav.read(path)
    at_its_rate = tones.to_line(tones.resample(samples.astype(float), rate, RATE)).tobytes()
    take, give = os.pipe()
    decoder = subprocess.Popen(["multimon-ng", "-q", "-t", "raw", "-a", "DTMF", "-"], stdin=take,
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    os.set_blocking(decoder.stdout.fileno(), False)
    digits = []
    for frame in range(-(-len(at_its_rate) // (2 * FRAME))):
        sound = at_its_rate[2 * FRAME * frame:2 * FRAME * (frame + 1)]
        # The last sample apart: when it is gone, the rest has been judged.
        for part in (sound[:-2], sound[-2:]):
            os.write(give, part)
            while pending(take):
                os.sched_yield()
                if decoder.poll() is not None:
                    sys.exit("multimon_dtmf: multimon-ng has ended")
        digits += [(line[-1], frame) for line in printed(decoder) if line.startswith("DTMF: ")]
    os.close(give)
    os.close(take)
    os.set_blocking(decoder.stdout.fileno(), True)
    digits += [(line[-1], frame) for line in decoder.stdout.read().decode().splitlines() if line.startswith("DTMF: ")]
    decoder.wait()
    return [{"digit": digit, "start_ms": None, "end_ms": None, "detect_ms": (frame + 1) * tones.FRAME_MS}
            for digit, frame in digits]


def printed(decoder):
    """The lines that it has printed since the last call."""
    return (decoder.stdout.read() or b"").decode().splitlines()


def main():
    """One line a file."""
    files = sys.argv[1:]
    if files[:1] == ["dtmf"]:
        files = files[1:]
    for file in files or [line.rstrip("\n") for line in sys.stdin]:
        print(json.dumps({"file": file, "digits": hear(file)}), flush=True)


if __name__ == "__main__":
    main()
