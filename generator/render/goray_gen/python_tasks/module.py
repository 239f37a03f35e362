"""A Python file -> `Module`: what its names stand for, as far as its own text says."""

from __future__ import annotations

import ast
import functools
import io
import re
import tokenize
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from goray_gen.errors import GenError
from goray_gen.python_tasks import catalogue
from goray_gen.python_tasks.diagnostics import Diagnostic, Location, diagnostic

Definition = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef | ast.expr
"""What a name was last defined as. An expression: what was assigned to it."""
_MODULE = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)*")
_IGNORE = re.compile(r"#\s*goray:\s*ignore\b")


@dataclass(frozen=True)
class Given:
    """A file as the command line names it, `FILE` or `MODULE=FILE`."""

    path: Path
    module: str
    """'': nobody said how it is imported."""

    @staticmethod
    def parse(text: str) -> Given:
        """Raises GenError if there is no such file."""
        module, sign, rest = text.partition("=")
        if sign and _MODULE.fullmatch(module) and not Path(text).exists():
            return Given(_checked(Path(rest)), module)
        return Given(_checked(Path(text)), "")


@dataclass
class Module:
    """A file. Names are those at its top, also within `if`, `try` and `with` there."""

    file: str
    """Absolute."""
    shown: str
    """As comments of generated code show it: no folder of this machine."""
    name: str
    """Under which it is imported."""
    is_told: bool
    """Whether the user said so."""
    text: str = ""
    definitions: dict[str, Definition] = field(default_factory=dict[str, Definition])
    imports: dict[str, str] = field(default_factory=dict[str, str])
    """Name -> what it is elsewhere: `np` -> `numpy`, `Any` -> `typing.Any`."""

    is_used: bool = False
    """Whether another one of the files takes something of it."""

    @property
    def is_importable(self) -> bool:
        return _MODULE.fullmatch(self.name) is not None

    @functools.cached_property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    def location(self, node: ast.AST) -> Location:
        """Where `node` begins; of a function or class its name."""
        line, column = getattr(node, "lineno", 1), getattr(node, "col_offset", 0)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            head = self.line(line).encode()[column:].decode(errors="ignore")
            found = re.match(r"(async\s+)?(def|class)\s+", head)
            column += len(found[0]) if found else 0
        return Location(self.file, line, column + 1)

    def line(self, number: int) -> str:
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def is_ignored(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> bool:
        """Whether the comment that leaves it out stands between its first decorator and its body."""
        first = min([node.lineno, *(item.lineno for item in node.decorator_list)])
        last = max(node.lineno, node.body[0].lineno - 1)
        return any(_IGNORE.search(self.line(number)) for number in range(first, last + 1))

    def qualified(self, node: ast.expr) -> str:
        """What a name or attribute is called where it comes from: `np.float64` -> `numpy.float64`; '' for all else."""
        if isinstance(node, ast.Name):
            return self.imports.get(node.id, node.id)
        if isinstance(node, ast.Attribute):
            owner = self.qualified(node.value)
            return f"{owner}.{node.attr}" if owner else ""
        return ""

    def definition(self, node: ast.expr) -> Definition | None:
        """What the file itself defines a name as."""
        return self.definitions.get(node.id) if isinstance(node, ast.Name) else None


def find(modules: Mapping[str, Module], module: Module, node: ast.expr) -> tuple[Module, Definition | None]:
    """What a name of `module` was defined as, and in which of the `modules`, known by what they are imported as."""
    definition = module.definition(node)
    owner, _, name = module.qualified(node).rpartition(".")
    if definition is not None or owner not in modules:
        return module, definition
    other = modules[owner]
    other.is_used = True
    return other, other.definitions.get(name)


def without_types(base: ast.expr) -> ast.expr:
    """`Base` of `Base[int]`."""
    return base.value if isinstance(base, ast.Subscript) else base


def ancestors(modules: Mapping[str, Module], module: Module, node: ast.ClassDef) -> list[tuple[Module, ast.ClassDef]]:
    """The class, and what the files define of its bases and theirs, each once: what comes first counts."""
    found = [(module, node)]
    for other, known in found:  # it grows
        bases = [find(modules, other, without_types(base)) for base in known.bases]
        found += [
            (home, base)
            for home, base in bases
            if isinstance(base, ast.ClassDef) and all(base is not seen for _, seen in found)
        ]
    return found


def read_module(given: Given, root: Path) -> tuple[Module, list[Diagnostic]]:
    """The module, which is empty if the file is not Python.

    Raises:
        GenError: the file cannot be read.
    """
    path = given.path.absolute()
    file = str(path)
    shown = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
    module = Module(file, shown, given.module or _deduced(path), bool(given.module))
    try:
        data = path.read_bytes()
    except OSError as error:
        raise GenError(f"{given.path}: cannot be read: {error.strerror}") from error
    module.text = data.decode(errors="replace")
    try:
        tree = ast.parse(data, filename=file)
    except (SyntaxError, ValueError, RecursionError) as error:
        line, column = getattr(error, "lineno", None) or 1, getattr(error, "offset", None) or 1
        reason = error.msg if isinstance(error, SyntaxError) else str(error)
        return module, [diagnostic(catalogue.NOT_PYTHON, Location(file, line, max(column, 1)), reason)]
    module.text = data.decode(tokenize.detect_encoding(io.BytesIO(data).readline)[0])
    for statement in _at_top(tree.body):
        _define(module, statement)
    return module, []


def _checked(path: Path) -> Path:
    if not path.exists():
        raise GenError(f"--python-tasks {path}: no such file")
    if not path.is_file():
        raise GenError(f"--python-tasks {path}: not a file")
    return path


def _deduced(path: Path) -> str:
    """The name that a file has for Python: with those of the packages that it lies in."""
    parts = [path.stem] if path.stem != "__init__" else []
    folder = path.parent
    while (folder / "__init__.py").is_file() and folder != folder.parent:
        parts.insert(0, folder.name)
        folder = folder.parent
    return ".".join(parts)


def _at_top(statements: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    for statement in statements:
        yield statement
        if isinstance(statement, ast.If):
            yield from _at_top([*statement.orelse, *statement.body])  # what `if` says comes last, and counts
        elif isinstance(statement, ast.Try):
            handlers = [inner for handler in statement.handlers for inner in handler.body]
            yield from _at_top([*handlers, *statement.body, *statement.orelse, *statement.finalbody])
        elif isinstance(statement, ast.With):
            yield from _at_top(statement.body)


def _define(module: Module, statement: ast.stmt) -> None:
    if isinstance(statement, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
        _set(module, statement.name, statement)
    elif isinstance(statement, ast.Assign):
        for target in statement.targets:
            if isinstance(target, ast.Name):
                _set(module, target.id, statement.value)
    elif isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name) and statement.value:
        _set(module, statement.target.id, statement.value)
    elif type(statement).__name__ == "TypeAlias":  # `type X = ...`, of Python 3.12
        name, value = getattr(statement, "name", None), getattr(statement, "value", None)
        if isinstance(name, ast.Name) and isinstance(value, ast.expr):
            _set(module, name.id, value)
    elif isinstance(statement, ast.Import):
        for item in statement.names:
            _import(module, item.asname or item.name.partition(".")[0], item.name if item.asname else "")
    elif isinstance(statement, ast.ImportFrom):
        source = _source_of(module, statement)
        for item in statement.names:
            _import(module, item.asname or item.name, f"{source}.{item.name}")


def _set(module: Module, name: str, definition: Definition) -> None:
    module.imports.pop(name, None)
    module.definitions[name] = definition


def _import(module: Module, name: str, source: str) -> None:
    module.definitions.pop(name, None)
    module.imports[name] = source or name


def _source_of(module: Module, statement: ast.ImportFrom) -> str:
    """The module that is imported from, an own package's by its whole name."""
    if not statement.level:
        return statement.module or ""
    is_package = module.file.endswith("/__init__.py")
    parts = module.name.split(".")
    parts = parts[: len(parts) - statement.level + is_package]
    return ".".join([*parts, *([statement.module] if statement.module else [])])
