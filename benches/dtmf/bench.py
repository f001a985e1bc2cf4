#!/usr/bin/env python3
"""The bench of DTMF receivers and suppressors. README.md beside this file describes it."""

import argparse
import concurrent.futures
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
# How the program under test is called: names on standard input, JSON on standard output.
DTMF = "dtmf --json --files-from -"
SUPPRESS = "suppress --json"


def scratch():
    """A folder for the files of one line, in memory where there is such a place."""
    return tempfile.TemporaryDirectory(prefix="keys-bench-", dir=SHM if SHM.is_dir() else None)


def arguments():
    """What the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    add = parser.add_argument
    add("--program", default="target/release/mixminus", help="has `dtmf` and `suppress` (default: %(default)s)")
    add("--judge", metavar="RECEIVER", help="judge this receiver alone: a command that takes file names on standard "
        "input and prints JSON, as `mixminus dtmf --json --files-from -` does")
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


def hear_set(args, rate, name, value, commands, count=None):
    """What these receivers score in one set. `count`: trials in it, if not the line's own."""
    line = next(line for line in LINES if line.name == name)
    with scratch() as folder:
        count = count or lines.trial_count(line, rate, args.short)
        sets = [lines.make_set(args.seed, line, rate, value, count, folder)]
        return [judge.judge(command, folder, sets) for command in commands]


def suppress_at(args, command, rate):
    """The rows of a suppressor at one rate."""
    with scratch() as folder:
        return suppression.rows(command, args.seed, rate, folder, args.short)


class Pieces:
    """Independent pieces of work: each runs in a process, as many at once as there are processors. Results come in the
    order in which the pieces were started."""

    def __init__(self, args):
        self.args, self.pool = args, concurrent.futures.ProcessPoolExecutor()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.pool.shutdown(cancel_futures=True)

    def begin(self, what, *arguments):
        """A piece begins when a processor is free; what it will come to."""
        return self.pool.submit(what, self.args, *arguments)

    def receive(self, receivers):
        """Begins to judge these receivers: [(command, the rates that it knows)]."""
        return [(at, self.begin(hear_set, rate, line.name, value, [receivers[one][0] for one in at]))
                for rate, line in todo(self.args) for value in (line.short if self.args.short else line.values)
                for at in [[one for one, (_, rates) in enumerate(receivers) if rate in rates]]]

    def receive_few(self, command):
        """As `receive`, at 8 kHz, for one that is slow to ask: fewer trials, no altered copies of speech."""
        return [([0], self.begin(hear_set, 8000, line.name, value, [command], line.counts[1]))
                for line in LINES if line.name != "talk-off-copies"
                for value in (line.short if self.args.short else line.values)]

    def suppress(self, command, rates=lines.RATES):
        """Begins to judge a suppressor."""
        asked = self.args.rate or (suppression.SHORT_RATES if self.args.short else rates)
        return [self.begin(suppress_at, command, rate) for rate in asked if rate in rates]


def scores_of(begun, count=1):
    """The scores of so many receivers."""
    scores = [{} for _ in range(count)]
    for at, piece in begun:
        for one, said in zip(at, piece.result()):
            for line, values in said.items():
                scores[one].setdefault(line, {}).update(values)
    return scores


def rows_of(begun):
    """The rows of a suppressor."""
    return [row for piece in begun for row in piece.result()]


def judge_folder(args, command):
    """A receiver's scores of the trials that --generate wrote."""
    sets = json.loads(pathlib.Path(args.dir, "truth.json").read_text(encoding="utf-8"))
    return judge.judge(command, args.dir, sets)


def check(args):
    """Judges one program; whether all limits are kept."""
    receiver = args.judge or f"{args.program} {DTMF}"
    table = []
    with Pieces(args) as pieces:
        quiet, heard = [], []
        if not (args.judge or args.line or args.dir):
            quiet = pieces.suppress(args.suppressor or f"{args.program} {SUPPRESS}")
        if not (args.suppressor or args.dir):
            heard = pieces.receive([(receiver, lines.RATES)])
        if not args.suppressor:
            scores = judge_folder(args, receiver) if args.dir else scores_of(heard)[0]
            if args.sets:
                report.show_sets(scores)
            table = report.rows(scores)
        table += rows_of(quiet)
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
        with Pieces(args) as pieces:
            # The longest pieces first, so that none of them is left for the end.
            quiet = pieces.suppress(f"{args.program} {SUPPRESS}")
            muted = pieces.suppress(confirmed, (8000,))
            others = pieces.receive_few(multimon)
            heard = pieces.receive([(f"{args.program} {DTMF}", lines.RATES), (spandsp, (8000,))])
            quiet, muted = rows_of(quiet), rows_of(muted)
            others = report.rows(scores_of(others)[0])
            ours, theirs = (report.rows(scores) for scores in scores_of(heard, 2))
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
