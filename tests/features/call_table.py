"""The call table of a library as another language reads it: by the layout of abi/goray_interface.h alone."""

from __future__ import annotations

import ctypes as c
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any


class _Parameter(c.Structure):
    _fields_ = (
        ("name", c.c_char_p),
        ("type", c.c_char_p),
        ("flags", c.c_uint64),
        ("value", c.c_void_p),
        ("value_size", c.c_uint64),
    )


class _Overload(c.Structure):
    _fields_ = (("parameters", c.POINTER(_Parameter)), ("count", c.c_uint64), ("result", c.c_char_p))


class _Callable(c.Structure):
    _fields_ = (
        ("name", c.c_char_p),
        ("signature", c.c_char_p),
        ("kinds", c.c_char_p),
        ("call", c.c_void_p),
        ("library", c.c_void_p),
        ("overloads", c.POINTER(_Overload)),
        ("overload_count", c.c_uint32),
        ("flags", c.c_uint32),
        ("options", c.c_char_p),
    )


class _Callables(c.Structure):
    _fields_ = (("first", c.c_void_p), ("count", c.c_uint64), ("stride", c.c_uint64))


class _Table(c.Structure):
    _fields_ = (("size", c.c_uint64), ("tasks", _Callables), ("factories", _Callables), ("methods", c.c_void_p))


class _Interface(c.Structure):
    _fields_ = (
        ("major", c.c_uint32),
        ("minor", c.c_uint32),
        ("size", c.c_uint64),
        ("describe", c.c_void_p),
        ("declare_host", c.c_void_p),
        ("call_table", c.CFUNCTYPE(c.POINTER(_Table))),
    )


@dataclass(frozen=True)
class Parameter:
    name: str
    type: str
    has_default: bool
    variadic: bool
    value: bytes | None


@dataclass(frozen=True)
class Told:
    """A callable; each overload is its parameters and its result."""

    name: str
    overloads: list[tuple[list[Parameter], str]]
    flags: int
    options: str | None


def tasks(library: Path) -> dict[str, Told]:
    return {told.name: told for told in _read(_table(library).tasks)}


def factories(library: Path) -> dict[str, Told]:
    return {told.name: told for told in _read(_table(library).factories)}


def _table(library: Path) -> Any:
    interface = _Interface.in_dll(c.CDLL(str(library)), "GorayInterface")
    assert interface.size >= c.sizeof(_Interface)
    return interface.call_table().contents


def _read(callables: Any) -> Iterator[Told]:
    for i in range(callables.count):
        entry = _Callable.from_address(callables.first + i * callables.stride)
        overloads = [
            ([_parameter(each.parameters[at]) for at in range(each.count)], each.result.decode())
            for each in entry.overloads[: entry.overload_count]
        ]
        yield Told(entry.name.decode(), overloads, entry.flags, entry.options and entry.options.decode())


def _parameter(parameter: Any) -> Parameter:
    value = None if parameter.value is None else c.string_at(parameter.value, parameter.value_size)
    has_default, variadic = bool(parameter.flags & 1), bool(parameter.flags & 2)
    return Parameter(parameter.name.decode(), parameter.type.decode(), has_default, variadic, value)
