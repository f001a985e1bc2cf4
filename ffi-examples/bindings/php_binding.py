"""The low-level binding for PHP: declarations for its FFI extension, enums, constants, and typed copies of structs.

PHP's FFI calls the library by the declarations in src/Native/mixminus.h. It checks each argument against its type, and
lets a string stand for `const char *` and `const void *` only; so samples and bytes that a function merely reads are
declared as `const void *`, and a string is passed without a copy.

A struct that the library fills in becomes a class with read-only properties. Its object is made from the bytes of the
struct by one `unpack`, which costs less than one access to each field.
"""

import re

FOLDER = "ffi-examples/php"
NOTE = "Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit."
PACK = {"uint32_t": "L", "int32_t": "l", "uint64_t": "q", "int64_t": "q", "size_t": "q"}
SIZES = {"L": 4, "l": 4, "q": 8}
FILLED = ("_info", "_stats", "_report", "_event", "_member", "_frame")
INPUT = ("mixminus_write_info", "mixminus_telephone_event")


def short(name):
    """A name without the prefix of the library."""
    return re.sub(r"^mixminus_", "", name, flags=re.I)


def pascal(name):
    """`room_info` as `RoomInfo`."""
    return "".join(part.capitalize() for part in name.split("_"))


def camel(name):
    """`gain_mdb` as `gainMdb`."""
    return pascal(name)[0].lower() + pascal(name)[1:]


def sentence(doc):
    """The first sentence of a documentation; a flag is true or false here, not 1 or 0."""
    text = re.sub(r"^1(:| if) ", r"True\1 ", " ".join(doc.split())).replace(", else 0.", ".")
    return re.split(r"(?<=[.])\s", text)[0]


def comment(doc, indent=""):
    """The first sentence as a PHPDoc comment."""
    return f"{indent}/** {sentence(doc)} */\n" if doc else ""


def prefix(enum):
    """What the names of an enum's members have in common, up to an underscore."""
    names = [constant.name for constant in enum.constants]
    if enum.name == "mixminus_status":
        return "MIXMINUS_"
    common = names[0]
    while not all(name.startswith(common) for name in names) or not common.endswith("_"):
        common = common[:-1]
    return common


def php(path, body, namespace="Mixminus"):
    """A file of PHP: path and text."""
    return f"{FOLDER}/{path}", f"<?php\n\n// {NOTE}\n\ndeclare(strict_types=1);\n\nnamespace {namespace};\n\n{body}"


# The declarations for FFI.


def argument(parameter):
    """A parameter as FFI declares it."""
    kind = parameter.type
    if kind.const and kind.pointers == 1 and kind.base in ("int16_t", "uint8_t"):
        return f"const void *{parameter.name}"
    return declaration(parameter)


def declaration(field):
    """A parameter or a field of C."""
    kind = field.type
    if kind.function:
        listed = ", ".join(declaration(p) for p in kind.function.parameters)
        return f"{kind.function.returns.c()} (*{field.name})({listed})".replace("* (", "*(")
    space = "" if kind.c().endswith("*") else " "
    array = f"[{kind.count}]" if kind.count else ""
    return f"{kind.c()}{space}{field.name}{array}"


def declarations(header):
    lines = [f"/* {NOTE} */", ""]
    for enum in header.enums:
        members = ",\n".join(f"    {c.name} = {c.value}" for c in enum.constants)
        lines += [f"enum {enum.name} {{\n{members}\n}};", f"typedef {enum.base} {enum.name};", ""]
    lines += [f"typedef uint64_t {handle};" for handle in header.handles]
    structs = [struct for struct in header.structs if struct.is_opaque]
    lines += [f"typedef struct {struct.name} {struct.name};" for struct in structs]
    for callback in header.callbacks:
        # FFI would read a `const char *` up to a NUL, which these texts need not have.
        listed = ", ".join(declaration(p).replace("const char *", "const void *") for p in callback.parameters)
        lines.append(f"typedef {callback.returns.c()} (*{callback.name})({listed});")
    for struct in header.structs:
        if not struct.is_opaque:
            fields = "\n".join(f"    {declaration(f)};" for f in struct.fields)
            lines += ["", f"typedef struct {struct.name} {{\n{fields}\n}} {struct.name};"]
    lines.append("")
    for function in header.functions:
        listed = ", ".join(argument(p) for p in function.parameters) or "void"
        returns = function.returns.c()
        lines.append(f"{returns}{'' if returns.endswith('*') else ' '}{function.name}({listed});")
    return f"{FOLDER}/src/Native/mixminus.h", "\n".join(lines) + "\n"


# Enums and constants.


def enum_file(enum):
    name, common = pascal(short(enum.name)), prefix(enum)
    body = f"{comment(enum.doc)}enum {name}: int\n{{\n"
    for constant in enum.constants:
        case = re.sub(r"^ERR_", "", constant.name[len(common) :])
        body += f"{comment(constant.doc, '    ')}    case {pascal(case)} = {constant.value};\n"
    return php(f"src/{name}.php", body + "}\n")


def constants_file(header):
    body = "/** The constants of the library that belong to no enum. */\nfinal class Constants\n{\n"
    for constant in header.constants:
        body += f"    /** @var int {sentence(constant.doc)} */\n"
        body += f"    public const {short(constant.name)} = {constant.value};\n"
    return php("src/Constants.php", body + "}\n")


# Structs that the library fills in.


def enums_of(field, header):
    """The enums that a field's documentation names: the class of each, and the kind of event that it belongs to."""
    doc = " ".join(field.doc.split())
    classes = {prefix(enum): pascal(short(enum.name)) for enum in header.enums}
    pattern = r"(?:MIXMINUS_EVENT_(\w+): [^.]*?)?\ba (MIXMINUS_\w+_) (?:constant|point|state)"
    return [(classes[name], kind) for kind, name in re.findall(pattern, doc, flags=re.I) if name in classes]


def enum_expression(name, enums):
    """The value of a field as an enum, or as a number if a newer library has a member that is not known here."""
    if len(enums) == 1:
        return f"{enums[0][0]}::tryFrom($v['{name}']) ?? $v['{name}']"
    arms = "".join(f"EventKind::{pascal(kind)} => {enum}::tryFrom($v['{name}']), " for enum, kind in enums)
    return f"match (EventKind::tryFrom($v['kind'])) {{ {arms}default => null }} ?? $v['{name}']"


def properties(struct, header):
    """The properties of a struct's class: name, type and expression of each, from the unpacked array $v."""
    lengths = {f.name for f in struct.fields if f.name.endswith("_len")}
    for field in struct.fields:
        name, base = field.name, field.type.base
        if name == "struct_size" or name.startswith("reserved") or name in lengths:
            continue
        if field.type.count and base in ("char", "uint8_t"):
            length = f"{name}_len"
            cut = f"\\rtrim($v['{name}'], \"\\0\")"
            if length in lengths:
                cut = f"\\substr($v['{name}'], 0, $v['{length}'])"
            yield name, "string", cut, field.doc
        elif field.type.count:
            yield name, "array", f"$v['{name}']", field.doc
        elif base in ("mixminus_room", "mixminus_participant"):
            kind = pascal(short(base))
            doc = field.doc.replace(", or 0.", ", or null.").replace("Its handle.", f"The {name} itself.")
            yield name, f"?{kind}", f"$engine->{camel(short(base))}OfHandle($v['{name}'])", doc
            yield f"{name}_handle", "int", f"$v['{name}']", f"Handle of {name}, or 0."
        elif re.match(r"1(:| if)", field.doc):
            yield name, "bool", f"$v['{name}'] === 1", field.doc
        elif enums := enums_of(field, header):
            kind = "|".join(enum for enum, _ in enums)
            yield name, f"{kind}|int", enum_expression(name, enums), field.doc
        elif name == "digit":
            yield name, "string", f"$v['{name}'] === 0 ? '' : \\chr($v['{name}'])", field.doc
        else:
            yield name, "int", f"$v['{name}']", field.doc


def packing(struct):
    """The format for unpack, the arrays as (name, offset, count), and the size of the struct."""
    parts, arrays, offset, widest = [], [], 0, 1
    for field in struct.fields:
        base, count = field.type.base, field.type.count
        code = "q" if base.startswith("mixminus_") else PACK.get(base)
        size = SIZES[code] if code else 1
        widest = max(widest, size)
        gap = -offset % size
        if gap:
            parts.append(f"x{gap}")
            offset += gap
        if count and code:
            arrays.append((field.name, offset, count))
            parts.append(f"x{size * count}")
        elif count:
            parts.append(f"a{count}{field.name}")
        else:
            parts.append(f"{code}{field.name}")
        offset += size * (count or 1)
    return "/".join(parts), arrays, offset + -offset % widest


def struct_file(struct, header):
    name, listed = pascal(short(struct.name)), list(properties(struct, header))
    form, arrays, size = packing(struct)
    body = f"{comment(struct.doc)}final class {name}\n{{\n    /** Size of the struct in bytes. */\n"
    body += f"    public const SIZE = {size};\n\n    private function __construct(\n"
    for field, kind, _, doc in listed:
        text = f"@var list<int> {sentence(doc)}" if kind == "array" else sentence(doc)
        body += f"        /** {text} */\n        public readonly {kind} ${camel(field)},\n"
    body += "    ) {\n    }\n\n    /** Makes the object from the bytes of the struct at an offset. */\n"
    body += "    public static function fromBytes(string $bytes, Engine $engine, int $offset = 0): self\n    {\n"
    body += f"        $v = \\unpack('{form}', $bytes, $offset);\n"
    for field, offset, count in arrays:
        body += f"        $v['{field}'] = \\array_values(\\unpack('q{count}', $bytes, $offset + {offset}));\n"
    values = "".join(f"            {value},\n" for _, _, value, _ in listed)
    return php(f"src/{name}.php", f"{body}\n        return new self(\n{values}        );\n    }}\n}}\n")


# Types for editors and static analysis. No program loads this file.


def stub_type(kind, returned=False):
    """The PHP type of a C type."""
    if kind.function:
        return "callable|null"
    if kind.pointers:
        text = kind.const and kind.base in ("char", "void", "int16_t", "uint8_t") and kind.pointers == 1
        return "string" if returned and text else "CData|string|null" if text else "CData|null"
    if kind.count:
        return "CData"
    return "string" if kind.base == "char" else "void" if kind.base == "void" else "int"


def stub_parameter(parameter, header):
    callbacks = {callback.name for callback in header.callbacks}
    kind = "callable|null" if parameter.type.base in callbacks else stub_type(parameter.type)
    return f"{kind} ${parameter.name}"


def stubs(header):
    body = "use FFI\\CData;\n\n"
    body += "/** The functions of the library, as methods of the FFI object that Library::ffi() returns. */\n"
    body += "interface Functions\n{\n"
    for function in header.functions:
        listed = ", ".join(stub_parameter(p, header) for p in function.parameters)
        body += comment(function.doc, "    ")
        body += f"    public function {function.name}({listed}): {stub_type(function.returns, True)};\n\n"
    body = body.rstrip() + "\n}\n"
    for struct in header.structs:
        if struct.is_opaque:
            continue
        body += f"\n/**\n * {sentence(struct.doc)}\n *\n"
        for field in struct.fields:
            body += f" * @property {stub_type(field.type)} ${field.name} {sentence(field.doc)}\n"
        body += f" */\ninterface {struct.name}\n{{\n}}\n"
    return php("stubs/mixminus.php", body, "Mixminus\\Native")


def shapes_file(header):
    """The options of calls that take them as an array or by name, as array shapes of static analysis."""
    body = "/**\n * The settings of each call that takes them by name or as an array.\n *\n"
    handmade = ("mixminus_prompt_config", "mixminus_join_options")
    kinds = {"mixminus_sound": "Prompt|string|null", "char": "string"}
    for struct in header.structs:
        if struct.name in handmade:
            continue
        if struct.name.endswith(("_config", "_options", "_template", "_quota", "_telephone_event")):
            fields = [f for f in struct.fields if not re.search("struct_size|reserved|_len$|_count$", f.name)]
            listed = []
            for field in fields:
                kind = "list<int>" if field.type.pointers and field.type.base != "char" else None
                kind = kind or ("bool" if field.doc.startswith("1:") else kinds.get(field.type.base, "int"))
                kind = "|".join([enum for enum, _ in enums_of(field, header)] + [kind])
                listed.append(f"{camel(field.name)}?: {kind}")
                if field.name == "gain_mdb":
                    listed.append("gainDb?: float")
            shape = ", ".join(listed)
            body += f" * @phpstan-type {pascal(short(struct.name))} array{{{shape}}}\n"
    return php("stubs/shapes.php", body + " */\ninterface Shapes\n{\n}\n")


def emit(header):
    files = [declarations(header), constants_file(header), stubs(header), shapes_file(header)]
    files += [enum_file(enum) for enum in header.enums]
    for struct in header.structs:
        filled = struct.name.endswith(FILLED) or struct.name == "mixminus_event"
        if filled and struct.name not in INPUT:
            files.append(struct_file(struct, header))
    return dict(files)
