"""Makes the jar: the Java classes, the runner of Groovy scripts, and the libraries inside. javac and jar, no Maven."""

import os
import platform
import shutil
import subprocess
import tempfile
from pathlib import Path
from xml.sax.saxutils import escape

SOURCE = Path(__file__).resolve().parents[1] / "groovy"
ROOT = SOURCE.parents[1]
GROUP = "org.mixminus"
# Where Debian's libjna-java and groovy have them.
JARS = Path(os.environ.get("MIXMINUS_JAVA_JARS", "/usr/share/java"))
# The names that Java has for machines.
MACHINES = {"x86_64": "amd64"}

POM = """\
<?xml version="1.0" encoding="UTF-8"?>
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>{group}</groupId>
  <artifactId>{name}</artifactId>
  <version>{version}</version>
  <packaging>jar</packaging>
  <name>{name}</name>
  <description>{summary}</description>
  <url>{homepage}</url>
  <licenses>{licenses}
  </licenses>
  <developers><developer><name>{authors}</name></developer></developers>
  <dependencies>
    <dependency>
      <groupId>net.java.dev.jna</groupId><artifactId>jna</artifactId><version>5.13.0</version>
    </dependency>
    <dependency>
      <groupId>org.codehaus.groovy</groupId><artifactId>groovy-all</artifactId><version>2.4.21</version>
      <optional>true</optional>
    </dependency>
  </dependencies>
</project>
"""

# The class path is for `java -jar` on Debian. What is not there is skipped.
MANIFEST = """\
Main-Class: org.mixminus.script.Runner
Automatic-Module-Name: org.mixminus
Implementation-Title: {NAME}
Implementation-Version: {VERSION}
Class-Path: file:/usr/share/java/jna.jar
  file:/usr/share/java/groovy-all.jar
"""


def pom(describe):
    """The text of pom.xml."""
    names = describe.LICENSE.split(" OR ")
    licenses = "".join(f"\n    <license><name>{escape(name)}</name></license>" for name in names)
    fields = ("name", "version", "summary", "homepage", "authors")
    values = {name: escape(getattr(describe, name.upper())) for name in fields}
    return POM.format(group=GROUP, licenses=licenses, **values)


def build(describe, libraries, out):
    """Builds the jar into `out`, and returns its path."""
    jar = Path(out) / f"{describe.NAME}-{describe.VERSION}.jar"
    with tempfile.TemporaryDirectory() as directory:
        stage = Path(directory)
        classes = stage / "classes"
        sources = sorted(file for part in ("src", "generated") for file in (SOURCE / part).rglob("*.java"))
        path = os.pathsep.join(str(JARS / name) for name in ("jna.jar", "groovy-all.jar"))
        compile_ = ["javac", "--release", "17", "-encoding", "UTF-8", "-cp", path, "-d", classes, *sources]
        subprocess.run(compile_, check=True)
        machine = MACHINES.get(platform.machine(), platform.machine())
        native = classes / "org" / "mixminus" / "native" / f"{platform.system().lower()}-{machine}"
        native.mkdir(parents=True)
        for library in libraries:
            shutil.copy(library, native)
        meta = classes / "META-INF"
        maven = meta / "maven" / GROUP / describe.NAME
        maven.mkdir(parents=True)
        (maven / "pom.xml").write_text(pom(describe))
        shutil.copy(SOURCE / "README.md", meta)
        for license_ in ROOT.glob("LICENSE-*"):
            shutil.copy(license_, meta)
        (stage / "manifest").write_text(MANIFEST.format_map(vars(describe)))
        # One date for all entries, so that the same sources make the same jar.
        make = ["jar", "--create", "--file", jar, "--manifest", stage / "manifest", "--date", "2020-01-01T00:00:00Z"]
        subprocess.run([*make, "-C", classes, "."], check=True)
    return jar
