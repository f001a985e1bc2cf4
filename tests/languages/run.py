#!/usr/bin/env python3
"""Runs the scripts of cases.toml in each language and compares the transcripts, then those in styles/.

The scripts in styles/ are written in the manners of each language, and all must print the transcript of `styles`.

    run.py [LANGUAGE]...       compares; all languages by default
    run.py --bless LANGUAGE    writes the transcripts of one language into cases.toml
"""

import signal
import subprocess
import sys
import time
import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
CASES = HERE / "cases.toml"
EXTENSIONS = {"python": "py", "javascript": "js", "ruby": "rb", "php": "php", "groovy": "groovy"}

# The scripts in styles/.
STYLES = ("welcome", "named", "arrow")


def script(language, case):
    """The script of a case."""
    return HERE / case.get("folder", "cases") / f"{case['script']}.{EXTENSIONS[language]}"


def run(language, case):
    """Runs a case: exit status, transcript, what went to stderr."""
    runner = ROOT / "ffi-examples" / language / "run"
    command = [runner, script(language, case), *case["arguments"], "--voice", "tone"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout, done.stderr


def mistakes(language, case):
    """What is wrong with a case in a language: lines of text."""
    status, transcript, errors = run(language, case)
    if status != case["exit"]:
        yield f"exit status {status}, not {case['exit']}"
    if transcript != case["transcript"]:
        yield f"transcript:\n{transcript}\nnot:\n{case['transcript']}"
    if "error" in case:
        for text in (case["error"], script(language, case).name):
            if text not in errors:
                yield f"{text!r} is not on stderr"
    if (status, bool(errors)) in ((0, True), (1, False)):
        yield f"on stderr: {errors!r}"


def interrupted(language):
    """What is wrong when Ctrl-C ends a script that waits: lines of text."""
    runner = ROOT / "ffi-examples" / language / "run"
    command = [runner, script(language, {"script": "forever"}), "--voice", "tone"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True) as running:
        lines = [running.stdout.readline(), running.stdout.readline()]
        time.sleep(0.5)
        running.send_signal(signal.SIGINT)
        try:
            running.wait(timeout=5)
        except subprocess.TimeoutExpired:
            running.kill()
            yield "runs on after SIGINT"
    if b'say "Waiting."' not in lines[1]:
        yield f"transcript before SIGINT: {lines}"
    if running.returncode == 0:
        yield "exit status 0 after SIGINT"


def wrong_usage(language):
    """What is wrong with the answers to wrong command lines: lines of text."""
    here = script(language, {"script": "two"})
    for arguments in ([], ["none.xyz"], [here, "--press", "*"], [here, "--pres", "*@1"], [here, "--hangup"]):
        runner = ROOT / "ffi-examples" / language / "run"
        done = subprocess.run([runner, *arguments], capture_output=True, text=True, timeout=60)
        if done.returncode != 2 or done.stdout or not done.stderr:
            yield f"{arguments}: exit status {done.returncode}, {done.stdout!r}, {done.stderr!r}"


def bless(language, cases):
    """Writes the transcripts of a language into the file."""
    text = CASES.read_text()
    parts = text.split('transcript = """\n')
    for index, case in enumerate(cases):
        _, _, rest = parts[index + 1].partition('"""\n')
        transcript = run(language, case)[1].replace("\\", "\\\\")
        parts[index + 1] = f'{transcript}"""\n{rest}'
    CASES.write_text('transcript = """\n'.join(parts))


def main(arguments):
    cases = tomllib.loads(CASES.read_text())["run"]
    styles = [case for case in cases if "folder" in case]
    cases = [case for case in cases if "folder" not in case] + [
        {**case, "name": f"{name}, in another style", "script": name} for case in styles for name in STYLES
    ]
    if arguments[:1] == ["--bless"]:
        bless(arguments[1], tomllib.loads(CASES.read_text())["run"])
        return 0
    passed = failed = 0
    for language in arguments or EXTENSIONS:
        results = [(case["name"], mistakes(language, case)) for case in cases]
        results += [("Ctrl-C", interrupted(language)), ("wrong command lines", wrong_usage(language))]
        for name, found in results:
            found = list(found)
            passed, failed = passed + (not found), failed + bool(found)
            for mistake in found:
                print(f"{language}, {name}: {mistake}")
    print(f"languages: {passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
