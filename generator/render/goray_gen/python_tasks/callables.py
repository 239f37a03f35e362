"""Decorated functions and classes -> tasks and actors."""

from __future__ import annotations

import ast
import copy
from collections.abc import Collection, Iterator
from dataclasses import replace

from goray_gen.python_tasks import catalogue
from goray_gen.python_tasks.decorators import Decorated, Remote
from goray_gen.python_tasks.diagnostics import diagnostic
from goray_gen.python_tasks.hints import TYPING, HintError, HintReader
from goray_gen.python_tasks.model import ANY, Actor, Function, Parameter, Type
from goray_gen.python_tasks.module import Module, ancestors, find, without_types
from goray_gen.python_tasks.structs import StructReader, is_decorated_as_dataclass, variables_of

_FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef
_PLAIN_BASES = frozenset(
    ["object", "abc.ABC", *(f"{module}{name}" for module in TYPING for name in ("Generic", "Protocol"))]
)
"""Bases without an `__init__` of their own."""
_NO_METHODS = frozenset({"property", "cached_property", "overload", "setter", "deleter"})


class CallableReader:
    """Reads what is decorated. What is wrong goes to the diagnostics of `structs`.

    `ambiguous`: the names of modules that several files have.
    """

    def __init__(self, structs: StructReader, ambiguous: Collection[str]) -> None:
        self._structs = structs
        self._ambiguous = ambiguous
        self._diagnostics = structs.diagnostics

    def task(self, remote: Remote) -> Function | None:
        node, module = remote.node, remote.module
        if isinstance(node, ast.ClassDef):
            return None
        wire = self._wire(remote)
        if isinstance(node, ast.AsyncFunctionDef):
            self._report(catalogue.ASYNC_TASK, module, node, node.name)
            return None
        function = self._function(module, node, node.name, wire, skipped=0)
        return function and self._with_references(function, remote)

    def _with_references(self, task: Function, remote: Remote) -> Function | None:
        """As the option `num_returns` has it."""
        option, result = remote.num_returns, task.result
        wanted = option.value.value if option and isinstance(option.value, ast.Constant) else None
        if option is None or wanted == 1:
            return task
        if result and wanted == ("streaming" if result.kind == "stream" else len(result.items)):
            if result.kind == "stream":
                return task
            if result.kind == "tuple":
                return replace(task, result=Type("split", result.items))
        self._report(catalogue.SEVERAL_REFERENCES, remote.module, option, task.name, ast.unparse(option.value))
        return None

    def actor(self, remote: Remote) -> Actor | None:
        node, module = remote.node, remote.module
        if not isinstance(node, ast.ClassDef):
            return None
        made = self._constructor(module, node, self._wire(remote))
        methods = [
            self._function(home, method, name, name, skipped=_own_parameters(home, method), owner=node)
            for name, (home, method) in sorted(self._methods(module, node).items())
            if not name.startswith("_") and not home.is_ignored(method)
        ]
        doc = ast.get_docstring(node) or ""
        return Actor(made, doc, tuple(method for method in methods if method)) if made else None

    def _wire(self, remote: Remote) -> str:
        """Functions of `goray.remote` are found by name in each process; others where their module is imported."""
        module, name = remote.module, remote.node.name
        if remote.by == "goray.remote" and not module.is_told:
            return name
        if not module.is_importable:
            self._report(
                catalogue.NOT_IMPORTABLE, module, remote.node, name, f"`{module.name}` is not the name of a module"
            )
        elif module.name in self._ambiguous:
            why = f"two of the files are the module `{module.name}`"
            self._report(catalogue.NOT_IMPORTABLE, module, remote.node, name, why)
        return f"{module.name}:{name}"

    def _constructor(self, module: Module, node: ast.ClassDef, wire: str) -> Function | None:
        methods = self._methods(module, node)
        if "__init__" in methods:
            home, method = methods["__init__"]
            return self._function(home, method, node.name, wire, skipped=1, owner=node, is_constructor=True)
        if is_decorated_as_dataclass(module, node):
            return self._made_of_fields(module, node, wire)
        unseen = next((base for base in self._bases(module, node) if base), "")
        if unseen:
            self._report(catalogue.UNSEEN_CONSTRUCTOR, module, node, node.name, unseen)
            return None
        return Function(node.name, wire, (), False, None, (), "", f"{node.name}()", module.shown)

    def _made_of_fields(self, module: Module, node: ast.ClassDef, wire: str) -> Function | None:
        """As `dataclass` makes its `__init__`."""
        fields = [item for item in node.body if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name)]
        fields = [item for item in fields if _option(item.value, "init") != "False"]
        arguments = [ast.arg(ast.unparse(item.target), item.annotation) for item in fields]
        for argument, item in zip(arguments, fields, strict=True):
            ast.copy_location(argument, item)
        defaults = [item.value for item in fields if item.value and _has_default(item.value)]
        made = ast.FunctionDef(
            "__init__", ast.arguments([], arguments, None, [], [], None, defaults), [ast.Pass()], [], None
        )
        ast.copy_location(made, node)
        return self._function(module, made, node.name, wire, skipped=0, owner=node, is_constructor=True)

    def _methods(self, module: Module, node: ast.ClassDef) -> dict[str, tuple[Module, _FunctionNode]]:
        """Also of the bases that the files define; a class's own come before those of its bases."""
        found: dict[str, tuple[Module, _FunctionNode]] = {}
        for home, class_ in reversed(ancestors(self._structs.modules, module, node)):
            for item in class_.body:
                if isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef):
                    if not _NO_METHODS.intersection(_last_names(item)):
                        found[item.name] = home, item
                    elif "overload" not in _last_names(item):
                        found.pop(item.name, None)
        return found

    def _bases(self, module: Module, node: ast.ClassDef) -> Iterator[str]:
        """Those that no file defines and that may have an `__init__`, as they are written."""
        for home, class_ in ancestors(self._structs.modules, module, node):
            for base in class_.bases:
                plain = without_types(base)
                definition = find(self._structs.modules, home, plain)[1]
                if not isinstance(definition, ast.ClassDef) and home.qualified(plain) not in _PLAIN_BASES:
                    yield ast.unparse(base)

    def _function(
        self,
        module: Module,
        node: _FunctionNode,
        name: str,
        wire: str,
        skipped: int,
        owner: ast.ClassDef | None = None,
        is_constructor: bool = False,
    ) -> Function | None:
        """`skipped`: how many parameters Python gives itself, `self` or `cls`."""
        label = f"{owner.name}.{node.name}" if owner else name
        before = len(self._diagnostics)
        variables = variables_of(node) | variables_of(owner)
        reader = HintReader(module, self._structs.class_of, self._structs.modules, variables)
        arguments = node.args
        positional = [*arguments.posonlyargs, *arguments.args]
        defaults = [False] * (len(positional) - len(arguments.defaults)) + [True] * len(arguments.defaults)
        parameters = tuple(
            Parameter(argument.arg, self._parameter(reader, argument), default)
            for argument, default in list(zip(positional, defaults, strict=True))[skipped:]
        )
        only = list(zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True))
        left_out = [argument.arg for argument, default in only if default is not None]
        named = [argument for argument, default in only if default is None]
        required = [parameter for parameter in parameters if not parameter.has_default]
        parameters = (
            *required,
            *(Parameter(argument.arg, self._parameter(reader, argument), False, by_keyword=True) for argument in named),
            *parameters[len(required) :],
        )
        result = None if is_constructor else self._result(reader, node, label)
        if len(self._diagnostics) > before:
            return None
        doc = ast.get_docstring(node) or ""
        signature = _signature(node, name, skipped, is_constructor)
        variadic = arguments.vararg is not None
        return Function(name, wire, parameters, variadic, result, tuple(left_out), doc, signature, module.shown)

    def _parameter(self, reader: HintReader, argument: ast.arg) -> Type:
        if argument.annotation is None:
            return ANY
        try:
            type_ = reader.read(argument.annotation)
        except HintError as error:
            self._diagnostics.append(error.found)
            return ANY
        given = next((part.changed for part in type_.parts() if part.changed), "")
        if _holds_ref(type_):
            given = "what it refers to"
        if given:
            where = f"parameter `{argument.arg}`"
            place = reader.location(argument.annotation)
            hint = f"`{ast.unparse(argument.annotation)}`"
            self._diagnostics.append(diagnostic(catalogue.CHANGED, place, hint, given, where))
        return type_

    def _result(self, reader: HintReader, node: _FunctionNode, label: str) -> Type | None:
        """`None`: nobody says what it is."""
        yields = _is_generator(node)
        if node.returns is None:
            return Type("stream", (ANY,)) if yields else None
        try:
            type_ = reader.stream(node.returns) if yields else reader.read(node.returns)
            if type_ is None:
                why = f"yields, but its hint `{ast.unparse(node.returns)}` is not of an iterator"
                raise reader.fail(catalogue.GENERATOR, node.returns, label, why)
        except HintError as error:
            self._diagnostics.append(error.found)
            return None
        return None if type_ == ANY else type_

    def _report(self, message: catalogue.Message, module: Module, node: ast.AST, *arguments: str) -> None:
        self._diagnostics.append(diagnostic(message, module.location(node), *arguments))


def _holds_ref(type_: Type) -> bool:
    """Whether Ray resolves it: a reference that is an argument of its own."""
    return type_.kind == "ref" or (type_.kind in ("optional", "variant") and any(map(_holds_ref, type_.items)))


def _option(value: ast.expr | None, name: str) -> str:
    """That of a dataclass's `field(...)`, as it is written; '': it has none."""
    if not isinstance(value, ast.Call) or not ast.unparse(value.func).endswith("field"):
        return ""
    return next((ast.unparse(option.value) for option in value.keywords if option.arg == name), "")


def _has_default(value: ast.expr) -> bool:
    is_field = isinstance(value, ast.Call) and ast.unparse(value.func).endswith("field")
    return not is_field or bool(_option(value, "default") or _option(value, "default_factory"))


def _last_names(node: Decorated) -> list[str]:
    expressions = (item.func if isinstance(item, ast.Call) else item for item in node.decorator_list)
    return [ast.unparse(expression).rpartition(".")[2] for expression in expressions]


def _own_parameters(module: Module, node: _FunctionNode) -> int:
    return 0 if "staticmethod" in _last_names(node) and "staticmethod" not in module.definitions else 1


def _is_generator(node: _FunctionNode) -> bool:
    """Whether it yields by itself, not a function inside of it."""
    waiting: list[ast.AST] = [*node.body]
    while waiting:
        item = waiting.pop()
        if isinstance(item, ast.Yield | ast.YieldFrom):
            return True
        if not isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef):
            waiting += ast.iter_child_nodes(item)
    return False


def _signature(node: _FunctionNode, name: str, skipped: int, is_constructor: bool) -> str:
    """As Python has it, without what it gives itself."""
    arguments = copy.copy(node.args)
    taken = max(0, skipped - len(arguments.posonlyargs))
    arguments.posonlyargs, arguments.args = arguments.posonlyargs[skipped:], arguments.args[taken:]
    count = len(arguments.posonlyargs) + len(arguments.args)
    arguments.defaults = arguments.defaults[-count:] if count else []
    result = "" if is_constructor or node.returns is None else f" -> {ast.unparse(node.returns)}"
    return f"{name}({ast.unparse(arguments)}){result}"
