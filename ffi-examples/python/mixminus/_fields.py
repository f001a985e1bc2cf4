"""Structs of the library from keyword arguments, and as dataclasses."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from .errors import check, invalid
from .lowlevel import ffi, lib

T = TypeVar("T")


class Struct:
    """A struct that the library has initialised, with what its pointers point to."""

    def __init__(self, name: str) -> None:
        self.pointer = ffi.new(f"mixminus_{name} *")
        self._kept: list[Any] = []
        check(getattr(lib, f"mixminus_{name}_init")(self.pointer, ffi.sizeof(self.pointer[0])))
        self._fields = {
            field
            for field, _ in ffi.typeof(self.pointer[0]).fields
            if not field.startswith(("struct_size", "reserved"))
        }

    def text(self, field: str, value: str | bytes) -> None:
        """Sets a string and its length."""
        data = encoded(field, value)
        kept = ffi.from_buffer("char[]", data)
        self._kept.append(kept)
        setattr(self.pointer, field, kept)
        setattr(self.pointer, f"{field}_len", len(data))

    def keep(self, value: Any) -> Any:
        """Keeps something alive as long as the struct."""
        self._kept.append(value)
        return value

    def set(self, values: Mapping[str, Any]) -> Struct:
        """Sets fields by name. None is the default."""
        for field, value in values.items():
            if field not in self._fields:
                raise invalid(f"unknown option: {field}")
            if value is None:
                continue
            if isinstance(value, (str, bytes)) and f"{field}_len" in self._fields:
                self.text(field, value)
                continue
            try:
                setattr(self.pointer, field, int(value) if isinstance(value, bool) else value)
            except (TypeError, OverflowError) as error:
                raise invalid(f"{field}: {value!r}, {error}") from None
        return self


def encoded(field: str, value: Any) -> bytes:
    """A string as bytes."""
    if isinstance(value, str):
        return value.encode()
    if isinstance(value, (bytes, bytearray)):
        return bytes(value)
    raise invalid(f"{field}: {value!r}, must be a string")


def read(kind: type[T], pointer: Any) -> T:
    """A struct that the library has filled in, as the dataclass `kind`."""
    values = {}
    for field in dataclasses.fields(kind):  # type: ignore[arg-type]
        value = getattr(pointer, field.name)
        if not isinstance(value, int):
            is_bytes = ffi.typeof(value).item.cname in ("char", "uint8_t", "unsigned char")
            value = bytes(ffi.buffer(value)).rstrip(b"\0") if is_bytes else tuple(value)
        values[field.name] = value
    return kind(**values)


def fetch(kind: type[T], name: str, getter: Callable[..., int], *arguments: Any) -> T:
    """Calls a getter of the library that fills in a struct."""
    struct = Struct(name)
    check(getter(*arguments, struct.pointer))
    return read(kind, struct.pointer)
