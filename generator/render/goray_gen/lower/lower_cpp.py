"""Interface -> AppView: the codecs of the app's structs and enums, and its dispatch tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from typing_extensions import LiteralString

from goray_gen.lower import names, type_hints
from goray_gen.lower.allocator import CPP, Allocator
from goray_gen.lower.code import Code, code, joined, rooted, spelled
from goray_gen.lower.signatures import Signature
from goray_gen.lower.spelling import Spell, as_in_cpp
from goray_gen.lower.text import quote
from goray_gen.lower.type_hints import Scope
from goray_gen.lower.units import Unit, split_units, unit_path
from goray_gen.lower.views_cpp import AppView, Codec, Invoker, MethodsView, Table, UnitView
from goray_gen.model.hashes import hash_of
from goray_gen.model.interface import Actor, Callable, Class, Enum, Function, Interface, Struct, Type

OWN: frozenset[str] = frozenset({"Driver", "Options", "kActors", "kMethods", "kTasks"})
"""What the templates declare in the namespace of the invokers."""
COLUMNS = 100
"""As in .clang-format."""
ROW = "    "
"""Before each row of a table."""
_SLOT_KINDS: Mapping[str, str] = {"args": "*", "bool": "?", "bytes": "y", "string": "s"}


def lower(interface: Interface, sources: Iterable[str] = (), spell: Spell = as_in_cpp) -> AppView:
    """The views of all C++ files. `sources`: more sources that need a unit of their own (see `units`)."""
    name = interface.package.rsplit(".", 1)[-1]
    headers, units = split_units(interface, sources)
    app = _App.of(interface, spell)
    tasks = (app.entry(task, app.tasks[task.name]) for task in interface.tasks)
    actors = (
        (_row(*app.entry(actor.factory, app.factories[actor.factory.name])), _methods_table(actor, app))
        for actor in interface.actors
    )
    return AppView(
        name=name,
        header=f"{name}.goray.h",
        headers=tuple(file.path for file in interface.files if file.kind == "header"),
        main=_unit(headers, f"{name}.dispatch.cpp", app),
        units=tuple(_unit(unit, unit_path(name, unit.source), app) for unit in units),
        task_table=_table(code("Callable"), code("kTasks"), tasks),
        actor_table=_table(code("Actor"), code("kActors"), actors),
        driver=_driver(headers, interface),
        options=_options(headers, interface),
        generator=quote(interface.generator),
    )


def _driver(headers: Unit, interface: Interface) -> Code:
    """The app's driver as a pointer to a function. That of a source has a function in its unit."""
    if headers.driver:
        return code("&{}", spelled(headers.driver.cpp))
    return code("&::goray_generated::Driver") if interface.driver else code("nullptr")


def _options(headers: Unit, interface: Interface) -> Code:
    if headers.options:
        return code("[] {{ return {}().ToJson(); }}", spelled(headers.options.cpp))
    return code("&::goray_generated::Options") if interface.options else code("nullptr")


def _unit(unit: Unit, path: str, app: _App) -> UnitView:
    enums = [_enum_codec(enum) for enum in app.interface.enums if enum.name in unit.types]
    structs = [_struct_codec(struct) for struct in app.interface.structs if struct.name in unit.types]
    return UnitView(
        path=path,
        source=unit.source,
        codecs=(*enums, *structs),
        tasks=tuple(_invoker(task, app.tasks[task.name], "Return", app) for task in unit.tasks),
        factories=tuple(_invoker(item.factory, app.factories[item.factory.name], "Made", app) for item in unit.actors),
        classes=tuple(_methods(class_, app) for class_ in unit.classes),
        driver=_function(unit.driver),
        options=_function(unit.options),
    )


def _function(function: Function | None) -> Code | None:
    return spelled(function.cpp) if function else None


def _enum_codec(enum: Enum) -> Codec:
    cpp = rooted(enum.name)
    member = code("std::array<Enumerator<{}>, {}> kEnumerators{{", cpp, len(enum.enumerators))
    rows = tuple(code("{{{}, {}::{}}}", quote(item.name), cpp, spelled(item.name)) for item in enum.enumerators)
    return Codec(cpp, code("EnumCodec"), quote(_last(enum.name)), member, rows)


def _struct_codec(struct: Struct) -> Codec:
    cpp = rooted(struct.name)
    rows = tuple(
        code(
            "::goray::{}({}, &{}::{})",
            code("Required") if type_hints.required(struct, i) else code("Optional"),
            quote(field.name),
            cpp,
            spelled(field.name),
        )
        for i, field in enumerate(struct.fields)
    )
    return Codec(cpp, code("StructCodec"), quote(_last(struct.name)), code("std::tuple kFields"), rows)


def _invoker(callable_: Callable, function: Code, give_back: LiteralString, app: _App) -> Invoker:
    owner = spelled(callable_.cpp_class)
    owner = code("{}::", owner) if callable_.static else code("::goray::dispatch::Instance<{}>().", owner)
    target = code("{}{}", owner, spelled(callable_.cpp_name))
    return Invoker(function, tuple(_body(callable_, target, give_back, app)))


def _methods(class_: Class, app: _App) -> MethodsView:
    functions = app.methods[class_.name]
    own = code("auto& self = call.Self<{}>();", rooted(class_.name))
    invokers = tuple(
        Invoker(
            functions[method.name],
            (own, *_body(method, code("self.{}", spelled(method.cpp_name)), "Return", app)),
        )
        for method in class_.methods
    )
    rows = (app.entry(method, functions[method.name]) for method in class_.methods)
    return MethodsView(app.namespaces[class_.name], invokers, _table(code("Callable"), code("kMethods"), rows))


def _methods_table(actor: Actor, app: _App) -> Code:
    return code("{}::kMethods", app.namespaces[actor.class_name])


def _body(callable_: Callable, target: Code, give_back: LiteralString, app: _App) -> Iterable[Code]:
    """Takes the arguments from left to right. Where the rest have defaults, a shorter call lets C++ evaluate them.

    The variables are `a0`, `a1`, ...: no name of the user's can be one of `call`, `self`, or of a type.
    """
    given: list[Code] = []
    for i, (parameter, name) in enumerate(zip(callable_.parameters, app.parameters(callable_), strict=True)):
        if parameter.default is not None:
            yield from _fit(code("if (call.Ended())"), code("return {};", _call(callable_, target, given, give_back)))
        if parameter.type.kind == "args":
            taken = code("Rest({})", quote(name))
        else:
            taken = code("Next<{}>({})", spelled(parameter.type.cpp), quote(name))
        yield code("auto a{} = call.{};", i, taken)
        given.append(code("a{}", i) if _is_cheap(parameter.type) else code("std::move(a{})", i))
    yield code("call.End();")
    yield code("{};", _call(callable_, target, given, give_back))


def _call(callable_: Callable, target: Code, arguments: Iterable[Code], give_back: LiteralString) -> Code:
    text = code("{}({})", target, joined(", ", arguments))
    is_void = give_back == "Return" and callable_.result.kind == "void"
    return text if is_void else code("call.{}({})", code(give_back), text)


def _fit(condition: Code, statement: Code) -> Iterable[Code]:
    """On one line where it fits, as clang-format has it."""
    if 2 + len(condition) + 1 + len(statement) <= COLUMNS:
        yield code("{} {}", condition, statement)
    else:
        yield from (condition, code("  {}", statement))


def _is_cheap(type_: Type) -> bool:
    """Copied as cheaply as moved, so a move would be noise."""
    if type_.kind in ("optional", "tuple"):
        return all(_is_cheap(inner) for inner in type_hints.inner_types(type_))
    return type_.kind in ("bool", "complex", "duration", "enum", "float", "int", "time_point") or type_.view


@dataclass(frozen=True)
class _App:
    """The names of the generated functions and namespaces, and how callables read in an error."""

    interface: Interface
    tasks: Mapping[str, Code]
    factories: Mapping[str, Code]
    namespaces: Mapping[str, Code]
    """Class -> that of its methods."""
    methods: Mapping[str, Mapping[str, Code]]
    scope: Scope
    """In which errors name types: as in C++, without their namespaces."""
    variables: frozenset[str]
    """See `names.Names.variables`."""

    @staticmethod
    def of(interface: Interface, spell: Spell) -> _App:
        scope = Allocator(CPP, OWN)
        tasks = {task.name: scope.allocate(f"Run{task.name}") for task in interface.tasks}
        made = [actor.factory.name for actor in interface.actors]
        factories = {name: scope.allocate(f"Make{name}") for name in made}
        classes = {item.name: item.methods for item in interface.classes}
        namespaces = {cpp: scope.allocate(f"methods_of_{cpp.replace('::', '_')}") for cpp in classes}
        methods: dict[str, dict[str, Code]] = {}
        for cpp, group in classes.items():
            inner = Allocator(CPP, OWN)
            methods[cpp] = {
                method.name: inner.allocate("RunCall" if method.name == names.CALL_OPERATOR else f"Run{method.name}")
                for method in group
            }
        groups = (interface.enums, interface.structs, interface.classes)
        told = {item.name: Allocator(CPP).allocate(_last(item.name)) for group in groups for item in group}
        handles = {item.name: code("{}Handle", told[item.name]) for item in interface.classes}
        return _App(
            interface,
            tasks,
            factories,
            namespaces,
            methods,
            Scope(code(""), told, {}, handles, {}),
            frozenset(names.assign(interface, spell).variables.values()),
        )

    def parameters(self, callable_: Callable) -> tuple[Code, ...]:
        """The names by which Python gives them."""
        return names.parameter_names(callable_, self.variables if self._is_factory(callable_) else ())

    def entry(self, callable_: Callable, invoker: Code) -> tuple[Code, ...]:
        """The members of its `goray::dispatch::Callable`."""
        enums: Mapping[str, Enum] = {enum.name: enum for enum in self.interface.enums}
        told = Signature(callable_, self.parameters(callable_), enums).stub(self.scope)
        result = "" if self._is_factory(callable_) else f" -> {type_hints.returned(callable_.result, self.scope)}"
        signature = f"{callable_.name}({', '.join(told)}){result}"
        hash_ = hash_of(callable_, self.interface)
        kinds = "".join(_slot_kind(parameter.type) for parameter in callable_.parameters)
        return (
            quote(callable_.name),
            quote(signature),
            quote(callable_.location.place),
            code("&{}", invoker),
            quote(hash_),
            quote(kinds),
        )

    def _is_factory(self, callable_: Callable) -> bool:
        return any(actor.factory is callable_ for actor in self.interface.actors)


def _slot_kind(type_: Type) -> str:
    """The letter of a parameter in the call table, see abi/goray_interface.h."""
    if type_.kind == "int":
        return "q" if type_.signed else "Q"
    if type_.kind == "float":
        return "f" if type_.bits == 32 else "d"
    if type_.kind == "ndarray":
        return "a"
    if type_.element and type_.cpp.startswith(("std::span<", "std::vector<")):
        return "a" if type_.element.kind in ("complex", "float", "int") else "v"
    return _SLOT_KINDS.get(type_.kind, "v")


def _row(*cells: Code) -> Code:
    return code("{{{}}}", joined(", ", cells))


def _table(type_: Code, name: Code, rows: Iterable[tuple[Code, ...]]) -> Table:
    """A row too long for its line goes on below its first cell, as clang-format has it."""
    return Table(type_, name, tuple(joined("\n", _lines(row)) for row in rows))


def _lines(row: tuple[Code, ...]) -> list[Code]:
    lines = [code("{{{},", row[0])]
    for i, cell in enumerate(row[1:], 2):
        closed = code("{}}}", cell) if i == len(row) else code("{},", cell)
        before = len(ROW) if len(lines) == 1 else 0
        if before + len(lines[-1]) + 1 + len(closed) + (i == len(row)) <= COLUMNS:
            lines[-1] = code("{} {}", lines[-1], closed)
        else:
            lines.append(code("     {}", closed))
    return lines


def _last(cpp: str) -> str:
    return cpp.rsplit("::", 1)[-1]
