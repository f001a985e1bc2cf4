"""Writes the low-level Java binding, and the Java classes that follow from the header alone.

Package org.mixminus.c is the C interface: `Mixminus` has the functions and constants, one class per struct has typed
accessors on native memory, `Layout` prints the layout. Package org.mixminus gets an enum for each C enum, a class of
plain values for each struct that the library fills in, and `Fields`, which sets fields of structs by their names.
"""

import re

FOLDER = "ffi-examples/groovy/generated/org/mixminus"
BANNER = "// Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit.\n"
SCALARS = {  # C type: bytes, Java type, part of the accessor's name
    "char": (1, "byte", "Byte"), "uint8_t": (1, "byte", "Byte"), "int16_t": (2, "short", "Short"),
    "uint16_t": (2, "short", "Short"), "int32_t": (4, "int", "Int"), "uint32_t": (4, "int", "Int"),
    "int64_t": (8, "long", "Long"), "uint64_t": (8, "long", "Long"), "size_t": (8, "long", "Long"),
}
# Structs whose values the high level makes in a form of its own.
BY_HAND = {
    "mixminus_conference_end", "mixminus_call_io", "mixminus_call_handlers", "mixminus_prompt_config",
    "mixminus_record_track", "mixminus_join_options",
}
# Methods of java.lang.Object that a field's accessor cannot be named after.
TAKEN = {"wait", "notify", "finalize", "clone"}


def camel(name):
    """mixminus_engine_config: MixminusEngineConfig."""
    return "".join(part.capitalize() for part in name.split("_"))


def accessor(name):
    """sample_rate_hz: sampleRateHz."""
    text = camel(name)
    text = text[0].lower() + text[1:]
    return text + "_" if text in TAKEN else text


def sentence(doc):
    """The first sentence of a documentation, without what would end a Java comment."""
    text = re.sub(r"\s+", " ", doc).strip()
    return re.split(r"(?<=[.:])\s(?=[A-Z])", text)[0].replace("*/", "").replace("&", "&amp;").replace("<", "&lt;")


def comment(doc, indent=""):
    return f"{indent}/** {sentence(doc)} */\n" if doc else ""


class Emitter:
    """Emits all files for one header."""

    def __init__(self, header):
        self.header = header
        self.enums = {enum.name: enum for enum in header.enums}
        self.init = {f.name[: -len("_init")] for f in header.functions if f.name.endswith("_init")}
        self.structs = [s for s in header.structs if not s.is_opaque]
        inputs, outputs = set(), set()
        for function in header.functions:
            for parameter in function.parameters:
                if parameter.type.pointers == 1 and not function.name.endswith("_init"):
                    (inputs if parameter.type.const else outputs).add(parameter.type.base)
        self.inputs = [s for s in self.structs if s.name in inputs and s.name not in BY_HAND]
        self.outputs = [s for s in self.structs if s.name in outputs and s.name not in BY_HAND]

    def scalar(self, type_):
        """Bytes, Java type and accessor of one element of a C type."""
        if type_.pointers or type_.function or type_.base in self.header.handles:
            return SCALARS["uint64_t"]
        if type_.base in self.enums:
            return SCALARS[self.enums[type_.base].base]
        return SCALARS[type_.base]

    def offsets(self, struct):
        """The offset of each field and the size, by C's rules of natural alignment."""
        at, widest, found = 0, 1, []
        for field in struct.fields:
            size = self.scalar(field.type)[0]
            widest = max(widest, size)
            at = (at + size - 1) // size * size
            found.append(at)
            at += size * (field.type.count or 1)
        return found, (at + widest - 1) // widest * widest

    # Package org.mixminus.c

    def struct(self, struct):
        name = camel(struct.name)
        offsets, size = self.offsets(struct)
        prepare = f"check(Mixminus.{struct.name}_init(address, SIZE));" if struct.name in self.init else ""
        filled = " with the library's defaults" if prepare else ""
        out = [BANNER, "package org.mixminus.c;\n\n", comment(struct.doc)]
        out.append(f"public final class {name} extends Block {{\n")
        out.append(f"    /** Its size in bytes. */\n    public static final int SIZE = {size};\n")
        for field, offset in zip(struct.fields, offsets):
            out.append(f"    static final int {field.name.upper()} = {offset};\n")
        out.append(f"\n    /** Makes one in memory of its own{filled}. */\n")
        out.append(f"    public {name}() {{\n        super(SIZE);\n")
        out.append(f"        {prepare}\n    }}\n" if prepare else "    }\n")
        out.append(f"\n    /** Makes one in a frame{filled}. */\n    public {name}(Frame frame) {{\n")
        out.append("        super(frame, SIZE);\n" + (f"        {prepare}\n    }}\n" if prepare else "    }\n"))
        out.append("\n    /** The one that begins at a place in a block, such as an element of an array. */\n")
        out.append(f"    public {name}(Block block, int place) {{\n        super(block, place);\n    }}\n")
        for field in struct.fields:
            out.append(self.accessors(name, field))
        return "".join(out) + "}\n"

    def accessors(self, owner, field):
        _, java, kind = self.scalar(field.type)
        name, constant, doc = accessor(field.name), field.name.upper(), comment(field.doc, "    ")
        if field.type.count and java == "byte":
            body = f"return getBytes({constant}, length);"
            return f"\n{doc}    public byte[] {name}(int length) {{\n        {body}\n    }}\n"
        if field.type.count:
            at = f"{constant} + {self.scalar(field.type)[0]} * index"
            return f"\n{doc}    public {java} {name}(int index) {{\n        return get{kind}({at});\n    }}\n"
        return (
            f"\n{doc}    public {java} {name}() {{\n        return get{kind}({constant});\n    }}\n"
            f"\n{doc}    public {owner} {name}({java} value) {{\n"
            f"        put{kind}({constant}, value);\n        return this;\n    }}\n"
        )

    def callback(self, callback):
        name = camel(callback.name)
        parameters = ", ".join(f"{self.scalar(p.type)[1]} {accessor(p.name)}" for p in callback.parameters)
        returns = "void" if callback.returns.base == "void" else self.scalar(callback.returns)[1]
        return (
            f"{BANNER}package org.mixminus.c;\n\nimport com.sun.jna.Callback;\n\n"
            f"/** A function of the host that the library calls: {callback.name}. */\n"
            f"public interface {name} extends Callback {{\n    {returns} invoke({parameters});\n}}\n"
        )

    def functions(self):
        out = [BANNER, "package org.mixminus.c;\n\nimport java.nio.Buffer;\n\n"]
        out.append("/**\n * The functions and constants of mixminus.h. Pointers, handles and sizes are long, samples ")
        out.append("may also be a short[]\n * or a direct buffer. No pointer is checked: org.mixminus is the safe ")
        out.append("interface.\n */\n")
        out.append("public final class Mixminus {\n    private Mixminus() {}\n\n    static {\n")
        out.append("        Libraries.register(Mixminus.class);\n    }\n")
        for constant in self.header.all_constants():
            value, java = constant.value, "int"
            if value > 0xFFFFFFFF:
                value, java = f"{value:#x}L", "long"
            elif value > 0x7FFFFFFF:
                value = f"{value:#x}"
            out.append(f"\n{comment(constant.doc, '    ')}    public static final {java} {constant.name} = {value};\n")
        callbacks = {c.name for c in self.header.callbacks}
        for function in self.header.functions:
            returned = function.returns
            java = "void" if returned == type(returned)("void") else self.scalar(returned)[1]
            if returned.base == "char" and returned.pointers:
                java = "String"
            samples = any(p.type.base == "int16_t" for p in function.parameters)
            for audio in ("long", "short[]", "Buffer") if samples else ("long",):
                parameters = []
                for p in function.parameters:
                    kind = audio if p.type.base == "int16_t" else self.parameter(p, callbacks)
                    parameters.append(f"{kind} {accessor(p.name)}")
                out.append(f"\n{comment(function.doc, '    ')}    public static native {java} {function.name}(")
                out.append(", ".join(parameters) + ");\n")
        return "".join(out) + "}\n"

    def parameter(self, parameter, callbacks):
        base = parameter.type.base
        return camel(base) if base in callbacks else self.scalar(parameter.type)[1]

    def layout(self):
        out = [BANNER, "package org.mixminus.c;\n\n"]
        out.append("/** Prints the layout of each struct, as `generate.py --layout` does. */\n")
        out.append("public final class Layout {\n    private Layout() {}\n\n")
        out.append("    public static void main(String[] arguments) {\n")
        out.append("        StringBuilder json = new StringBuilder(\"{\");\n")
        for struct in self.structs:
            out.append(f'        add(json, "{struct.name}", {camel(struct.name)}.SIZE);\n')
            for field in struct.fields:
                offset = f"{camel(struct.name)}.{field.name.upper()}"
                out.append(f'        add(json, "{struct.name}.{field.name}", {offset});\n')
        out.append('        System.out.println(json.append("\\n}"));\n    }\n\n')
        out.append("    private static void add(StringBuilder json, String name, int number) {\n")
        out.append('        json.append(json.length() > 1 ? ",\\n \\"" : "\\n \\"").append(name)')
        out.append('.append("\\": ").append(number);\n')
        return "".join(out) + "    }\n}\n"

    # Package org.mixminus

    def members(self, enum):
        """The members by their names in Java: without the prefix that they share."""
        names = [c.name.replace("MIXMINUS_ERR_", "MIXMINUS_") for c in enum.constants]
        prefix = "MIXMINUS_"
        while all(n.startswith(prefix + names[0][len(prefix):].split("_")[0] + "_") for n in names):
            prefix += names[0][len(prefix):].split("_")[0] + "_"
        return prefix, [(n[len(prefix):], c) for n, c in zip(names, enum.constants)]

    def enum(self, enum):
        name, (_, members) = camel(enum.name.removeprefix("mixminus_")), self.members(enum)
        out = [BANNER, "package org.mixminus;\n\n", comment(enum.doc), f"public enum {name} implements Coded {{\n"]
        for member, constant in members:
            out.append(f"{comment(constant.doc, '    ')}    {member}({constant.value}),\n")
        out.append("    /** A value of a later version of the library. */\n    UNKNOWN(Integer.MIN_VALUE);\n\n")
        out.append(f"    private final int code;\n\n    {name}(int code) {{\n        this.code = code;\n    }}\n\n")
        out.append("    @Override\n    public int code() {\n        return code;\n    }\n\n")
        out.append(f"    /** The member of a number of the C interface. */\n    public static {name} of(int code) {{\n")
        out.append(f"        for ({name} member : values()) {{\n            if (member.code == code) {{\n")
        out.append("                return member;\n            }\n        }\n        return UNKNOWN;\n    }\n}\n")
        return "".join(out)

    def value(self, struct, field):
        """The Java type of a field's value, and the expression that reads it from the struct `c`."""
        name, (_, java, _) = accessor(field.name), self.scalar(field.type)
        names = {f.name for f in struct.fields}
        kind = re.search(r"\b[Aa] (MIXMINUS_[A-Z]+_) (?:constant|state|point)", field.doc)
        if field.type.count and java == "byte":
            length = f"c.{name}Len()" if f"{field.name}_len" in names else "-1"
            return "String", f"Values.text(c.{name}({field.type.count}), {length})"
        if field.type.count:
            return f"List<{java.capitalize()}>", f"Values.list({field.type.count}, c::{name})"
        if kind and len(re.findall("MIXMINUS_[A-Z]+_ constant", field.doc)) < 2:
            enum = next(e for e in self.header.enums if self.members(e)[0] == kind[1])
            enum = camel(enum.name.removeprefix("mixminus_"))
            return enum, f"{enum}.of(c.{name}())"
        if field.doc.startswith("1:") and field.type.base == "uint32_t":
            return "boolean", f"c.{name}() != 0"
        if field.name == "digit":
            return "char", f"(char) c.{name}()"
        return java, f"c.{name}()"

    def value_class(self, struct):
        name = camel(struct.name.removeprefix("mixminus_"))
        names = {f.name for f in struct.fields}
        fields = [
            f for f in struct.fields
            if f.name != "struct_size" and not f.name.startswith("reserved")
            and not (f.name.endswith("_len") and f.name.removesuffix("_len") in names)
        ]
        out = [BANNER, "package org.mixminus;\n\n"]
        if any(f.type.count and self.scalar(f.type)[1] == "long" for f in fields):
            out.append("import java.util.List;\n")
        out.append(f"import org.mixminus.c.{camel(struct.name)};\n\n{comment(struct.doc)}")
        out.append(f"public final class {name} {{\n")
        for field in fields:
            java = self.value(struct, field)[0]
            out.append(f"{comment(field.doc, '    ')}    public final {java} {accessor(field.name)};\n\n")
        out.append(f"    {name}({camel(struct.name)} c) {{\n")
        for field in fields:
            out.append(f"        {accessor(field.name)} = {self.value(struct, field)[1]};\n")
        out.append("    }\n\n    @Override\n    public String toString() {\n")
        shown = ' + ", '.join(f'{accessor(f.name)}=" + {accessor(f.name)}' for f in fields)
        return "".join(out) + f'        return "{name}[{shown} + "]";\n    }}\n}}\n'

    def conversion(self, field):
        """The method of Values that converts a value for a field of an input."""
        if field.type.base == "uint32_t" and re.match("1:|.*: 1 or 0", field.doc):
            return "flag"
        return {"mixminus_sound": "sound", "uint32_t": "unsigned", "int32_t": "signed"}.get(field.type.base, "wide")

    def fields(self):
        out = [BANNER, "package org.mixminus;\n\n"]
        out += [f"import org.mixminus.c.{camel(s.name)};\n" for s in self.inputs]
        out.append("\n/** Sets fields of structs by their names, in camel case or as C writes them. */\n")
        out.append("final class Fields {\n")
        out.append("    private Fields() {}\n")
        for struct in self.inputs:
            out.append("\n    /** Returns false if there is no such field. */\n")
            out.append(f"    static boolean set({camel(struct.name)} c, String name, Object value) {{\n")
            out.append("        switch (name) {\n")
            names = {f.name for f in struct.fields}
            for field in struct.fields:
                length_of = any(field.name == f"{n}_len" for n in names) or field.name in ("count", "cpu_count")
                if field.type.pointers or length_of or field.name.startswith(("reserved", "struct_size")):
                    continue
                convert = self.conversion(field)
                java, snake = accessor(field.name), field.name
                labels = f'case "{java}":' if java == snake else f'case "{java}": case "{snake}":'
                out.append(f"            {labels} c.{java}(Values.{convert}(name, value)); return true;\n")
            out.append("            default: return false;\n        }\n    }\n")
        return "".join(out) + "}\n"


def emit(header):
    """All files: path to text."""
    emitter = Emitter(header)
    files = {f"{FOLDER}/c/Mixminus.java": emitter.functions(), f"{FOLDER}/c/Layout.java": emitter.layout()}
    for struct in emitter.structs:
        files[f"{FOLDER}/c/{camel(struct.name)}.java"] = emitter.struct(struct)
    for callback in header.callbacks:
        files[f"{FOLDER}/c/{camel(callback.name)}.java"] = emitter.callback(callback)
    for enum in header.enums:
        files[f"{FOLDER}/{camel(enum.name.removeprefix('mixminus_'))}.java"] = emitter.enum(enum)
    for struct in emitter.outputs:
        files[f"{FOLDER}/{camel(struct.name.removeprefix('mixminus_'))}.java"] = emitter.value_class(struct)
    files[f"{FOLDER}/Fields.java"] = emitter.fields()
    return files
