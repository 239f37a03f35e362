"""interface.json -> Interface.

One generic reader for all dataclasses of `interface`: a field's type hint says what the JSON must hold. The file may be
edited, truncated or of another version, so every error names the path inside it, as in `tasks[0].result.kind`.
"""

from __future__ import annotations

import dataclasses
import functools
import json
import types
import typing
from pathlib import Path
from typing import Any, TypeVar

from goray_gen.errors import GenError
from goray_gen.model.interface import SCHEMA, Interface

T = TypeVar("T")


def load(path: Path) -> Interface:
    """The interface that `goray-scan` wrote to `path`.

    Raises:
        GenError: no such file, no JSON, another schema version, or a member missing, unknown or of a wrong type.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise GenError(f"{path}: {error.strerror}") from error
    except ValueError as error:
        raise GenError(f"{path}: not valid JSON: {error}; run goray-gen again to write it anew") from error
    try:
        return parse(data)
    except GenError as error:
        raise GenError(f"{path}: {error}") from error


def parse(data: Any) -> Interface:
    """The interface that the JSON value `data` tells; raises GenError like `load`, without the file's name."""
    if not isinstance(data, dict):
        raise GenError(f"expected an object, got {_json_name(data)}")
    found = typing.cast("dict[str, Any]", data)
    if found.get("schema") != SCHEMA:
        raise GenError(
            f"schema version {found.get('schema')!r}, but this goray-gen reads {SCHEMA}; "
            "run the goray-gen that wrote it, or generate it anew"
        )
    return _object(Interface, {key: value for key, value in found.items() if key != "schema"}, "")


@functools.cache
def _hints(cls: type[Any]) -> dict[str, Any]:
    return typing.get_type_hints(cls)


def _object(cls: type[T], data: dict[str, Any], path: str) -> T:
    fields = {field.name: field for field in dataclasses.fields(typing.cast(Any, cls))}
    for key in data:
        if key not in fields:
            raise GenError(f"{_join(path, key)}: unknown member")
    values: dict[str, Any] = {}
    for name, field in fields.items():
        if name in data:
            values[name] = _value(_hints(typing.cast(Any, cls))[name], data[name], _join(path, name))
        elif field.default is dataclasses.MISSING:
            raise GenError(f"{_join(path, name)}: missing")
    return cls(**values)


def _value(hint: Any, data: Any, path: str) -> Any:
    origin = typing.get_origin(hint)
    if hint is Any:
        return data
    if origin is typing.Literal:
        choices = typing.get_args(hint)
        if data not in choices:
            raise GenError(f"{path}: {data!r} is not one of {', '.join(map(repr, choices))}")
        return data
    if origin in (types.UnionType, typing.Union):
        inner = next(choice for choice in typing.get_args(hint) if choice is not type(None))
        return None if data is None else _value(inner, data, path)
    if origin is tuple:
        _expect(data, list, "an array", path)
        inner = typing.get_args(hint)[0]
        return tuple(_value(inner, item, f"{path}[{i}]") for i, item in enumerate(data))
    if dataclasses.is_dataclass(hint):
        _expect(data, dict, "an object", path)
        return _object(typing.cast("type[Any]", hint), data, path)
    names = {str: "a string", int: "an integer", bool: "a boolean"}
    _expect(data, hint, names[hint], path)
    return data


def _expect(data: Any, cls: type[Any], name: str, path: str) -> None:
    if type(data) is not cls:
        raise GenError(f"{path}: expected {name}, got {_json_name(data)}")


def _json_name(data: Any) -> str:
    names: dict[Any, str] = {dict: "an object", list: "an array", str: "a string", bool: "a boolean"}
    if data is None:
        return "null"
    return names.get(type(data), "a number")


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
