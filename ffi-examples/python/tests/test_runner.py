"""Scripts: how they end, and what of Python works in them."""

import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

RUN = Path(__file__).resolve().parents[1] / "run"


class Runner(unittest.TestCase):
    def run_script(self, text, *arguments):
        """Exit status, the transcript without times and without the lines of the conference itself, stderr."""
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "helper.py").write_text("def greet(): say('From a module.')\n")
            (Path(folder) / "numbers.py").write_text("raise Exception('not the module of Python')\n")
            script = Path(folder) / "script.py"
            script.write_text(text)
            done = subprocess.run(
                [RUN, script, "--voice", "tone", *arguments],
                capture_output=True,
                text=True,
                timeout=60,
                cwd=folder,
                env={**os.environ, "PYTHON": sys.executable},
            )
        lines = [line[11:] for line in done.stdout.splitlines()]
        return done.returncode, [line for line in lines if line.startswith(("say", "log", "script", "call e"))], done.stderr

    def says(self, text, *texts, arguments=()):
        said = [f'say "{words}"' for words in texts]
        self.assertEqual(self.run_script(text, *arguments), (0, [*said, "call ended"], ""))

    def test_exit_statuses(self):
        failed = ["script failed", "call ended"]
        self.assertEqual(self.run_script("raise SystemExit"), (0, ["call ended"], ""))
        self.assertEqual(self.run_script("exit(3)"), (3, failed, ""))
        self.assertEqual(self.run_script("exit('why')"), (1, failed, "why\n"))
        status, lines, errors = self.run_script("say('x'\n")
        self.assertEqual((status, lines), (1, failed))
        self.assertIn("SyntaxError", errors)

    def test_a_script_that_ignores_the_end_of_the_call_is_ended(self):
        loop = "while True:\n    try: hangup()\n    except: pass\n"
        self.assertEqual(self.run_script(loop), (0, ["script hangs up", "call ended"], ""))

    def test_the_call_lasts_until_the_functions_of_atexit_have_run(self):
        self.says("import atexit\natexit.register(say, 'Last.')\nsay('First.')", "First.", "Last.")
        late = "import atexit\natexit.register(say, 'Late.')\nhangup()"
        self.assertEqual(self.run_script(late), (0, ["script hangs up", "call ended"], ""))

    def test_only_the_thread_of_the_call_may_use_it(self):
        thread = "import threading\ndef f():\n    try: say('x')\n    except MixminusError as e: names.append(e.name)\n"
        thread += "names = []\nt = threading.Thread(target=f)\nt.start()\nt.join()\nsay(names[0])"
        self.says(thread, "WRONG_MODE")

    def test_a_fork_does_not_end_the_call(self):
        self.says("import os\nif os.fork() == 0: exit()\nos.wait()\nsay('Parent.')", "Parent.")

    def test_the_script_is_the_module_main(self):
        self.says("import pickle\nclass A: x = 'A.'\nsay(pickle.loads(pickle.dumps(A())).x)", "A.")
        self.says("import helper\nhelper.greet()", "From a module.")

    def test_handlers(self):
        for handler in ("lambda e: say(e.choice + '!')", "lambda: say('*!')", "lambda *, event=None: say('*!')"):
            text = f"conference('1', terminator='*', onChoice={handler})"
            self.says(text, "*!", arguments=("--press", "*@1"))

    def test_wrong_arguments(self):
        calls = {
            "say(None)": "say: null, must be a text",
            "say(['a'])": 'say: ["a"], must be a text',
            "say(True)": "say: true, must be a text",
            "say('a', 'b')": 'options: "b", must be a dict',
            "wait('5')": 'wait: "5", must be a number of milliseconds',
            "wait(-1)": "wait: -1, must be a number of milliseconds",
            "wait(float('nan'))": "wait: NaN, must be a number of milliseconds",
        }
        for call, message in calls.items():
            text = f"try: {call}\nexcept MixminusError as e: log(e)"
            self.assertEqual(self.run_script(text), (0, [f"log {message}", "call ended"], ""))


if __name__ == "__main__":
    unittest.main()
