"""Runs a receiver over the files and holds what it says against what is true."""

import bisect
import dataclasses
import json
import pathlib
import shlex
import subprocess


class ReceiverFailed(Exception):
    """The program under test did not do its work."""


@dataclasses.dataclass
class Score:
    """How one set went."""
    trials: int = 0
    right: int = 0  # exactly the digits, each once, nothing else
    silent: int = 0  # nothing heard at all
    split: int = 0  # one digit expected, that digit heard more than once and no other
    false: int = 0  # digits beyond those expected, or others
    latencies: list = dataclasses.field(default_factory=list)  # ms, from the onset to the report
    starts: list = dataclasses.field(default_factory=list)  # ms, said less true
    ends: list = dataclasses.field(default_factory=list)
    hours: float = 0.0  # of sound

    def share(self):
        """Of the trials that are exactly right, 0 … 1."""
        return self.right / self.trials if self.trials else 0.0

    def add(self, trial, digits):
        """One trial and the digits reported in its stretch."""
        expected = [press["digit"] for press in trial["expect"]]
        said = [digit["digit"] for digit in digits]
        self.trials += 1
        self.hours += trial["sound_ms"] / 3.6e6
        self.silent += not said
        if said != expected:
            if len(expected) == 1 and len(said) > 1 and set(said) == set(expected):
                self.split += 1
            kept = list(expected)
            for digit in said:
                if digit in kept:
                    kept.remove(digit)
                else:
                    self.false += 1
            return
        self.right += 1
        for press, digit in zip(trial["expect"], digits):
            if digit.get("detect_ms") is not None:
                self.latencies.append(digit["detect_ms"] - press["start_ms"])
            if digit.get("start_ms") is not None:
                self.starts.append(digit["start_ms"] - press["start_ms"])
            if digit.get("end_ms") is not None:
                self.ends.append(digit["end_ms"] - press["end_ms"])


def hear(program, files):
    """What the program prints for each of these files: a list of lists of digits. One process hears all."""
    names = [str(file) for file in files]
    done = subprocess.run(shlex.split(program), input="\n".join(names) + "\n", text=True, stdout=subprocess.PIPE,
                          check=False)
    if done.returncode != 0:
        raise ReceiverFailed(f"{program}: exit status {done.returncode}")
    said = {}
    for line in done.stdout.splitlines():
        answer = json.loads(line)
        said[answer["file"]] = answer["digits"]
    missing = [name for name in names if name not in said]
    if missing:
        raise ReceiverFailed(f"{program}: nothing about {missing[0]}")
    return [said[name] for name in names]


def score(one_set, digits):
    """A set's score. A digit belongs to the trial in whose stretch it was reported."""
    result = Score()
    ends = [trial["to_ms"] for trial in one_set["trials"]]
    heard = [[] for _ in ends]
    for digit in digits:
        when = digit.get("detect_ms")
        at = bisect.bisect_right(ends, digit["start_ms"] if when is None else when)
        heard[min(at, len(ends) - 1)].append(digit)
    for trial, said in zip(one_set["trials"], heard):
        result.add(trial, said)
    return result


def judge(program, folder, sets):
    """{(line, rate): {value: Score}} of the sets in a folder."""
    scores = {}
    for one_set, digits in zip(sets, hear(program, [pathlib.Path(folder, one_set["file"]) for one_set in sets])):
        scores.setdefault((one_set["line"], one_set["rate"]), {})[one_set["value"]] = score(one_set, digits)
    return scores
