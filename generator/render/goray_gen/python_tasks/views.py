"""What the template of `<name>.python.h` prints: every name and line decided, only the layout left."""

from __future__ import annotations

from dataclasses import dataclass

from goray_gen.lower.code import Code
from goray_gen.lower.views_cpp import Codec, RemoteSpace


@dataclass(frozen=True)
class StructView:
    comment: Code
    name: Code
    fields: tuple[Code, ...]


@dataclass(frozen=True)
class EnumView:
    comment: Code
    name: Code
    members: tuple[Code, ...]


@dataclass(frozen=True)
class PythonView:
    files: str
    """Those that it is made of."""
    includes: tuple[Code, ...]
    """Of the standard library."""
    enums: tuple[EnumView, ...]
    structs: tuple[StructView, ...]
    codecs: tuple[Codec, ...]
    space: RemoteSpace
