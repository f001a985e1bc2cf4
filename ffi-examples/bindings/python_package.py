"""Makes the wheel: the package, a compiled module of cffi for any Python from 3.9 on, and the libraries inside."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from header import ROOT

SOURCE = ROOT / "ffi-examples" / "python"

# Compiles the C functions into a module of the limited API, so that one wheel serves all versions of Python.
BUILD_CFFI = '''
from pathlib import Path
import sys
sys.path.insert(0, str(Path(__file__).parent / "src" / "mixminus"))
from cffi import FFI
from _cdef import MIXMINUS
here = Path(__file__).parent
ffi = FFI()
ffi.cdef(MIXMINUS)
ffi.set_source(
    "mixminus._mixminus", '#include "mixminus.h"', py_limited_api=True,
    include_dirs=[str(here / "include")],
    extra_objects=[str(here / "src" / "mixminus" / "libmixminus.so.0")],
    extra_link_args=["-Wl,-rpath,$ORIGIN"],
)
'''

PYPROJECT = '''
[build-system]
requires = ["setuptools>=68", "cffi>=1.15", "wheel"]
build-backend = "setuptools.build_meta"

[project]
name = "{NAME}"
version = "{VERSION}"
description = "{SUMMARY}"
readme = "README.md"
license = {{ text = "{LICENSE}" }}
authors = [{{ name = "{AUTHORS}" }}]
requires-python = ">=3.9"
dependencies = ["cffi>=1.15"]
keywords = ["telephony", "conference", "mixer", "pbx", "dtmf"]

[project.scripts]
mixminus-script = "mixminus.runner:main"

[tool.setuptools]
package-dir = {{ "" = "src" }}
packages = ["mixminus"]

[tool.setuptools.package-data]
mixminus = ["py.typed", "*.pyi", "*.so", "*.so.0"]
'''

SETUP = '''
from setuptools import setup
setup(cffi_modules=["build_cffi.py:ffi"], options={"bdist_wheel": {"py_limited_api": "cp39"}})
'''


def build(describe, libraries, out):
    """Builds the wheel into `out`, and returns its path."""
    with tempfile.TemporaryDirectory() as directory:
        stage = Path(directory)
        package = stage / "src" / "mixminus"
        shutil.copytree(SOURCE / "mixminus", package, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copytree(ROOT / "include", stage / "include")
        shutil.copy(SOURCE / "README.md", stage)
        for library in libraries:
            # The names by which the loader looks for them; a wheel holds no links.
            name = library.name + (".0" if library.name == "libmixminus.so" else "")
            shutil.copy(library, package / name)
        (stage / "build_cffi.py").write_text(BUILD_CFFI)
        (stage / "setup.py").write_text(SETUP)
        (stage / "pyproject.toml").write_text(PYPROJECT.format_map(vars(describe)))
        pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", out, stage]
        subprocess.run(pip, check=True)
    return max(Path(out).glob("mixminus-*.whl"), key=lambda file: file.stat().st_mtime)
