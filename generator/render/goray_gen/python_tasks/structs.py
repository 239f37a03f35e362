"""TypedDicts and dataclasses -> `Struct`, as hints ask for them."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping

from goray_gen.python_tasks import catalogue
from goray_gen.python_tasks.diagnostics import Diagnostic, diagnostic
from goray_gen.python_tasks.enums import kind_of, read_enum
from goray_gen.python_tasks.hints import HintError, HintReader
from goray_gen.python_tasks.model import Enum, EnumKind, Field, Struct, Type
from goray_gen.python_tasks.module import Module, ancestors

TYPED_DICTS = frozenset({"typing.TypedDict", "typing_extensions.TypedDict"})
DATACLASS = "dataclasses.dataclass"


class StructReader:
    """Makes each struct once; those that it holds before it.

    Args:
        modules: All files, by the names under which they are imported.
        actors: The definitions that are Ray's actors: as a hint they are handles.
        diagnostics: Takes what is wrong.
    """

    def __init__(
        self, modules: Mapping[str, Module], actors: Collection[ast.AST], diagnostics: list[Diagnostic]
    ) -> None:
        self.modules = modules
        self.diagnostics = diagnostics
        self.made: dict[ast.ClassDef, tuple[Module, Struct]] = {}
        """In the order in which C++ can define them."""
        self.enums: dict[ast.ClassDef, tuple[Module, Enum]] = {}
        self._actors = actors
        self._open: list[ast.ClassDef] = []

    def class_of(self, module: Module, node: ast.ClassDef) -> Type | None:
        """What a class of the files is as a hint."""
        if any(node is actor for actor in self._actors):
            return Type("handle")
        if kind := kind_of(self.modules, module, node):
            return self._enum(module, node, kind)
        is_dataclass = is_decorated_as_dataclass(module, node)
        if not is_dataclass and not self._is_typed_dict(module, node):
            return None
        if node in self._open:
            raise HintError(
                diagnostic(catalogue.NO_COUNTERPART, module.location(node), node.name, "", "it holds itself", "")
            )
        if node not in self.made:
            self._open.append(node)
            try:
                fields = tuple(self.fields(module, node))
            finally:
                self._open.pop()
            self.made[node] = module, Struct(node.name, fields, ast.get_docstring(node) or "", module.shown)
        return Type("struct", name=node.name, changed="a dict" if is_dataclass else "")

    def _enum(self, module: Module, node: ast.ClassDef, kind: EnumKind) -> Type:
        if kind == "str":
            return Type("str", changed="a str")
        if kind == "plain":
            why = "members of a plain Enum do not cross, those of enum.IntEnum, IntFlag and StrEnum do"
            raise HintError(
                diagnostic(
                    catalogue.NO_COUNTERPART, module.location(node), node.name, "", why, "derive it from one, or "
                )
            )
        if node not in self.enums:
            self.enums[node] = module, read_enum(module, node, flags=kind == "flags")
        return Type("enum", name=node.name, changed="an int")

    def fields(self, module: Module, node: ast.ClassDef) -> Iterator[Field]:
        """Of the class and of its bases, each as it was defined last."""
        found: dict[str, Field] = {}
        is_typed_dict = self._is_typed_dict(module, node)
        for home, class_ in reversed(ancestors(self.modules, module, node)):
            found |= {field.name: field for field in self._own_fields(home, class_, is_typed_dict)}
        yield from found.values()

    def _own_fields(self, module: Module, node: ast.ClassDef, is_typed_dict: bool) -> Iterator[Field]:
        reader = HintReader(module, self.class_of, self.modules, variables_of(node))
        is_total = not any(
            option.arg == "total" and isinstance(option.value, ast.Constant) and option.value.value is False
            for option in node.keywords
        )
        for item in node.body:
            if not isinstance(item, ast.AnnAssign) or not isinstance(item.target, ast.Name):
                continue
            outer = item.annotation
            marks = set[str]()
            while isinstance(outer, ast.Subscript):
                marks.add(module.qualified(outer.value).rpartition(".")[2])
                outer = outer.slice if not isinstance(outer.slice, ast.Tuple) else outer.slice.elts[0]
            if "ClassVar" in marks:
                continue
            required = "NotRequired" not in marks and (is_total or "Required" in marks or not is_typed_dict)
            yield Field(item.target.id, reader.read(item.annotation), required)

    def _is_typed_dict(self, module: Module, node: ast.ClassDef) -> bool:
        classes = ancestors(self.modules, module, node)
        return any(home.qualified(base) in TYPED_DICTS for home, class_ in classes for base in class_.bases)


def is_decorated_as_dataclass(module: Module, node: ast.ClassDef) -> bool:
    expressions = (item.func if isinstance(item, ast.Call) else item for item in node.decorator_list)
    return any(module.qualified(expression) == DATACLASS for expression in expressions)


def variables_of(node: ast.AST | None) -> frozenset[str]:
    """The names in brackets of `def f[T]()`, of Python 3.12."""
    return frozenset(str(getattr(item, "name", "")) for item in getattr(node, "type_params", ()))
