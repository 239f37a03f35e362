"""What the templates of templates/rpyc see: text, ready to be laid out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

Function = TypeVar("Function")


@dataclass(frozen=True)
class ServiceView(Generic[Function]):
    name: str
    """Of the generated type, or in C++ the namespace."""
    source: str
    module: str
    doc: str
    functions: tuple[Function, ...]
    package: str = ""
    """Of the Go files."""


@dataclass(frozen=True)
class CppFunction:
    name: str
    wire_name: str
    doc: str
    template: str
    """Template parameters, "" for none."""
    parameters: str
    arguments: str
    """Each after a comma."""
    result: str


@dataclass(frozen=True)
class GoField:
    """An optional parameter."""

    name: str
    wire_name: str
    type: str
    by_position: bool
    needs: str
    """The field that must be given too, "" for none."""


@dataclass(frozen=True)
class GoFunction:
    name: str
    wire_name: str
    doc: str
    parameters: str
    arguments: tuple[str, ...]
    keywords: tuple[tuple[str, str], ...]
    """Wire name and variable of those sent by keyword."""
    options: tuple[GoField, ...]
    variadic: bool
    result: str
    """"" for none."""


@dataclass(frozen=True)
class PythonFunction:
    name: str
    doc: str
    parameters: str
    """After `self`, each after a comma."""
    arguments: str
    result: str
