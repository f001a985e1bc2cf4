"""The low-level binding of Python: what cffi reads, the constants, and the structs as dataclasses."""

import os
import re

import header as headers

FOLDER = "ffi-examples/python/mixminus/"
WRITTEN = "Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit."
# Structs that a host fills in: keyword arguments in Python.
INPUT = ("_config", "_options", "_template", "_quota", "_telephone_event", "_write_info", "_engine", "_speech")
CALL = headers.ROOT / "ffi-examples" / "call" / "mixminus_call.h"


def first_sentence(doc):
    """The first sentence of a comment, on one line."""
    return re.split(r"(?<=\.)\s", " ".join(doc.split()), maxsplit=1)[0]


def camel(name):
    """`mixminus_event_kind` as `EventKind`."""
    return "".join(part.capitalize() for part in name.removeprefix("mixminus_").split("_"))


def prefix(names):
    """What the names of an enum's constants begin with, up to an underscore."""
    return os.path.commonprefix(names).rpartition("_")[0] + "_"


def wrapped(text, indent):
    """A docstring of one sentence, whole; long lines are the generator's privilege."""
    return f'{indent}"""{text}"""\n' if text else ""


def _cdef(header):
    call = re.sub(r'^extern "C" \{$|^\}$(?=\n+#endif)', "", headers.preprocessed(CALL), flags=re.M)
    # The structs of mixminus.h are another FFI object's, so here they are untyped.
    call = re.sub(r"(const )?mixminus_(engine|join_options|conference_end) \*", r"\1void *", call)
    call = re.sub(r"\bmixminus_participant(?= )", "uint64_t", call)
    return (
        f'"""{WRITTEN}"""\n\n'
        f'#: The declarations of mixminus.h.\nMIXMINUS = """\\\n{header.cdef}"""\n\n'
        f'#: The declarations of mixminus_call.h.\nCALL = """\\\n{call}"""\n'
    )


def _constants(header):
    lines = [f'"""The constants of mixminus.h.\n\n{WRITTEN}\n"""\n\nfrom enum import IntEnum\n']
    for constant in header.constants:
        lines.append(f"\n#: {first_sentence(constant.doc)}\n{constant.name.removeprefix('MIXMINUS_')} = {constant.value}\n")
    for enum in header.enums:
        names = [constant.name for constant in enum.constants]
        cut = "MIXMINUS_ERR_" if enum.name == "mixminus_status" else prefix(names)
        lines.append(f"\n\nclass {camel(enum.name)}(IntEnum):\n{wrapped(first_sentence(enum.doc), '    ')}")
        for constant in enum.constants:
            name = constant.name.removeprefix(cut).removeprefix("MIXMINUS_")
            lines.append(f"\n    #: {first_sentence(constant.doc)}\n    {name} = {constant.value}\n")
    return "".join(lines)


def _python_type(type_):
    if type_.count:
        return "bytes" if type_.base in ("char", "uint8_t") else "tuple[int, ...]"
    return "int"


def _structs(header):
    lines = [
        f'"""The structs of mixminus.h that hold numbers and bytes, as dataclasses.\n\n{WRITTEN}\n"""\n\n'
        "from dataclasses import dataclass\n"
    ]
    for struct in header.structs:
        fields = [
            f for f in struct.fields if not f.name.startswith(("struct_size", "reserved")) and not f.type.pointers
        ]
        if struct.name.endswith(INPUT) or len(fields) < sum(not f.name.startswith(("struct_size", "reserved")) for f in struct.fields):
            continue
        lines.append(f"\n\n@dataclass(frozen=True)\nclass {camel(struct.name)}:\n{wrapped(first_sentence(struct.doc), '    ')}\n")
        for f in fields:
            lines.append(f"    #: {first_sentence(f.doc)}\n    {f.name}: {_python_type(f.type)}\n")
    return "".join(lines)


def _stub_type(type_):
    if type_.pointers or type_.function:
        return "CData"
    return {"void": "None", "char": "bytes"}.get(type_.base, "int")


def _stubs(header):
    lines = [
        f'"""The functions of mixminus.h, as cffi gives them.\n\n{WRITTEN}\n"""\n\n'
        "from pathlib import Path\nfrom typing import Any\n\nCData = Any\n\nclass Library:\n"
    ]
    for function in header.functions:
        parameters = "".join(f", {p.name}: {_stub_type(p.type)}" for p in function.parameters)
        lines.append(f"    def {function.name}(self{parameters}, /) -> {_stub_type(function.returns)}:\n")
        lines.append(wrapped(first_sentence(function.doc), "        ") + "\n")
    for constant in header.all_constants():
        lines.append(f"    {constant.name}: int\n")
    lines.append("\nPATH: Path\nffi: Any\nlib: Library\n\ndef call_library() -> Any: ...\n")
    return "".join(lines)


def emit(header):
    """The files of the binding."""
    return {
        FOLDER + "_cdef.py": _cdef(header),
        FOLDER + "constants.py": _constants(header),
        FOLDER + "structs.py": _structs(header),
        FOLDER + "lowlevel.pyi": _stubs(header),
    }
