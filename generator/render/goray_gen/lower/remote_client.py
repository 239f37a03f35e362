"""What headers declare -> `<name>.remote.h`: tasks and factories as functions of C++ that call them on Ray.

Each stands in the namespace `remote` of its struct's own: `calc::remote::Divide(7)`. A function takes as many arguments
as C++'s defaults leave, so there is a signature for each number of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from goray_gen.lower.allocator import CPP, Allocator
from goray_gen.lower.code import Code, code, joined, rooted, spelled
from goray_gen.lower.names import CALL_OPERATOR
from goray_gen.lower.signatures import Signature
from goray_gen.lower.text import cpp_comment, quote
from goray_gen.lower.units import Unit
from goray_gen.lower.views_cpp import RemoteFunction, RemoteHandle, RemoteSpace
from goray_gen.model import overloads
from goray_gen.model.interface import Callable, Class, Type

OF_HANDLES = frozenset({"Kill", "Make", "Method", "Overloaded", "RemoteCall", "Task", "id", "reference"})
"""What the classes of the runtime have for themselves."""


def lower_client(unit: Unit) -> tuple[RemoteSpace, ...]:
    """The namespaces, sorted by name. `unit`: that of the headers."""
    named = overloads.named(unit.tasks)
    made = overloads.factories(unit.actors)
    spaces = {group[0].cpp_namespace for group in named.values()}
    spaces |= {group[0].factory.cpp_namespace for group in made.values()}
    scopes = {space: Allocator(CPP, {"goray", "remote", "std"}) for space in spaces}
    functions = {name: scopes[group[0].cpp_namespace].allocate(name) for name, group in named.items()}
    factories = {name: scopes[group[0].factory.cpp_namespace].allocate(name) for name, group in made.items()}
    classes = {class_.name: class_ for class_ in unit.classes}
    homes: dict[str, str] = {}
    for group in made.values():
        homes.setdefault(group[0].class_name, group[0].factory.cpp_namespace)
    handles = {name: scopes[space].allocate(f"{name.rsplit('::', 1)[-1]}Handle") for name, space in homes.items()}
    paths = {name: code("::{}::{}", _space(homes[name]), handle) for name, handle in handles.items()}

    def space_of(space: str) -> RemoteSpace:
        tasks = (
            _function("Task", functions[name], name, group, [_ref(callable_.result) for callable_ in group])
            for name, group in named.items()
            if group[0].cpp_namespace == space
        )
        actors = (
            _function(
                "Actor",
                factories[name],
                name,
                [actor.factory for actor in group],
                [paths[group[0].class_name]] * len(group),
            )
            for name, group in made.items()
            if group[0].factory.cpp_namespace == space
        )
        own = (_handle(classes[name], handles[name]) for name, home in homes.items() if home == space)
        return RemoteSpace(_space(space), tuple(own), (*tasks, *actors))

    return tuple(space_of(space) for space in sorted(spaces))


def _space(space: str) -> Code:
    return code("{}::remote", spelled(space)) if space else code("remote")


def _ref(result: Type) -> Code:
    if result.kind == "stream" and result.element:
        return code("::goray::StreamRefs<{}>", spelled(result.element.cpp))
    owner = code("::goray::detail::OwnerOf<{}>", spelled(result.cpp)) if result.view else spelled(result.cpp)
    return code("::goray::ObjectRef<{}>", owner)


@dataclass(frozen=True)
class ClientCall:
    """One way of calling: its first so many parameters are given."""

    result: Code
    types: tuple[Code, ...]
    names: tuple[Code, ...]
    variadic: bool

    @property
    def signature(self) -> Code:
        rest = [code("::goray::Args")] if self.variadic else []
        return code("{}({})", self.result, joined(", ", [*self.types, *rest]))

    def method(self, name: Code, wire: str) -> Code:
        """A method of a handle that makes this call."""
        pairs = zip(self.types, self.names, strict=True)
        parameters = [code("::goray::ArgumentFor<{}> {}", type_, parameter) for type_, parameter in pairs]
        given = list(self.names)
        if self.variadic:
            parameters, given = [*parameters, code("const Rest&... rest")], [*given, code("rest...")]
        head = code("template <typename... Rest>\n  ") if self.variadic else code("")
        body = code("return Method<{}>({})({});", self.signature, quote(wire), joined(", ", given))
        return code("{}{} {}({}) const {{\n    {}\n  }}", head, self.result, name, joined(", ", parameters), body)


def _calls(callable_: Callable, result: Code) -> Iterable[ClientCall]:
    signature = Signature(callable_, (), {})
    scope = Allocator(CPP, {"Method", "goray", "rest", "std"})
    fixed = [parameter for parameter in callable_.parameters if parameter.type.kind != "args"]
    types = tuple(spelled(parameter.type.cpp) for parameter in fixed)
    names = tuple(scope.allocate(parameter.name) for parameter in fixed)
    for count in range(signature.required, len(fixed) + 1):
        yield ClientCall(result, types[:count], names[:count], signature.variadic and count == len(fixed))


def _different(calls: Iterable[ClientCall]) -> list[ClientCall]:
    """Without those whose parameters an earlier one has."""
    found: dict[tuple[tuple[Code, ...], bool], ClientCall] = {}
    for call in calls:
        found.setdefault((call.types, call.variadic), call)
    return list(found.values())


def _all_calls(group: Sequence[Callable], results: Sequence[Code]) -> list[ClientCall]:
    return _different(call for pair in zip(group, results, strict=True) for call in _calls(*pair))


def _comment(group: Sequence[Callable], indent: int) -> Code | None:
    doc = "\n\n".join(callable_.doc for callable_ in group if callable_.doc)
    return cpp_comment(doc, "/// ", indent) if doc else None


def _deprecated(group: Sequence[Callable]) -> Code:
    told = group[0].deprecated
    return code("[[deprecated({})]] ", quote(told)) if told else code("[[deprecated]] " if told is not None else "")


def _function(kind: str, name: Code, wire: str, group: Sequence[Callable], results: Sequence[Code]) -> RemoteFunction:
    calls = _all_calls(group, results)
    signatures = joined(", ", (call.signature for call in calls))
    of = code(
        "::goray::Overloaded{}" if len(group) > 1 else "::goray::Remote{}", code("Task" if kind == "Task" else "Actor")
    )
    line = code("{}inline constexpr {}<{}> {}{{{}}};", _deprecated(group), of, signatures, name, quote(wire))
    return RemoteFunction(_comment(group, 0), line)


def _handle(class_: Class, name: Code) -> RemoteHandle:
    scope = Allocator(CPP, {*OF_HANDLES, name, "RemoteHandle"})
    methods: list[RemoteFunction] = []
    for wire, group in overloads.named(class_.methods).items():
        own = code("operator()") if wire == CALL_OPERATOR else scope.allocate(wire)
        calls = _all_calls(group, [_ref(method.result) for method in group])
        texts = [_overloaded(own, wire, calls)] if len(group) > 1 else [call.method(own, wire) for call in calls]
        methods += [RemoteFunction(_comment(group, 2), code("{}{}", _deprecated(group), text)) for text in texts]
    doc = cpp_comment(class_.doc, "/// ") if class_.doc else None
    return RemoteHandle(doc, name, rooted(class_.name), tuple(methods))


def _overloaded(name: Code, wire: str, calls: Sequence[ClientCall]) -> Code:
    signatures = joined(", ", (call.signature for call in calls))
    body = code("return Overloaded<{}>({})(given...);", signatures, quote(wire))
    return code("template <typename... Given>\n  auto {}(const Given&... given) const {{\n    {}\n  }}", name, body)
