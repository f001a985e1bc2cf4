#!/usr/bin/env python3
"""Runs scripts in the manners of Groovy, and checks what they do, their exit status and their traces."""

import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
RUN = HERE.parent / "run"
HANG_UP = ["--hangup", "@5"]
PRESS = ["--press", "*@1"]
STYLES = [f"@{second}" for second in range(8, 28, 2)]

# Name of the file, text, arguments, exit status, what the transcript has in order, what stderr has.
CASES = [
    ("styles.groovy", (HERE / "scripts/styles.groovy").read_text(),
     [word for at in STYLES for word in ("--press", "*" + at)] + ["--hangup", "@40"], 0,
     ['say "Grüße, 2 mal."', 'say "42"', 'say "1.5"', 'say "Arrow *"', 'say "It *"', 'say "No parameter"',
      'say "Method *"', 'conference "5" ended: choice *', 'conference "6" ended: choice *', 'say "Consumer choice"',
      'say "Plain method"', 'say "Typed choice *"', 'say "Default *"', 'say "Ended: choice, choice, *, *"',
      'conference "11" ended: hangup', "log seen [*, called *]", "call ended"], []),
    ("waits.groovy", "log 1\nwait(500); wait 1.5\n[100L].each { wait(it) }\nlog 2\nhangup()\nsay 'Never.'", [], 0,
     ["    0.000  log 1", "    0.620  log 2", "script hangs up", "call ended"], []),
    ("wrong-wait.groovy", "wait(-1)", [], 1, ["script failed"], ["wait: -1, must be", "wrong-wait.groovy:1"]),
    ("catches.groovy", "try { conference '1' } catch (Exception e) { log 'caught' }\n"
     "try { say 'Gone.' } catch (e) { log 'caught' } finally { log 'finally' }\nlog 'never'", HANG_UP, 0,
     ["ended: hangup", "log finally", "call ended"], []),
    ("1337.groovy", "def f() { throw new IOException('checked') }\nconference('1', [terminator: '*', onChoice: {\n"
     "  f() }])", PRESS, 1, ["onChoice: *", "script failed"],
     ["java.io.IOException: checked", "1337.groovy:1", "1337.groovy:3"]),
    ("my script", "\ufeffsay 'Hi.'\r\n\r\n[1].each {\r\n  missing(it)\r\n}\r\n", [], 1, ['say "Hi."', "script failed"],
     ["MissingMethodException", "missing()", "my script:4"]),
    ("broken.groovy", "say 'x'\nsay (((", [], 1, ["script failed"], ["broken.groovy: 2"]),
    ("asserts.groovy", "def a = 1\nassert a == 2", [], 1, ["script failed"], ["assert a == 2", "asserts.groovy:2"]),
    ("say.groovy", "say 'One.'\nsay()", [], 1, ['say "One."', "script failed"], ["say: takes", "say.groovy:2"]),
    ("options.groovy", "conference '1', 'x'", [], 1, ['conference refused: options: "x", must be a map'],
     ['options: "x"']),
    ("timeout.groovy", "conference '1', interdigitTimeout: -1", [], 1,
     ["conference refused: interdigitTimeout: -1, must be 0 to 3600 seconds"], ["interdigitTimeout: -1"]),
    ("list.groovy", "conference '1', allowSignals: ['a', 1.50, [b: null, 'c \"d\"': true]]", [], 1,
     ['refused: allowSignals: ["a",1.50,{"b":null,"c \\"d\\"":true}], must be'], ["allowSignals"]),
    ("no_function.groovy", "conference '1', onChoice: 'handler'", [], 1, ["refused: onChoice: not a function"],
     ["not a"]),
    ("empty_id.groovy", "try { conference '' } catch (e) { log e.name + ' ' + e.status }", [], 0,
     ["conference refused: ", "log INVALID_ARGUMENT -1"], []),
    ("threads.groovy", "def e\nThread.start { try { say 'x' } catch (x) { e = x } }.join()\nlog e.name", [], 0,
     ["log BUSY"], []),
    ("wrong-text.groovy", "say(['a'])", [], 1, ["script failed"], ['say: ["a"], must be a text']),
    ("this-wait.groovy", "this.wait(500)\nlog 1", [], 0, ["    0.500  log 1"], []),
    ("endless.groovy", "while (true) { try { hangup() } catch (Throwable e) { } }", [], 0,
     ["script hangs up", "call ended"], []),
    ("hook.groovy", "addShutdownHook { try { say 'x' } catch (x) { System.err.println x.name } }", [], 0,
     ["call ended"], ["BUSY"]),
    ("exits.groovy", "say 'a'\nSystem.exit(3)", [], 3, ['say "a"', "call ended"], []),
    ("prints.groovy", "say 'a'\nprintln 'printed'\nsay 'b'", [], 0, ['say "a"', "printed", 'say "b"'], []),
    ("empty.groovy", "", [], 0, ["call answered", "call ended"], []),
]


def mistakes(case, folder):
    """What is wrong with a case: lines of text."""
    name, text, arguments, status, transcript, errors = case
    script = Path(folder) / name
    script.write_bytes(text.encode())
    done = subprocess.run([RUN, script, *arguments, "--voice", "tone"], capture_output=True, text=True, timeout=60)
    if done.returncode != status:
        yield f"exit status {done.returncode}, not {status}"
    at = 0
    for part in transcript:
        found = done.stdout.find(part, at)
        if found < 0:
            yield f"{part!r} is not in the transcript, or not in this order:\n{done.stdout}"
        at = max(at, found)
    if bool(errors) != bool(done.stderr) or any(part not in done.stderr for part in errors):
        yield f"on stderr is not {errors}:\n{done.stderr}"


def misuse():
    """Wrong usage ends with status 2 and a message."""
    for arguments in ([], ["none.groovy"], [HERE / "scripts/styles.groovy", "--press", "x@1"], [HERE]):
        done = subprocess.run([RUN, *arguments], capture_output=True, text=True, timeout=60)
        if done.returncode != 2 or not done.stderr or done.stdout or re.search(r"^\s+at ", done.stderr, flags=re.M):
            yield f"{arguments}: status {done.returncode}, {done.stdout!r}, {done.stderr!r}"


def interrupt(folder):
    """SIGINT ends a script that waits at once."""
    script = Path(folder) / "sleeps.groovy"
    script.write_text("log 'waits'\nThread.sleep(60000)")
    with subprocess.Popen([RUN, script, "--voice", "tone"], stdout=subprocess.PIPE, text=True) as process:
        process.stdout.readline()
        process.stdout.readline()
        begin = time.monotonic()
        process.send_signal(signal.SIGINT)
        process.wait(10)
        if process.returncode != -signal.SIGINT or time.monotonic() - begin > 0.5:
            yield f"status {process.returncode} after {time.monotonic() - begin:.1f} s"


def main():
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        found = [(case[0], list(mistakes(case, folder))) for case in CASES]
        found += [("misuse", list(misuse())), ("interrupt", list(interrupt(folder)))]
    for name, lines in found:
        failed += bool(lines)
        for line in lines:
            print(f"{name}: {line}")
    print(f"groovy scripts: {len(found) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
