"""Reads include/mixminus.h into lists of constants, enums, structs and functions.

The C preprocessor and pycparser do the parsing, so the model is what a C compiler sees. Documentation comes from the
`///` comments, which the preprocessor drops.
"""

import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from pycparser import c_ast, c_generator, c_parser

ROOT = Path(__file__).resolve().parents[2]
HEADER = ROOT / "include" / "mixminus.h"

# What the standard headers give, without the extensions of a libc that pycparser does not know.
STANDARD = """
typedef signed char int8_t; typedef unsigned char uint8_t;
typedef short int16_t; typedef unsigned short uint16_t;
typedef int int32_t; typedef unsigned int uint32_t;
typedef long int64_t; typedef unsigned long uint64_t;
typedef unsigned long size_t; typedef long ptrdiff_t; typedef unsigned long uintptr_t;
"""


@dataclass(frozen=True)
class Type:
    """A C type: `base`, then `pointers` levels of pointers to it; `count`: elements of an array, else None.

    `base` is a scalar (`uint32_t`, `char`, `void`), or the name of a struct, enum, handle or callback of the header.
    A field that is a function pointer has `function`.
    """

    base: str
    pointers: int = 0
    const: bool = False
    count: int | None = None
    function: "Callback | None" = None

    def c(self):
        """The type as C writes it, without an array's length."""
        return ("const " if self.const else "") + self.base + (" " + "*" * self.pointers if self.pointers else "")


@dataclass(frozen=True)
class Field:
    """A field of a struct or a parameter of a function."""

    name: str
    type: Type
    doc: str = ""


@dataclass(frozen=True)
class Callback:
    """A pointer to a function of the host."""

    name: str
    returns: Type
    parameters: tuple


@dataclass(frozen=True)
class Constant:
    """A `#define` or a member of an enum. `value` is an integer."""

    name: str
    value: int
    doc: str = ""


@dataclass(frozen=True)
class Enum:
    """An enum of fixed width. `base` is `int32_t` or `uint32_t`."""

    name: str
    base: str
    constants: tuple
    doc: str = ""


@dataclass(frozen=True)
class Struct:
    """A struct; an opaque one has no fields."""

    name: str
    fields: tuple
    doc: str = ""

    @property
    def is_opaque(self):
        return not self.fields

    @property
    def has_init(self):
        """True if the struct begins with struct_size and has an _init function."""
        return bool(self.fields) and self.fields[0].name == "struct_size"


@dataclass(frozen=True)
class Function:
    """A function of the library."""

    name: str
    returns: Type
    parameters: tuple
    doc: str = ""


@dataclass
class Header:
    """All that the header declares, in its order. `handles` are typedefs of uint64_t."""

    constants: list = field(default_factory=list)
    enums: list = field(default_factory=list)
    handles: list = field(default_factory=list)
    callbacks: list = field(default_factory=list)
    structs: list = field(default_factory=list)
    functions: list = field(default_factory=list)
    cdef: str = ""

    def all_constants(self):
        """The defines, then the members of the enums."""
        return self.constants + [constant for enum in self.enums for constant in enum.constants]


def preprocessed(path=HEADER):
    """The declarations of the header as C17 sees them, without its #include lines."""
    text = re.sub(r"^#include.*$", "", path.read_text(), flags=re.M)
    run = ["cc", "-E", "-P", "-std=c17", "-undef", "-D__STDC_VERSION__=201710L", "-x", "c", "-"]
    return subprocess.run(run, input=text, capture_output=True, text=True, check=True).stdout


def _docs(text):
    """Documentation by name: of functions, types, constants, and of fields as `struct.field`."""
    docs, lines, owner = {}, [], None
    for line in text.splitlines():
        stripped = line.strip()
        if stripped.startswith("///"):
            lines.append(stripped[3:].strip())
            continue
        opens = re.match(r"(?:typedef )?struct (\w+) \{", line)
        if opens:
            owner = opens[1]
        if stripped and lines:
            name = None
            if owner and not opens:
                name = re.search(r"\(\*(\w+)\)|(\w+)(?:\[\w+\])?;$", stripped)
                name = name and f"{owner}.{name[1] or name[2]}"
            else:
                pattern = r"#define (\w+)|^(\w+) = |\(\*(\w+)\)\(|(?:struct|enum) (\w+)|\b(mixminus_\w+)\(|(\w+);$"
                name = re.search(pattern, stripped)
                name = name and next(group for group in name.groups() if group)
            if name:
                docs.setdefault(name, "\n".join(lines))
            lines = []
        if owner and line.startswith("}"):
            owner = None
    return docs


def _type(node, const=False):
    """The Type of a declarator of pycparser."""
    if isinstance(node, c_ast.ArrayDecl):
        inner = _type(node.type)
        return Type(inner.base, inner.pointers, inner.const, count=int(node.dim.value))
    if isinstance(node, c_ast.PtrDecl):
        if isinstance(node.type, c_ast.FuncDecl):
            return Type("void", 1, function=_callback("", node.type))
        inner = _type(node.type)
        return Type(inner.base, inner.pointers + 1, inner.const)
    const = "const" in node.quals
    inner = node.type
    if isinstance(inner, c_ast.IdentifierType):
        return Type(" ".join(inner.names), const=const)
    return Type(inner.name, const=const)


def _callback(name, node):
    return Callback(name, _type(node.type), _parameters(node))


def _parameters(node):
    listed = [Field(p.name or "", _type(p.type)) for p in (node.args.params if node.args else [])]
    return tuple(p for p in listed if p.type != Type("void"))


def _value(node):
    return int(c_generator.CGenerator().visit(node).replace("(", "").replace(")", ""), 0)


def read(path=HEADER):
    """Reads the header."""
    text, declared = path.read_text(), preprocessed(path)
    docs, header = _docs(text), Header(cdef=declared)
    for name, value in re.findall(r"^#define (MIXMINUS_\w+) (-?\w+)$", text, flags=re.M):
        header.constants.append(Constant(name, int(value, 0), docs.get(name, "")))
    enums = {}
    for node in c_parser.CParser().parse(STANDARD + declared).ext:
        kind = node.type
        if isinstance(kind, c_ast.Enum):
            enums[kind.name] = kind
        elif isinstance(node, c_ast.Typedef) and isinstance(kind, c_ast.PtrDecl):
            header.callbacks.append(_callback(node.name, kind.type))
        elif isinstance(node, c_ast.Typedef) and isinstance(kind.type, c_ast.Struct):
            fields = [
                Field(f.name, _type(f.type), docs.get(f"{node.name}.{f.name}", "")) for f in kind.type.decls or []
            ]
            header.structs.append(Struct(node.name, tuple(fields), docs.get(node.name, "")))
        elif isinstance(node, c_ast.Typedef) and node.name.startswith("mixminus_"):
            base = _type(kind).base
            if node.name in enums:
                members = enums[node.name].values.enumerators
                constants = tuple(Constant(m.name, _value(m.value), docs.get(m.name, "")) for m in members)
                header.enums.append(Enum(node.name, base, constants, docs.get(node.name, "")))
            else:
                header.handles.append(node.name)
        elif isinstance(node, c_ast.Decl) and isinstance(kind, c_ast.FuncDecl):
            header.functions.append(
                Function(node.name, _type(kind.type), _parameters(kind), docs.get(node.name, ""))
            )
    return header


if __name__ == "__main__":
    found = read()
    for part in ("constants", "enums", "handles", "callbacks", "structs", "functions"):
        print(f"{part}: {len(getattr(found, part))}")
