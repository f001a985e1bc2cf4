#!/usr/bin/env python3
"""How many digits a receiver reports in recordings that have none: names of WAV files on standard input, one per line."""

import argparse
import sys
import wave

import judge
import report


def hours(path):
    """How long a recording is."""
    with wave.open(path) as recording:
        return recording.getnframes() / recording.getframerate() / 3600


def main():
    """Exit status 0: no more false digits than Q.24 has in as many hours; 1: more; 2: nothing was judged."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", default="target/release/mixminus dtmf --json --files-from -", help="a receiver (default: %(default)s)")
    args = parser.parse_args()
    paths = [line.rstrip("\n") for line in sys.stdin if line.strip()]
    if not paths:
        print("any_speech: no file is named on standard input", file=sys.stderr)
        return 2
    try:
        total, heard = sum(map(hours, paths)), judge.hear(args.program, paths)
    except (judge.ReceiverFailed, OSError, EOFError, wave.Error) as error:
        print(f"any_speech: {error}", file=sys.stderr)
        return 2
    false = 0
    for path, digits in zip(paths, heard):
        for digit in digits:
            false += 1
            print(f"{path}: {digit['digit']} at {digit['detect_ms']} ms")
    print(f"{false} false digits in {total:.2f} h of {len(paths)} files: "
          f"below {report.upper_bound(false) / max(total, 1e-9):.2g} an hour, by 95 %")
    return 0 if false <= report.Q24_TALK_OFF * total else 1


if __name__ == "__main__":
    sys.exit(main())
