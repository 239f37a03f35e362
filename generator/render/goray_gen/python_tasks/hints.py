"""Type hints -> `Type`. A hint that C++ has no type for, or whose meaning is in another file, is a diagnostic."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from goray_gen.python_tasks import catalogue
from goray_gen.python_tasks.catalogue import Message
from goray_gen.python_tasks.diagnostics import Diagnostic, Location, diagnostic
from goray_gen.python_tasks.model import ANY, NONE, Type
from goray_gen.python_tasks.module import Module, find

TYPING = ("typing.", "typing_extensions.", "collections.abc.", "builtins.", "types.")
"""Modules whose names mean the same as those without them."""
SCALARS: Mapping[str, Type] = {
    "Any": ANY,
    "AnyStr": Type("str"),
    "LiteralString": Type("str"),
    "None": NONE,
    "NoneType": NONE,
    "bool": Type("bool"),
    "bytearray": Type("bytes", changed="bytes"),
    "bytes": Type("bytes"),
    "complex": Type("complex", changed="a list of two floats"),
    "datetime.datetime": Type("datetime", changed="a gorayffi.Timestamp"),
    "datetime.timedelta": Type("duration", changed="its seconds as a float"),
    "float": Type("float"),
    "int": Type("int"),
    "memoryview": Type("bytes", changed="bytes"),
    "numbers.Integral": Type("int"),
    "numbers.Real": Type("float"),
    "object": ANY,
    "pathlib.Path": Type("path", changed="a str"),
    "pathlib.PurePath": Type("path", changed="a str"),
    "ray.ObjectRef": Type("ref"),
    "ray.actor.ActorHandle": Type("handle"),
    "str": Type("str"),
}
LISTS = frozenset({"Collection", "Iterable", "List", "MutableSequence", "Sequence", "list"})
SETS = frozenset({"AbstractSet", "FrozenSet", "MutableSet", "Set", "frozenset", "set"})
DICTS = frozenset({"Dict", "Mapping", "MutableMapping", "dict"})
STREAMS = frozenset({"AsyncGenerator", "AsyncIterable", "AsyncIterator", "Generator", "Iterator"})
THROUGH = frozenset({"Annotated", "ClassVar", "Final", "NotRequired", "ReadOnly", "Required"})
"""What says more of a type than C++ has to know."""
REFS = frozenset({"goray.typing.ObjectRef", "goray.typing.Ref", "ray.ObjectRef"})
KEYS = frozenset({"bool", "int", "str"})
NUMPY: Mapping[str, str] = {
    **{f"{sign}int{bits}": f"{sign}int{bits}" for sign in ("", "u") for bits in (8, 16, 32, 64)},
    "bool": "bool",
    "bool_": "bool",
    "complex128": "complex128",
    "complex64": "complex64",
    "double": "float64",
    "float32": "float32",
    "float64": "float64",
}
_SHAPES: Mapping[str, str] = {
    "array": "list",
    "complex": "list",
    "duration": "number",
    "enum": "number",
    "float": "number",
    "int": "number",
    "path": "str",
    "set": "list",
    "struct": "dict",
    "tuple": "list",
}
"""Which types of a union are alike on the wire."""


_Read = TypeVar("_Read")


class HintError(Exception):
    """A hint that cannot be a type of C++."""

    def __init__(self, found: Diagnostic) -> None:
        super().__init__(found.text)
        self.found = found


class HintReader:
    """Reads the hints of one file.

    Args:
        module: The file.
        class_of: What a hint means that names a class of the files; `None` if it is not one that C++ can have. It is
            given the class's module, its definition, and the hint's own place.
        modules: All files, by the names under which they are imported.
        variables: Names that stand for any type, those of `def f[T]()`.
    """

    def __init__(
        self,
        module: Module,
        class_of: Callable[[Module, ast.ClassDef], Type | None],
        modules: Mapping[str, Module],
        variables: frozenset[str] = frozenset(),
    ) -> None:
        self._module = module
        self._class_of = class_of
        self._modules = modules
        self._variables = variables
        self._shift: Location | None = None
        self._open: tuple[ast.expr, ...] = ()

    def read(self, node: ast.expr) -> Type:
        """The type that a hint says. Raises HintError."""
        if isinstance(node, ast.Constant):
            return self._constant(node)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
            return self._union(node, _alternatives(node))
        if isinstance(node, ast.Subscript):
            arguments = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
            return self._subscript(node, self._name(node.value), arguments)
        return self._plain(node)

    def stream(self, node: ast.expr) -> Type | None:
        """What a function is hinted to give that yields; `None`: the hint is of no iterator. Raises HintError."""
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return self._within(node, self.stream)
        arguments = [node.slice] if isinstance(node, ast.Subscript) else []
        if self._name(node.value if isinstance(node, ast.Subscript) else node) not in STREAMS | {"Iterable"}:
            return None
        if arguments and isinstance(arguments[0], ast.Tuple):  # Generator[int, None, None]
            arguments = arguments[0].elts
        return Type("stream", (self.read(arguments[0]) if arguments else ANY,))

    def location(self, node: ast.AST) -> Location:
        """Of a hint, also of one within a text."""
        own = self._module.location(node)
        if self._shift is None:
            return own
        return Location(own.file, self._shift.line, self._shift.column + own.column)

    def fail(self, message: Message, node: ast.AST, *arguments: str) -> HintError:
        return HintError(diagnostic(message, self.location(node), *arguments))

    def _refused(self, node: ast.expr, why: str, where: str = "", hint: str = "") -> HintError:
        return self.fail(catalogue.NO_COUNTERPART, node, ast.unparse(node), where, why, hint)

    def _name(self, node: ast.expr) -> str:
        """The name that a type is known by in the tables: without the modules that only give it another place."""
        name = self._module.qualified(node)
        for prefix in TYPING:
            name = name.removeprefix(prefix)
        return name

    def _constant(self, node: ast.Constant) -> Type:
        if node.value is None:
            return NONE
        return self._within(node, self.read)

    def _within(self, node: ast.Constant, read: Callable[[ast.expr], _Read]) -> _Read:
        """What `read` makes of the hint in a text."""
        if not isinstance(node.value, str):
            raise self._refused(node, "it is a value, not a type")
        try:
            inner = ast.parse(node.value.strip(), mode="eval").body
        except SyntaxError:
            raise self._refused(node, "it is not the text of a type") from None
        before, self._shift = self._shift, self.location(node)
        try:
            return read(inner)
        finally:
            self._shift = before

    def _plain(self, node: ast.expr) -> Type:
        if isinstance(node, ast.Name) and node.id in self._variables:
            return ANY
        if (found := self._defined(node)) is not None:
            return found
        name = self._name(node)
        if name in SCALARS:
            return SCALARS[name]
        if name in LISTS or name == "tuple" or name == "Tuple":
            return Type("list", (ANY,))
        if name in SETS:
            return Type("list", (ANY,), changed="a list")
        if name in DICTS:
            return ANY
        if name in REFS:
            return Type("ref")
        self._refuse_known(node, name)
        raise self._unknown(node)

    def _defined(self, node: ast.expr) -> Type | None:
        """What a name stands for that one of the files defines."""
        module, definition = find(self._modules, self._module, node)
        if definition is None:
            return None
        if isinstance(definition, ast.ClassDef):
            found = self._class_of(module, definition)
            if found is None:
                raise self._refused(
                    node,
                    "it is a class that is neither a TypedDict, a dataclass, an enum nor a Ray actor of these files",
                )
            return found
        if not isinstance(definition, ast.expr):
            raise self._refused(node, "it is a function")
        if any(definition is seen for seen in self._open):
            raise self._refused(node, "it stands for itself")
        reader = HintReader(module, self._class_of, self._modules)
        reader._open = (*self._open, definition)
        return reader._alias(definition)

    def _alias(self, value: ast.expr) -> Type:
        """What was assigned to a name."""
        if isinstance(value, ast.Call):
            name = self._name(value.func)
            if name in ("TypeVar", "ParamSpec"):
                return ANY
            if name == "NewType" and len(value.args) == 2:
                return self.read(value.args[1])
            raise self._refused(value, "it is made by a call")
        return self.read(value)

    def _subscript(self, node: ast.Subscript, name: str, arguments: Sequence[ast.expr]) -> Type:
        if find(self._modules, self._module, node.value)[1] is not None:
            raise self._refused(node, "a type of these files that is given types")
        if name in THROUGH:
            return self.read(arguments[0])
        if name == "Optional":
            return _optional(self.read(arguments[0]))
        if name == "Union":
            return self._union(node, arguments)
        if name == "Literal":
            return self._union(node, [ast.copy_location(ast.Name(_literal(item)), node) for item in arguments])
        if name in ("tuple", "Tuple"):
            return self._tuple(arguments)
        if name in REFS:
            return Type("ref", (self.read(arguments[0]),))
        if name == "ray.actor.ActorHandle":
            return Type("handle")
        if name in ("numpy.typing.NDArray", "numpy.ndarray"):
            return self._array(node, name, arguments)
        if name in LISTS and len(arguments) == 1:
            return Type("list", (self.read(arguments[0]),))
        if name in SETS and len(arguments) == 1:
            item = self.read(arguments[0])
            return Type("set" if item.kind in KEYS else "list", (item,), changed="a list")
        if name in DICTS and len(arguments) == 2:
            return self._dict(arguments)
        self._refuse_known(node, name)
        if name in LISTS | SETS | DICTS:
            raise self._refused(node, f"it is given {len(arguments)} types")
        raise self._unknown(node.value)

    def _tuple(self, arguments: Sequence[ast.expr]) -> Type:
        if len(arguments) == 2 and isinstance(arguments[1], ast.Constant) and arguments[1].value is ...:
            return Type("list", (self.read(arguments[0]),))
        if len(arguments) == 1 and isinstance(arguments[0], ast.Tuple):  # tuple[()]
            return Type("tuple")
        return Type("tuple", tuple(map(self.read, arguments)))

    def _dict(self, arguments: Sequence[ast.expr]) -> Type:
        key, value = map(self.read, arguments)
        if key.kind == "any":
            return ANY
        if key.kind not in KEYS:
            raise self._refused(arguments[0], "keys are int, str or bool", " as a key")
        return Type("dict", (key, value))

    def _union(self, node: ast.expr, alternatives: Sequence[ast.expr]) -> Type:
        read = _flat(map(self.read, alternatives))
        others = [type_ for type_ in dict.fromkeys(read) if type_ != NONE]
        if ANY in others:
            return ANY
        if any(type_.kind == "float" for type_ in others):  # which takes what is an int, as Python has it
            others = [type_ for type_ in others if type_.kind != "int"]
        shapes = {_SHAPES.get(type_.kind, type_.kind) for type_ in others}
        if len(shapes) < len(others):
            raise self._refused(node, "no value tells its alternatives apart")
        if not others:
            return NONE
        chosen = others[0] if len(others) == 1 else Type("variant", tuple(others))
        return _optional(chosen) if NONE in read else chosen

    def _array(self, node: ast.Subscript, name: str, arguments: Sequence[ast.expr]) -> Type:
        shape, sizes = arguments[0], list[ast.expr]()
        if isinstance(shape, ast.Subscript) and self._name(shape.value) in ("tuple", "Tuple"):
            sizes = shape.slice.elts if isinstance(shape.slice, ast.Tuple) else [shape.slice]
        is_known = bool(sizes) and not any(isinstance(size, ast.Constant) and size.value is ... for size in sizes)
        if name == "numpy.typing.NDArray" or not is_known or len(arguments) != 2:
            raise self._refused(
                node,
                "it does not say how many dimensions the array has",
                hint="for two write `np.ndarray[tuple[int, int], np.dtype[np.float64]]`, or ",
            )
        dtype = arguments[1]
        item = self._module.qualified(dtype.slice) if isinstance(dtype, ast.Subscript) else ""
        known = NUMPY.get(item.removeprefix("numpy."), "") if item.startswith("numpy.") else ""
        if not known:
            raise self._refused(dtype, "items are integers, float32, float64, complex64, complex128 or bool_")
        return Type("array", name=known, rank=len(sizes))

    def _refuse_known(self, node: ast.expr, name: str) -> None:
        if name in STREAMS:
            raise self.fail(
                catalogue.GENERATOR,
                node,
                ast.unparse(node),
                "is of a stream, which is the result of a function that yields and nothing else",
            )
        if name in ("numpy.typing.NDArray", "numpy.ndarray"):
            raise self._refused(
                node,
                "it does not say of what its items are, and how many dimensions it has",
                hint="write for example `np.ndarray[tuple[int, int], np.dtype[np.float64]]`, or ",
            )
        top = name.partition(".")[0]
        if name in _WITHOUT or top in _LIBRARIES:
            raise self._refused(node, "values of it do not cross")

    def _unknown(self, node: ast.expr) -> HintError:
        text = ast.unparse(node)
        name = self._module.qualified(node)
        source = name.rpartition(".")[0]
        why = f"it is of the module `{source}`" if source else "nothing at the top of the file defines it"
        if not name:
            why = "it is neither a name nor a type with types in brackets"
        return self.fail(catalogue.UNKNOWN_NAME, node, text, why)


_WITHOUT = frozenset(
    [
        *("Awaitable", "Callable", "Container", "Coroutine", "Counter", "DefaultDict", "Deque", "Hashable", "Never"),
        *("NoReturn", "OrderedDict", "Self", "Sized", "Type", "range", "slice", "type"),
        *(f"collections.{name}" for name in ("Counter", "OrderedDict", "defaultdict", "deque")),
        *(f"datetime.{name}" for name in ("date", "time", "tzinfo")),
        *("decimal.Decimal", "enum.Enum", "fractions.Fraction", "uuid.UUID"),
    ]
)
_LIBRARIES = frozenset({"jax", "numpy", "pandas", "polars", "pyarrow", "torch"})


def _optional(type_: Type) -> Type:
    return type_ if type_.kind in ("any", "none", "optional") else Type("optional", (type_,))


def _alternatives(node: ast.expr) -> list[ast.expr]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        return [*_alternatives(node.left), *_alternatives(node.right)]
    return [node]


def _flat(types: Iterable[Type]) -> list[Type]:
    """The alternatives of alternatives."""
    found = list[Type]()
    for type_ in types:
        found += _flat(type_.items) if type_.kind in ("optional", "variant") else [type_]
        found += [NONE] if type_.kind == "optional" else []
    return found


def _literal(node: ast.expr) -> str:
    """The builtin that a value of `Literal` is of."""
    value = node.operand if isinstance(node, ast.UnaryOp) else node
    return type(value.value).__name__ if isinstance(value, ast.Constant) else "object"
