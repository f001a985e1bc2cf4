"""Makes the npm tarball: the package, its runner, and the libraries inside. It needs neither Node.js nor npm."""

import io
import json
import platform
import tarfile
from pathlib import Path

from header import ROOT

SOURCE = ROOT / "ffi-examples" / "javascript"
# The names that Node.js has for machines.
MACHINES = {"x86_64": "x64", "aarch64": "arm64"}

README = """\
# {name}

{description}
```sh
npm install {name}
```

```js
const {{ Engine }} = require("{name}"); // or: import {{ Engine }} from "{name}"

const engine = new Engine({{ sampleRateHz: 8000 }});
engine.start();
const caller = engine.participant();
caller.join("1337", {{ joinPrompt: "beep" }});
caller.write(new Int16Array(caller.frameSamples)); // each 20 ms
caller.read();
engine.close();
```

`require("{name}/native")` has the functions, structs and constants of the C interface. `npx {name}-run SCRIPT` runs a
script with `say` and `conference` on a simulated call.
"""


def manifest(describe):
    """package.json: that of the checkout, and what the package says of itself."""
    source = json.loads((SOURCE / "package.json").read_text())
    machine = platform.machine()
    return {
        "name": describe.NAME,
        "version": describe.VERSION,
        "description": describe.SUMMARY,
        "keywords": ["telephony", "conference", "mixer", "pbx", "dtmf"],
        "license": describe.LICENSE,
        "author": describe.AUTHORS,
        "homepage": describe.HOMEPAGE,
        "type": source["type"],
        "main": source["exports"]["."]["default"],
        "types": source["exports"]["."]["types"],
        "exports": source["exports"],
        "bin": {f"{describe.NAME}-run": "run"},
        "engines": source["engines"],
        "os": [platform.system().lower()],
        "cpu": [MACHINES.get(machine, machine)],
        "dependencies": source["dependencies"],
    }


def build(describe, libraries, out):
    """Builds the tarball into `out`, and returns its path."""
    readme = README.format(name=describe.NAME, description=describe.DESCRIPTION)
    contents = {
        "package.json": json.dumps(manifest(describe), indent=4).encode() + b"\n",
        "README.md": readme.encode(),
        "run": (SOURCE / "run").read_bytes(),
    }
    for file in [*sorted((SOURCE / "mixminus").iterdir()), *sorted(ROOT.glob("LICENSE-*"))]:
        folder = "mixminus/" if file.parent != ROOT else ""
        contents[folder + file.name] = file.read_bytes()
    for library in libraries:
        contents[f"lib/{library.name}"] = library.read_bytes()
    package = Path(out) / f"{describe.NAME}-{describe.VERSION}.tgz"
    with tarfile.open(package, "w:gz") as archive:
        for name, content in contents.items():
            entry = tarfile.TarInfo(f"package/{name}")
            entry.size = len(content)
            entry.mode = 0o755 if name == "run" or name.startswith("lib/") else 0o644
            archive.addfile(entry, io.BytesIO(content))
    return package
