"""What is known of a Python service: its functions and their types. Nothing here names a target language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Passing = Literal["position", "either", "keyword"]
TypeKind = Literal["any", "bool", "bytes", "dict", "float", "int", "list", "none", "optional", "set", "str", "tuple"]


@dataclass(frozen=True)
class Type:
    """A type hint. `items`: the key and value of a dict, the parts of a tuple, else the one item type."""

    kind: TypeKind
    items: tuple[Type, ...] = ()


ANY = Type("any")


@dataclass(frozen=True)
class Parameter:
    name: str
    type: Type
    has_default: bool
    """The server fills it in: it is not sent unless the caller gives it."""
    passing: Passing
    """How Python lets it be given: before `/`, between `/` and `*`, after `*`."""

    @property
    def optional_by_position(self) -> bool:
        """It can be left out only together with all that follow it by position."""
        return self.has_default and self.passing == "position"


@dataclass(frozen=True)
class Function:
    name: str
    parameters: tuple[Parameter, ...]
    variadic: bool
    """Takes `*args`."""
    result: Type
    doc: str


@dataclass(frozen=True)
class Service:
    """The public functions of a module, or what a service class exposes."""

    name: str
    """Snake case, names the files: `my_service`."""
    module: str
    """What the server imports; "" where the functions are those of the server's service class."""
    source: str
    """File name, for the header of generated files."""
    doc: str
    functions: tuple[Function, ...]
