#!/usr/bin/env python3
"""Writes the low-level binding of each language from include/mixminus.h.

    generate.py             writes the files
    generate.py --check     fails if a file is missing or differs from what it would write
    generate.py --layout    prints the layout of each struct, by the C compiler, as JSON

Each language has a module `<language>_binding.py` with a function `emit(header)`, which returns the files as a dict
from path, relative to the root of the repository, to text.
"""

import importlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import header as headers

LANGUAGES = ("python", "javascript", "ruby", "php", "groovy")


def emitted(header):
    """All files of all languages: path to text."""
    files = {}
    for language in LANGUAGES:
        files.update(importlib.import_module(f"{language}_binding").emit(header))
    return files


def layout(header):
    """Size of each struct and offset of each of its fields, by the C compiler."""
    lines = ["#include <stdio.h>", f'#include "{headers.HEADER}"', "int main(void) {"]
    for struct in header.structs:
        if not struct.is_opaque:
            lines.append(f'    printf("{struct.name} %zu\\n", sizeof({struct.name}));')
        for field in struct.fields:
            lines.append(
                f'    printf("{struct.name}.{field.name} %zu\\n", offsetof({struct.name}, {field.name}));'
            )
    with tempfile.TemporaryDirectory() as directory:
        source, program = Path(directory) / "layout.c", Path(directory) / "layout"
        source.write_text("\n".join([*lines, "    return 0;", "}"]))
        subprocess.run(["cc", "-std=c17", "-o", program, source], check=True)
        printed = subprocess.run([program], capture_output=True, text=True, check=True).stdout
    return {name: int(number) for name, number in (line.split() for line in printed.splitlines())}


def main(arguments):
    header = headers.read()
    if arguments == ["--layout"]:
        print(json.dumps(layout(header), indent=1))
        return 0
    if arguments not in ([], ["--check"]):
        print(__doc__, file=sys.stderr)
        return 2
    stale = []
    for path, text in emitted(header).items():
        file = headers.ROOT / path
        if arguments:
            if not file.exists() or file.read_text() != text:
                stale.append(path)
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
    for path in stale:
        print(f"{path} does not match include/mixminus.h: run ffi-examples/bindings/generate.py", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
