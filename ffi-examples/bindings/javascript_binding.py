"""The low-level binding for JavaScript: functions by koffi, structs as DataViews with a property for each field."""

import re

FOLDER = "ffi-examples/javascript/mixminus"
NOTE = "Written by ffi-examples/bindings/generate.py from include/mixminus.h. Do not edit."

# Of each scalar: its size, the accessor of a DataView, and the type that TypeScript gives it.
SCALARS = {
    "char": (1, "Int8", "number"),
    "uint8_t": (1, "Uint8", "number"),
    "int16_t": (2, "Int16", "number"),
    "int32_t": (4, "Int32", "number"),
    "uint32_t": (4, "Uint32", "number"),
    "int64_t": (8, "BigInt64", "bigint"),
    "uint64_t": (8, "BigUint64", "bigint"),
    # A length is a number, so that it can be used as one.
    "size_t": (8, "Size", "number"),
}
ARRAYS = {"char": "Uint8Array", "uint8_t": "Uint8Array", "uint64_t": "BigUint64Array"}


def emit(header):
    """The files: path to text."""
    binding = _Binding(header)
    return {f"{FOLDER}/native.js": binding.javascript(), f"{FOLDER}/native.d.ts": binding.typescript()}


def sentence(doc):
    """The first sentence of a documentation, on one line."""
    text = " ".join(doc.split())
    found = re.match(r"(.*?[^. ]{2}\.)(?= [A-Z0-9]|$)", text)
    return found[1] if found else text


class _Binding:
    def __init__(self, header):
        self.header = header
        self.scalars = dict(SCALARS)
        for enum in header.enums:
            self.scalars[enum.name] = SCALARS[enum.base]
        for handle in header.handles:
            self.scalars[handle] = SCALARS["uint64_t"]
        self.bases = {enum.name: enum.base for enum in header.enums} | {h: "uint64_t" for h in header.handles}
        self.functions = {function.name for function in header.functions}
        self.layouts = {s.name: self._layout(s) for s in header.structs if not s.is_opaque}

    # Layout: each field lies at the next multiple of its own size, and the struct's size is one of its largest field's.

    def _element(self, type_):
        return 8 if type_.pointers else self.scalars[type_.base][0]

    def _layout(self, struct):
        offset, largest, offsets = 0, 1, {}
        for field in struct.fields:
            size = self._element(field.type)
            offset = -(-offset // size) * size
            offsets[field.name] = offset
            offset += size * (field.type.count or 1)
            largest = max(largest, size)
        return -(-offset // largest) * largest, offsets

    def _is_callback(self, type_):
        return type_.base in {callback.name for callback in self.header.callbacks}

    def _kind(self, type_):
        """What a field is: a scalar of C, an array of one, or a pointer."""
        if type_.pointers or self._is_callback(type_):
            return "pointer"
        base = self.bases.get(type_.base, type_.base)
        return f"{base}[{type_.count}]" if type_.count else base

    # JavaScript

    def javascript(self):
        lines = [f"// {NOTE}", '"use strict";', "", 'const koffi = require("koffi");',
                 'const { library } = require("./library.js");', 'const { Struct } = require("./struct.js");', ""]
        lines += [f"exports.{constant.name} = {constant.value};" for constant in self.header.all_constants()]
        lines.append("")
        for callback in self._callbacks():
            # koffi would read a string up to a NUL, which the strings of the library do not have.
            signature = self._signature(callback).replace("const char *", "void *")
            lines.append(f"exports.{callback.name} = koffi.proto({signature});")
        lines.append("")
        for function in self.header.functions:
            signature = self._signature(function)
            lines.append(f'exports.{function.name} = library.func("{function.name}", {signature});')
        for struct in self.header.structs:
            if not struct.is_opaque:
                lines += ["", *self._class(struct)]
        return "\n".join(lines) + "\n"

    def _callbacks(self):
        """The callback types; that of a field is named struct_field."""
        found = list(self.header.callbacks)
        for struct in self.header.structs:
            for field in struct.fields:
                if field.type.function:
                    callback = field.type.function
                    found.append(type(callback)(f"{struct.name}_{field.name}", callback.returns, callback.parameters))
        return found

    def _koffi(self, type_):
        if type_.pointers:
            return "const char *" if type_.base == "char" and type_.pointers == 1 and type_.const else "void *"
        if self._is_callback(type_):
            return "void *"
        return self.bases.get(type_.base, type_.base)

    def _signature(self, function):
        parameters = ", ".join(f'"{self._koffi(parameter.type)}"' for parameter in function.parameters)
        return f'"{self._koffi(function.returns)}", [{parameters}]'

    def _class(self, struct):
        name = struct.name
        size, offsets = self.layouts[name]
        lines = [f"exports.{name} = class {name} extends Struct {{", f"    static size = {size};",
                 "    static fields = {"]
        for field in struct.fields:
            lines.append(f'        {field.name}: {{ offset: {offsets[field.name]}, type: "{self._kind(field.type)}" }},')
        lines.append("    };")
        if f"{name}_init" in self.functions:
            lines.append(f"    static initializer = exports.{name}_init;")
        for field in struct.fields:
            lines += self._property(field, offsets[field.name])
        return [*lines, "};"]

    def _property(self, field, offset):
        type_ = field.type
        if type_.count:
            array = ARRAYS[self.bases.get(type_.base, type_.base)]
            make = f"new {array}(this.buffer, this.byteOffset + {offset}, {type_.count})"
            return [f"    get {field.name}() {{ return {make}; }}"]
        if type_.pointers or self._is_callback(type_):
            read, write = f"this.getBigUint64({offset}, true)", f"this.setPointer({offset}, value)"
        else:
            accessor = self.scalars[type_.base][1]
            if accessor == "Size":
                read = f"Number(this.getBigUint64({offset}, true))"
                write = f"this.setBigUint64({offset}, BigInt(value), true)"
            else:
                read, write = f"this.get{accessor}({offset}, true)", f"this.set{accessor}({offset}, value, true)"
        return [f"    get {field.name}() {{ return {read}; }}", f"    set {field.name}(value) {{ {write}; }}"]

    # TypeScript

    def typescript(self):
        lines = [f"// {NOTE}", "", 'import { Pointer, Struct } from "./struct.js";', "",
                 "/** What koffi gives for a function: `.async(...arguments, callback)` runs it on a thread of libuv. */",
                 "type Async<F extends (...args: any[]) => any> = F & {",
                 "    async: (...args: [...Parameters<F>, (error: Error | null, result: ReturnType<F>) => void]) => void;",
                 "};", ""]
        for constant in self.header.all_constants():
            lines += [*_documented(constant.doc), f"export const {constant.name}: {constant.value};"]
        for callback in self._callbacks():
            lines.append(f"/** The type of {callback.name}, for koffi.register. */")
            lines.append(f"export const {callback.name}: any;")
        for struct in self.header.structs:
            if not struct.is_opaque:
                lines += ["", *_documented(struct.doc), f"export class {struct.name} extends Struct {{"]
                for field in struct.fields:
                    lines += [*_documented(field.doc, "    "), *self._declaration(field)]
                lines.append("}")
        for function in self.header.functions:
            parameters = ", ".join(f"{p.name}: {self._typescript(p.type)}" for p in function.parameters)
            returned = "string" if function.returns.pointers else self._typescript(function.returns)
            lines += ["", *_documented(function.doc),
                      f"export const {function.name}: Async<({parameters}) => {returned}>;"]
        return "\n".join(lines) + "\n"

    def _declaration(self, field):
        type_ = field.type
        if type_.count:
            return [f"    readonly {field.name}: {ARRAYS[self.bases.get(type_.base, type_.base)]};"]
        kind = self._typescript(type_)
        if not kind.startswith("Pointer"):
            return [f"    {field.name}: {kind};"]
        return [f"    get {field.name}(): bigint;", f"    set {field.name}(value: Pointer);"]

    def _typescript(self, type_):
        if type_.pointers == 1 and type_.base == "char" and type_.const:
            return "Pointer | string"
        if type_.pointers or self._is_callback(type_):
            return "Pointer"
        return self.scalars[type_.base][2]


def _documented(doc, indent=""):
    return [f"{indent}/** {sentence(doc)} */"] if doc else []
