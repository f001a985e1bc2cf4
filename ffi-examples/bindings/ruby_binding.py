"""The low level of the Ruby binding: lib/mixminus/native.rb for the ffi gem, and its types in sig/mixminus/native.rbs.

Names lose their prefix: mixminus_participant_write becomes Mixminus::Native.participant_write, MIXMINUS_OK becomes
Native::OK, mixminus_join_options becomes Native::JoinOptions.
"""

import re

WRITTEN = "Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit."

# What waits for a tick, a disk, threads or a synthesizer, or computes for milliseconds: the interpreter lock is
# released meanwhile, so that other threads run.
BLOCKING = {
    "mixminus_conference",
    "mixminus_engine_free",
    "mixminus_engine_new",
    "mixminus_engine_start",
    "mixminus_engine_stop",
    "mixminus_participant_say_text",
    "mixminus_prompt_new",
    "mixminus_prompt_new_file",
    "mixminus_prompt_new_wav",
    "mixminus_recording_start",
    "mixminus_recording_stop",
    "mixminus_say",
    "mixminus_say_text",
}

SCALARS = {
    "char": "char",
    "void": "void",
    "uint8_t": "uint8",
    "int16_t": "int16",
    "int32_t": "int32",
    "uint32_t": "uint32",
    "int64_t": "int64",
    "uint64_t": "uint64",
    "size_t": "size_t",
}


def short(name):
    """A name without the prefix of the library."""
    return re.sub(r"^(mixminus|MIXMINUS)_", "", name)


def camel(name):
    """mixminus_join_options: JoinOptions."""
    return "".join(part.capitalize() for part in short(name).split("_"))


def sentence(doc):
    """The first sentence of a documentation, on one line."""
    text = " ".join(doc.split())
    found = re.match(r".*?[.:](?= [A-Z]|$)", text)
    return (found[0] if found else text).rstrip(":")


def comment(doc, indent):
    """The first sentence as comment lines of at most 110 columns."""
    lines, line = [], ""
    for word in sentence(doc).split():
        if line and len(indent) + 2 + len(line) + 1 + len(word) > 110:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [f"{indent}# {text}" for text in [*lines, line] if text]


def member_names(enum):
    """The members of an enum as (number, symbol), in lower case and without what their names have in common."""
    names = [short(constant.name) for constant in enum.constants]
    parts = [name.split("_") for name in names if name != "OK"]
    common = 0
    while all(len(part) > common + 1 and part[common] == parts[0][common] for part in parts):
        common += 1
    rest = ["ok" if name == "OK" else "_".join(name.split("_")[common:]).lower() for name in names]
    return [(constant.value, name) for constant, name in zip(enum.constants, rest)]


class Types:
    """The types of one header in Ruby."""

    def __init__(self, header):
        self.scalars = SCALARS | {name: "uint64" for name in header.handles}
        self.scalars |= {enum.name: SCALARS[enum.base] for enum in header.enums}
        self.callbacks = {callback.name: callback for callback in header.callbacks}

    def ffi(self, kind):
        """The type of a parameter, a result or a field as the ffi gem has it."""
        if kind.count is not None:
            return f"[:{self.scalars[kind.base]}, {kind.count}]"
        if kind.pointers:
            return ":pointer"
        if kind.base in self.callbacks:
            return f":{short(kind.base)}"
        return f":{self.scalars[kind.base]}"

    def result(self, kind):
        """A string of the library is copied into a Ruby string."""
        return ":string" if kind.pointers and kind.base == "char" else self.ffi(kind)

    def rbs(self, kind, is_result=False):
        if is_result and kind.pointers and kind.base == "char":
            return "String"
        if kind.pointers or kind.function or kind.base in self.callbacks:
            return "pointer" if not is_result else "FFI::Pointer"
        return "void" if kind.base == "void" else "Integer"


def field(types, member):
    kind = member.type
    if kind.function:
        parameters = ", ".join(types.ffi(parameter.type) for parameter in kind.function.parameters)
        return f":{member.name}, callback([{parameters}], {types.ffi(kind.function.returns)})"
    return f":{member.name}, {types.ffi(kind)}"


def struct_lines(types, struct):
    lines = ["", *comment(struct.doc, "    "), f"    class {camel(struct.name)} < FFI::Struct"]
    fields = [field(types, member) for member in struct.fields]
    lines.append("      layout " + ",\n             ".join(fields))
    lines.append("    end")
    return lines


def function_lines(types, function):
    parameters = ", ".join(types.ffi(parameter.type) for parameter in function.parameters)
    blocking = ", blocking: true" if function.name in BLOCKING else ""
    lines = ["", *comment(function.doc, "    "), f"    attach_function :{short(function.name)}, :{function.name},"]
    for item in (f"[{parameters}],", f"{types.result(function.returns)}{blocking}"):
        if len(lines[-1]) + 1 + len(item) > 110:
            lines.append(" " * 19)
        lines[-1] += f" {item}"
    return lines


def native(header):
    """The text of native.rb."""
    types = Types(header)
    lines = [
        "# frozen_string_literal: true",
        "",
        f"# {WRITTEN}",
        "",
        'require "ffi"',
        'require_relative "library"',
        "",
        "module Mixminus",
        "  # The functions, structs and constants of mixminus.h, without their prefix.",
        "  module Native",
        "    extend FFI::Library",
        "    ffi_lib Library.path",
    ]
    for constant in header.constants:
        lines += ["", *comment(constant.doc, "    "), f"    {short(constant.name)} = {constant.value}"]
    for enum in header.enums:
        lines += ["", *comment(enum.doc, "    ")]
        lines += [f"    {short(constant.name)} = {constant.value}" for constant in enum.constants]
        names = ", ".join(f"{number} => :{name}" for number, name in member_names(enum))
        lines += ["", f"    # The members of {enum.name} by number."]
        lines += wrapped(f"    {short(enum.name).upper()}_NAMES = {{ ", names, " }.freeze")
    for callback in header.callbacks:
        parameters = ", ".join(types.ffi(parameter.type) for parameter in callback.parameters)
        lines += ["", f"    callback :{short(callback.name)}, [{parameters}], {types.ffi(callback.returns)}"]
    for struct in header.structs:
        if not struct.is_opaque:
            lines += struct_lines(types, struct)
    names = ", ".join(f'"{struct.name}" => {camel(struct.name)}' for struct in header.structs if struct.fields)
    lines += ["", "    # Every struct by its name in C.", *wrapped("    STRUCTS = { ", names, " }.freeze")]
    for function in header.functions:
        lines += function_lines(types, function)
    return "\n".join([*lines, "  end", "end", ""])


def wrapped(head, items, tail):
    """A literal that is broken after commas."""
    lines, line = [], head
    for item in items.split(", "):
        if len(line) + len(item) + 2 > 108:
            lines.append(line.rstrip())
            line = "      "
        line += item + ", "
    return [*lines, line.rstrip(", ") + tail]


def signatures(header):
    """The text of native.rbs."""
    types = Types(header)
    lines = [
        f"# {WRITTEN}",
        "",
        "module Mixminus",
        "  # The functions, structs and constants of mixminus.h, without their prefix.",
        "  module Native",
        "    # What a pointer of C may be given as: memory of the ffi gem, a string of bytes, or nil for NULL.",
        "    type pointer = FFI::Pointer | FFI::Struct | FFI::Function | String | nil",
        "",
        "    STRUCTS: Hash[String, singleton(FFI::Struct)]",
    ]
    for enum in header.enums:
        lines.append(f"    {short(enum.name).upper()}_NAMES: Hash[Integer, Symbol]")
    lines += [f"    {short(constant.name)}: Integer" for constant in header.all_constants()]
    for struct in header.structs:
        if not struct.is_opaque:
            lines += ["", *comment(struct.doc, "    "), f"    class {camel(struct.name)} < FFI::Struct", "    end"]
    for function in header.functions:
        parameters = ", ".join(
            f"{types.rbs(parameter.type)} {keyword(parameter.name)}" for parameter in function.parameters
        )
        result = types.rbs(function.returns, is_result=True)
        lines += ["", *comment(function.doc, "    ")]
        lines.append(f"    def self.{short(function.name)}: ({parameters}) -> {result}")
    return "\n".join([*lines, "  end", "end", ""])


def keyword(name):
    """A parameter's name that RBS does not take for a word of its own."""
    return f"`{name}`" if name in {"end", "in", "out", "type", "interface", "untyped"} else name


def emit(header):
    unknown = BLOCKING - {function.name for function in header.functions}
    if unknown:
        raise ValueError(f"not in the header: {', '.join(sorted(unknown))}")
    return {
        "ffi-examples/ruby/lib/mixminus/native.rb": native(header),
        "ffi-examples/ruby/sig/mixminus/native.rbs": signatures(header),
    }
