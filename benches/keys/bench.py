#!/usr/bin/env python3
"""The bench of keypad tone receivers. See README.md beside this file."""

import argparse
import json
import pathlib
import sys
import tempfile

import clean
import codecs_path
import disturbed
import judge
import lines
import other_tones
import report
import talk_off

LINES = clean.LINES + disturbed.LINES + codecs_path.LINES + other_tones.LINES + talk_off.LINES


def arguments():
    """What the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--generate", metavar="DIR", help="write the trials and truth.json there, judge nothing")
    parser.add_argument("--dir", help="judge the trials that --generate wrote there")
    parser.add_argument("--judge", metavar="PROGRAM", default="target/release/mixminus dtmf", help="the receiver: a "
                        "program that takes file names on standard input (default: %(default)s)")
    parser.add_argument("--rate", type=int, action="append", choices=lines.RATES, help="only this rate, Hz (may be "
                        "given again)")
    parser.add_argument("--line", action="append", choices=[line.name for line in LINES], help="only this line (may "
                        "be given again)")
    parser.add_argument("--short", action="store_true", help="only the values that decide, few trials")
    parser.add_argument("--seed", type=int, default=1, help="of all that is random (default: %(default)s)")
    return parser.parse_args()


def main():
    """Exit status 0: all limits are kept."""
    args = arguments()
    chosen = [line for line in LINES if not args.line or line.name in args.line]
    todo = [(rate, line) for rate in args.rate or lines.RATES for line in chosen
            if rate in (line.short_rates if args.short else line.rates)]
    if args.generate:
        pathlib.Path(args.generate).mkdir(parents=True, exist_ok=True)
        sets = [one for rate, line in todo
                for one in lines.make_sets(args.seed, line, rate, args.generate, args.short)]
        lines.save(args.generate, sets)
        return 0
    scores = {}
    if args.dir:
        sets = json.loads(pathlib.Path(args.dir, "truth.json").read_text(encoding="utf-8"))
        scores = judge.judge(args.judge, args.dir, sets)
    else:
        for rate, line in todo:
            with tempfile.TemporaryDirectory(dir="/dev/shm") as folder:
                sets = lines.make_sets(args.seed, line, rate, folder, args.short)
                scores.update(judge.judge(args.judge, folder, sets))
    rows, kept = report.rows(scores)
    report.show(rows)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
