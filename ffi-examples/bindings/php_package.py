"""The package for PHP: a zip that Composer installs from a repository of type "artifact".

    php_package.py LIBRARY... OUT     writes OUT/mixminus-VERSION.zip with those libraries in it
"""

import json
import sys
import zipfile
from pathlib import Path

from header import ROOT

FOLDER = ROOT / "ffi-examples" / "php"
BEGINNING_OF_ZIP = (1980, 1, 1, 0, 0, 0)


def composer(describe):
    """The text of composer.json."""
    metadata = {
        "name": f"{describe.NAME}/{describe.NAME}",
        "version": describe.VERSION,
        "description": describe.SUMMARY,
        "type": "library",
        "license": describe.LICENSE.split(" OR "),
        "authors": [{"name": describe.AUTHORS}],
        "require": {"php": ">=8.2", "ext-ffi": "*"},
        "autoload": {"psr-4": {"Mixminus\\": "src/"}},
        "bin": ["bin/mixminus-run"],
    }
    if describe.HOMEPAGE:
        metadata["homepage"] = describe.HOMEPAGE
    return json.dumps(metadata, indent=4) + "\n"


def contents(describe, libraries):
    """The files of the package: path to bytes."""
    files = {"composer.json": composer(describe).encode(), "bin/mixminus-run": (FOLDER / "run").read_bytes()}
    for name in ("README.md", "autoload.php", "preload.php"):
        files[name] = (FOLDER / name).read_bytes()
    for pattern in ("src/**/*.php", "src/Native/*.h", "stubs/*.php", "examples/*.php"):
        for path in FOLDER.glob(pattern):
            files[path.relative_to(FOLDER).as_posix()] = path.read_bytes()
    for path in ROOT.glob("LICENSE-*"):
        files[path.name] = path.read_bytes()
    for library in libraries:
        files[f"lib/{library.name}"] = library.read_bytes()
    return files


def build(describe, libraries, out):
    """Writes the package into the directory `out` and returns its path. The same files give the same bytes."""
    path = Path(out) / f"{describe.NAME}-{describe.VERSION}.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in sorted(contents(describe, libraries).items()):
            entry = zipfile.ZipInfo(name, BEGINNING_OF_ZIP)
            mode = 0o755 if name.startswith("bin/") or name.endswith(".so") else 0o644
            entry.external_attr = (0o100000 | mode) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, text)
    return path


if __name__ == "__main__":
    import describe as described

    print(build(described, [Path(name) for name in sys.argv[1:-1]], sys.argv[-1]))
