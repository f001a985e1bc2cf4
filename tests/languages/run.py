#!/usr/bin/env python3
"""Runs the scripts of cases.toml in each language and compares the transcripts.

    run.py [LANGUAGE]...       compares; all languages by default
    run.py --bless LANGUAGE    writes the transcripts of one language into cases.toml
"""

import subprocess
import sys
import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
CASES = HERE / "cases.toml"
EXTENSIONS = {"python": "py", "javascript": "js", "ruby": "rb", "php": "php", "groovy": "groovy"}


def run(language, case):
    """Runs a case: exit status, transcript, what went to stderr."""
    script = HERE / "cases" / f"{case['script']}.{EXTENSIONS[language]}"
    command = [ROOT / "ffi-examples" / language / "run", script, *case["arguments"], "--voice", "tone"]
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
        script = f"{case['script']}.{EXTENSIONS[language]}"
        for text in (case["error"], script):
            if text not in errors:
                yield f"{text!r} is not on stderr"
    if (status, bool(errors)) in ((0, True), (1, False)):
        yield f"on stderr: {errors!r}"


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
    if arguments[:1] == ["--bless"]:
        bless(arguments[1], cases)
        return 0
    passed = failed = 0
    for language in arguments or EXTENSIONS:
        for case in cases:
            found = list(mistakes(language, case))
            passed, failed = passed + (not found), failed + bool(found)
            for mistake in found:
                print(f"{language}, {case['name']}: {mistake}")
    print(f"languages: {passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
