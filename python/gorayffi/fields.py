"""What fields the objects of a class have, for classes that list them; the extension packs such an object as a map."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from typing import Any

Fields = tuple[str | tuple[str, str], ...] | Callable[[Any], dict[str, Any]]
"""The names of the attributes, each with its name in C++ if that is another one; or what makes a dict of an object."""


def fields_of(cls: type) -> Fields:
    """The fields of a dataclass, of an attrs, msgspec or pydantic class, or of `types.SimpleNamespace`.

    The metadata `goray` of a dataclass's field is its name in C++, where Python has to call it otherwise.

    None of these libraries is imported. pydantic's models may have more fields than their class names, and a
    namespace has nothing else, so of both the object itself is asked.

    Args:
        cls: One that has what the extension looks for, see `pack_fields.cpp`.

    Example:
        >>> fields_of(dataclasses.make_dataclass("Point", ["x", "y"]))
        ('x', 'y')
    """
    objects: Any = cls
    if dataclasses.is_dataclass(objects):
        return tuple(_named(field) for field in dataclasses.fields(objects))
    attributes: Iterable[Any] | None = getattr(cls, "__attrs_attrs__", None)
    if attributes is not None:
        return tuple(attribute.name for attribute in attributes)
    names: Iterable[str] | None = getattr(cls, "__struct_fields__", None)
    if names is not None:
        return tuple(names)
    known: Mapping[str, object] | None = getattr(cls, "__pydantic_fields__", None)
    return vars if known is None else dict


def _named(field: dataclasses.Field[Any]) -> str | tuple[str, str]:
    name = field.metadata.get("goray")
    return (field.name, name) if isinstance(name, str) else field.name
