"""The low level agrees with the header, and the example with a plain sum."""

import array
import json
import subprocess
import sys
import tempfile
import unittest
import wave
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def samples(path):
    with wave.open(str(path)) as file:
        return array.array("h", file.readframes(file.getnframes()))


class Bindings(unittest.TestCase):
    def test_structs_lie_as_the_c_compiler_lays_them(self):
        from mixminus.lowlevel import ffi

        printed = subprocess.run(
            [sys.executable, ROOT / "ffi-examples/bindings/generate.py", "--layout"], capture_output=True, check=True
        ).stdout
        for name, number in json.loads(printed).items():
            struct, _, field = name.partition(".")
            found = ffi.offsetof(struct, field) if field else ffi.sizeof(struct)
            self.assertEqual(found, number, name)

    def test_the_example_bridges_two_calls(self):
        said = [ROOT / "demo/ada.wav", ROOT / "demo/ben.wav"]
        with tempfile.TemporaryDirectory() as out:
            subprocess.run(
                [sys.executable, ROOT / "ffi-examples/python/examples/bridge.py", *said, out],
                check=True,
                capture_output=True,
                env={"PYTHONPATH": ":".join(filter(None, sys.path))},
            )
            for heard, other in (("ada", said[1]), ("ben", said[0])):
                expected, got = samples(other), samples(f"{out}/{heard}-hears.wav")
                self.assertGreater(len(expected), 8000)
                # The first 5 ms fade in.
                self.assertEqual(got[40 : len(expected)], expected[40:])
                self.assertFalse(any(got[len(expected) :]))


if __name__ == "__main__":
    unittest.main()
