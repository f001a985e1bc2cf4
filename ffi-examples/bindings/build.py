#!/usr/bin/env python3
"""Makes the packages of the languages: build.py [--libraries DIR] [--out DIR] [LANGUAGE]..."""

import argparse
import importlib
import sys
from pathlib import Path

import describe
from generate import LANGUAGES
from header import ROOT

LIBRARIES = ("libmixminus.so", "libmixminus_call.so")


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--libraries", type=Path, default=ROOT / "target" / "release", help="where the libraries are")
    parser.add_argument("--out", type=Path, default=ROOT / "target" / "bindings", help="where the packages go")
    parser.add_argument("language", nargs="*", help="default: all")
    given = parser.parse_args(arguments)
    given.out.mkdir(parents=True, exist_ok=True)
    libraries = [given.libraries / name for name in LIBRARIES]
    for language in given.language or LANGUAGES:
        package = importlib.import_module(f"{language}_package").build(describe, libraries, given.out)
        print(f"{language}: {package}")


if __name__ == "__main__":
    main(sys.argv[1:])
