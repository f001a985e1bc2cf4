"""Builds the gem of the Ruby binding: mixminus-VERSION-PLATFORM.gem, with the libraries inside."""

import os
import platform
import shutil
import subprocess
import tempfile
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[1] / "ruby"
FOLDERS = ("lib", "sig", "exe", "examples")

GEMSPEC = """\
Gem::Specification.new do |gem|
  gem.name = {name}
  gem.version = {version}
  gem.summary = {summary}
  gem.description = {description}
  gem.authors = [{authors}]
  gem.licenses = {licenses}
  gem.homepage = {homepage}
  gem.platform = {platform}
  gem.required_ruby_version = ">= 3.0"
  gem.files = Dir["{{lib,sig,exe,examples,native}}/**/*", "README.md", "LICENSE-*"].select {{ |path| File.file?(path) }}
  gem.bindir = "exe"
  gem.executables = ["mixminus-ruby"]
  gem.add_runtime_dependency "ffi", "~> 1.15"
  gem.metadata = {{ "rubygems_mfa_required" => "true" }}
end
"""


def quoted(text):
    """A string of Ruby. Its escapes and interpolation are off."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def gemspec(describe):
    """The text of the gemspec."""
    licences = [quoted(part.strip()) for part in describe.LICENSE.split(" OR ")]
    return GEMSPEC.format(
        name=quoted(describe.NAME),
        version=quoted(describe.VERSION),
        summary=quoted(describe.SUMMARY),
        description=quoted(describe.DESCRIPTION.strip()),
        authors=quoted(describe.AUTHORS),
        licenses="[" + ", ".join(licences) + "]",
        homepage=quoted(describe.HOMEPAGE) if describe.HOMEPAGE else "nil",
        platform=quoted(f"{platform.machine()}-linux"),
    )


def build(describe, libraries, out):
    """Builds the gem into the directory `out`, and returns its path."""
    with tempfile.TemporaryDirectory() as directory:
        stage = Path(directory)
        for folder in FOLDERS:
            shutil.copytree(SOURCE / folder, stage / folder)
        for file in (SOURCE / "README.md", *sorted(SOURCE.parents[1].glob("LICENSE-*"))):
            shutil.copy(file, stage)
        # libmixminus_call.so needs no libmixminus.so.0 beside it: the loader knows it by its soname, once it is loaded.
        (stage / "native").mkdir()
        for library in libraries:
            shutil.copy(library, stage / "native")
        (stage / f"{describe.NAME}.gemspec").write_text(gemspec(describe))
        made = Path(out).resolve() / f"{describe.NAME}-{describe.VERSION}-{platform.machine()}-linux.gem"
        made.parent.mkdir(parents=True, exist_ok=True)
        # The same sources give the same bytes.
        environment = os.environ | {"SOURCE_DATE_EPOCH": os.environ.get("SOURCE_DATE_EPOCH", "0")}
        command = ["gem", "build", "--output", made, f"{describe.NAME}.gemspec"]
        subprocess.run(command, cwd=stage, env=environment, check=True, stdout=subprocess.DEVNULL)
    return made
