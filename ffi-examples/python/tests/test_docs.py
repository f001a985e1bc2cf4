"""The Python of the pages in docs runs."""

import re
import unittest
from pathlib import Path

DOCS = Path(__file__).resolve().parents[3] / "docs"


class Docs(unittest.TestCase):
    def test_programs_run(self):
        programs = [
            (page.name, block)
            for page in sorted(DOCS.glob("*.md"))
            for block in re.findall(r"^```python\n(.*?)^```$", page.read_text(), re.MULTILINE | re.DOTALL)
        ]
        self.assertTrue(programs)
        for name, program in programs:
            with self.subTest(page=name):
                exec(compile(program, name, "exec"), {"__name__": "__main__"})


if __name__ == "__main__":
    unittest.main()
