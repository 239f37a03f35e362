"""What the templates of templates/rpyc see, ready to be laid out. A `str` is text, which a template filters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from goray_gen.lower.code import Code

Function = TypeVar("Function")


@dataclass(frozen=True)
class ServiceView(Generic[Function]):
    name: Code
    """Of the generated type, or in C++ the namespace."""
    source: str
    module: str
    doc: str
    functions: tuple[Function, ...]


@dataclass(frozen=True)
class CppFunction:
    name: Code
    doc: str
    template: Code | None
    """Template parameters, `None` for none."""
    parameters: Code
    call: Code
    """The arguments of the call: module, name, and what is sent."""
    result: Code


@dataclass(frozen=True)
class GoField:
    """An optional parameter."""

    name: Code
    wire_name: str
    type: Code
    by_position: bool
    needs: Code | None
    """The field that must be given too, `None` for none."""


@dataclass(frozen=True)
class GoFunction:
    name: Code
    wire_name: str
    doc: str
    parameters: Code
    arguments: Code
    keywords: tuple[tuple[str, Code], ...]
    """Wire name and variable of those sent by keyword."""
    options: tuple[GoField, ...]
    options_name: Code | None
    variadic: bool
    result: Code | None
    """`None` for none."""


@dataclass(frozen=True)
class PythonFunction:
    name: Code
    wire_name: str
    doc: str
    parameters: Code
    """With `self`."""
    arguments: Code
    result: Code
