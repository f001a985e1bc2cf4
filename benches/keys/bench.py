#!/usr/bin/env python3
"""The bench of keypad tone receivers and suppressors. README.md beside this file tells how to run it."""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

import clean
import codecs_path
import disturbed
import judge
import lines
import other_tones
import report
import speech
import suppression
import talk_off

HERE = pathlib.Path(__file__).resolve().parent
LINES = clean.LINES + disturbed.LINES + codecs_path.LINES + other_tones.LINES + talk_off.LINES
SHM = pathlib.Path("/dev/shm")


def scratch():
    """A folder for the files of one line, in memory where there is such a place."""
    return tempfile.TemporaryDirectory(prefix="keys-bench-", dir=SHM if SHM.is_dir() else None)


def arguments():
    """What the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    add = parser.add_argument
    add("--program", default="target/release/mixminus", help="has `dtmf` and `suppress` (default: %(default)s)")
    add("--judge", metavar="RECEIVER", help="judge this receiver alone: a command that takes file names on standard "
        "input, as `mixminus dtmf` does")
    add("--suppressor", help="judge this suppressor alone: a command that takes --look-ahead-ms N IN OUT")
    add("--short", action="store_true", help="few trials, only the values that decide, one package of speech")
    add("--rate", type=int, action="append", choices=lines.RATES, help="only this rate, Hz (may be given again)")
    add("--line", action="append", choices=[line.name for line in LINES], help="only this line, no suppression (may "
        "be given again)")
    add("--sets", action="store_true", help="print each set of trials too")
    add("--seed", type=int, default=1, help="of all that is random (default: %(default)s)")
    add("--generate", metavar="DIR", help="write the trials and truth.json there, judge nothing")
    add("--dir", help="judge the trials that --generate wrote there")
    add("--write", metavar="FILE", help="the whole form, beside spandsp and multimon-ng, as Markdown")
    return parser.parse_args()


def todo(args):
    """The lines to make, each with its rate."""
    chosen = [line for line in LINES if not args.line or line.name in args.line]
    return [(rate, line) for rate in args.rate or lines.RATES for line in chosen
            if rate in (line.short_rates if args.short and not args.rate else line.rates)]


def generate(args):
    """Writes all trials to a folder."""
    pathlib.Path(args.generate).mkdir(parents=True, exist_ok=True)
    lines.save(args.generate, [one for rate, line in todo(args)
                               for one in lines.make_sets(args.seed, line, rate, args.generate, args.short)])


def receive(args, receivers):
    """The scores of each of these receivers: [(command, the rates that it knows)]."""
    scores = [{} for _ in receivers]
    if args.dir:
        sets = json.loads(pathlib.Path(args.dir, "truth.json").read_text(encoding="utf-8"))
        return [judge.judge(command, args.dir, sets) for command, _ in receivers]
    for rate, line in todo(args):
        with scratch() as folder:
            sets = lines.make_sets(args.seed, line, rate, folder, args.short)
            for (command, rates), into in zip(receivers, scores):
                if rate in rates:
                    into.update(judge.judge(command, folder, sets))
    return scores


def receive_few(args, command):
    """The scores at 8 kHz of a receiver that is slow to ask: fewer trials, no altered copies of speech."""
    scores = {}
    for line in LINES:
        if line.name != "talk-off-copies":
            with scratch() as folder:
                sets = lines.make_sets(args.seed, line, 8000, folder, args.short, line.counts[1])
                scores.update(judge.judge(command, folder, sets))
    return scores


def suppress(args, command, rates=suppression.RATES):
    """The rows of a suppressor."""
    table = []
    for rate in args.rate or rates:
        if rate in rates:
            with scratch() as folder:
                table += suppression.rows(command, args.seed, rate, folder, args.short)
    return table


def check(args):
    """Judges one program; whether all limits are kept."""
    receiver = args.judge or f"{args.program} dtmf"
    table = []
    if not args.suppressor:
        scores = receive(args, [(receiver, lines.RATES)])[0]
        if args.sets:
            report.show_sets(scores)
        table = report.rows(scores)
    if not (args.judge or args.line or args.dir):
        table += suppress(args, args.suppressor or f"{args.program} suppress")
    report.show(table)
    if not table:
        raise judge.ReceiverFailed("no line is made at that rate")
    missed = sum(kept is False for *_, kept in table)
    print(f"{len(table)} figures, {missed} limits missed, seed {args.seed}")
    return missed == 0


def compare(args):
    """Judges the program and its peers, and writes the tables."""
    with scratch() as tools:
        spandsp = f"{tools}/spandsp_dtmf"
        subprocess.run(["cc", "-O2", "-o", spandsp, HERE / "peers/spandsp_dtmf.c", "-lspandsp"], check=True)
        python = sys.executable
        multimon = f"{python} {HERE}/peers/multimon_dtmf.py"
        confirmed = f"{python} {HERE}/peers/confirmed_mute.py {spandsp}"
        ours, theirs = (report.rows(scores) for scores in receive(args, [
            (f"{args.program} dtmf", lines.RATES), (spandsp, (8000,))]))
        others = report.rows(receive_few(args, multimon))
        quiet, muted = suppress(args, f"{args.program} suppress"), suppress(args, confirmed, (8000,))
    at = lambda table: {f"mixminus {rate // 1000} kHz": [row for row in table if row[0] == rate]
                        for rate in sorted({row[0] for row in table})}
    columns, suppressors = at(ours), at(quiet)
    pathlib.Path(args.write).write_text(report.document(
        args.seed, report.markdown(columns | {"spandsp 8 kHz": theirs, "multimon-ng 8 kHz": others}),
        report.markdown(suppressors | {"mute when spandsp confirms": muted})), encoding="utf-8")
    return not any(kept is False for *_, kept in ours + quiet)


def main():
    """Exit status 0: all limits are kept; 1: some are not; 2: there is nothing to judge, or nothing to judge with."""
    args = arguments()
    try:
        if args.generate:
            generate(args)
            return 0
        return 0 if (compare(args) if args.write else check(args)) else 1
    except (judge.ReceiverFailed, speech.NoSpeech, codecs_path.NoCodec, OSError) as error:
        print(f"bench: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
