"""Interface -> AppView: the codecs of the app's structs and enums, and its dispatch tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from goray_gen.lower import names, type_hints
from goray_gen.lower.literals import quote
from goray_gen.lower.signatures import Signature
from goray_gen.lower.type_hints import Scope
from goray_gen.lower.units import Unit, split_units, unit_path
from goray_gen.lower.views_cpp import AppView, Codec, Invoker, MethodsView, Table, UnitView
from goray_gen.model.hashes import hash_of
from goray_gen.model.interface import Actor, Callable, Class, Enum, Interface, Location, Struct, Type

CALL = "call"
SELF = "self"
COLUMNS = 100
"""As in .clang-format."""
ROW = "    "
"""Before each row of a table."""


def lower(interface: Interface, sources: Iterable[str] = ()) -> AppView:
    """The views of all C++ files. `sources`: more sources that need a unit of their own (see `units`)."""
    name = interface.package.rsplit(".", 1)[-1]
    headers, units = split_units(interface, sources)
    types = _Signatures(interface)
    tasks = (types.entry(task, f"&Run{task.name}") for task in interface.tasks)
    actors = (
        (_row(*types.entry(actor.factory, f"&Make{actor.factory.name}")), _methods_table(actor))
        for actor in interface.actors
    )
    return AppView(
        name=name,
        headers=tuple(file.path for file in interface.files if file.kind == "header"),
        main=_unit(headers, f"{name}.dispatch.cpp", interface, types),
        units=tuple(_unit(unit, unit_path(name, unit.source), interface, types) for unit in units),
        task_table=_table("Callable", "kTasks", tasks),
        actor_table=_table("Actor", "kActors", actors),
        driver=_driver(headers, interface),
        options=_options(headers, interface),
        generator=quote(interface.generator),
    )


def _driver(headers: Unit, interface: Interface) -> str:
    """The app's driver as a pointer to a function. That of a source has a function in its unit."""
    if headers.driver:
        return f"&{headers.driver.cpp}"
    return "&goray_generated::Driver" if interface.driver else "nullptr"


def _options(headers: Unit, interface: Interface) -> str:
    if headers.options:
        return f"[] {{ return {headers.options.cpp}().ToJson(); }}"
    return "&goray_generated::Options" if interface.options else "nullptr"


def _unit(unit: Unit, path: str, interface: Interface, types: _Signatures) -> UnitView:
    enums = [_enum_codec(enum) for enum in interface.enums if enum.name in unit.types]
    structs = [_struct_codec(struct) for struct in interface.structs if struct.name in unit.types]
    return UnitView(
        path=path,
        source=unit.source,
        codecs=(*enums, *structs),
        tasks=tuple(_task(task) for task in unit.tasks),
        factories=tuple(_factory(actor.factory) for actor in unit.actors),
        classes=tuple(_methods(class_, types) for class_ in unit.classes),
        driver=unit.driver,
        options=unit.options,
    )


def _enum_codec(enum: Enum) -> Codec:
    member = f"std::array<goray::Enumerator<{enum.name}>, {len(enum.enumerators)}> kEnumerators{{"
    rows = tuple(f"{{{quote(item.name)}, {enum.name}::{item.name}}}" for item in enum.enumerators)
    return Codec(enum.name, "EnumCodec", quote(_last(enum.name)), member, rows)


def _struct_codec(struct: Struct) -> Codec:
    rows = tuple(
        f"goray::{'Required' if type_hints.required(struct, i) else 'Optional'}"
        f"({quote(field.name)}, &{struct.name}::{field.name})"
        for i, field in enumerate(struct.fields)
    )
    return Codec(struct.name, "StructCodec", quote(_last(struct.name)), "std::tuple kFields", rows)


def _task(task: Callable) -> Invoker:
    return Invoker(f"Run{task.name}", tuple(_body(task, f"{_owner(task)}{task.cpp_name}", "Return")))


def _factory(factory: Callable) -> Invoker:
    return Invoker(f"Make{factory.name}", tuple(_body(factory, f"{_owner(factory)}{factory.cpp_name}", "Made")))


def _methods(class_: Class, types: _Signatures) -> MethodsView:
    invokers = tuple(
        Invoker(
            f"Run{method.name}",
            (f"auto& {SELF} = {CALL}.Self<{class_.name}>();", *_body(method, f"{SELF}.{method.cpp_name}", "Return")),
        )
        for method in class_.methods
    )
    rows = (types.entry(method, f"&Run{method.name}") for method in class_.methods)
    return MethodsView(_methods_namespace(class_.name), invokers, _table("Callable", "kMethods", rows))


def _methods_table(actor: Actor) -> str:
    return f"{_methods_namespace(actor.class_name)}::kMethods"


def _owner(callable_: Callable) -> str:
    if callable_.static:
        return f"{callable_.cpp_class}::"
    return f"goray::dispatch::Instance<{callable_.cpp_class}>()."


def _body(callable_: Callable, target: str, give_back: str) -> Iterable[str]:
    """Takes the arguments from left to right. Where the rest have defaults, a shorter call lets C++ evaluate them."""
    given: list[str] = []
    named = zip(callable_.parameters, _locals(callable_), names.parameter_names(callable_), strict=True)
    for parameter, local, python_name in named:
        if parameter.default is not None:
            yield from _fit(f"if ({CALL}.Ended())", f"return {_call(callable_, target, given, give_back)};")
        name = quote(python_name)
        taken = f"Rest({name})" if parameter.type.kind == "args" else f"Next<{parameter.type.cpp}>({name})"
        yield f"auto {local} = {CALL}.{taken};"
        given.append(local if _is_cheap(parameter.type) else f"std::move({local})")
    yield f"{CALL}.End();"
    yield f"{_call(callable_, target, given, give_back)};"


def _call(callable_: Callable, target: str, arguments: Iterable[str], give_back: str) -> str:
    text = f"{target}({', '.join(arguments)})"
    is_void = give_back == "Return" and callable_.result.kind == "void"
    return text if is_void else f"{CALL}.{give_back}({text})"


def _fit(condition: str, statement: str) -> Iterable[str]:
    """On one line where it fits, as clang-format has it."""
    if 2 + len(condition) + 1 + len(statement) <= COLUMNS:
        yield f"{condition} {statement}"
    else:
        yield from (condition, f"  {statement}")


def _locals(callable_: Callable) -> tuple[str, ...]:
    """The parameters' names, but none that the invoker itself uses."""
    return tuple(f"{item.name}_" if item.name in (CALL, SELF) else item.name for item in callable_.parameters)


def _is_cheap(type_: Type) -> bool:
    """Copied as cheaply as moved, so a move would be noise."""
    if type_.kind in ("optional", "tuple"):
        return all(_is_cheap(inner) for inner in type_hints.inner_types(type_))
    return type_.kind in ("bool", "enum", "float", "int") or type_.view


@dataclass(frozen=True)
class _Signatures:
    """How callables read in an error: as Python would declare them."""

    interface: Interface

    def entry(self, callable_: Callable, invoker: str) -> tuple[str, ...]:
        """The members of its `goray::dispatch::Callable`."""
        groups = (self.interface.enums, self.interface.structs, self.interface.classes)
        scope = Scope("", {item.name: _last(item.name) for group in groups for item in group}, frozenset())
        enums: Mapping[str, Enum] = {enum.name: enum for enum in self.interface.enums}
        parameters = Signature(callable_, names.parameter_names(callable_), enums).stub(scope)
        is_factory = any(actor.factory is callable_ for actor in self.interface.actors)
        result = "" if is_factory else f" -> {type_hints.returned(callable_.result, scope)}"
        signature = f"{callable_.name}({', '.join(parameters)}){result}"
        place, hash_ = _place(callable_.location), hash_of(callable_, self.interface)
        return quote(callable_.name), quote(signature), quote(place), invoker, quote(hash_)


def _row(*cells: str) -> str:
    return f"{{{', '.join(cells)}}}"


def _table(type_: str, name: str, rows: Iterable[tuple[str, ...]]) -> Table:
    """A row too long for its line goes on below its first cell, as clang-format has it."""
    filled: list[str] = []
    for row in rows:
        lines = [f"{ROW}{{{row[0]},"]
        for cell in (*row[1:-1], f"{row[-1]}}}"):
            closed = f"{cell},"
            if len(lines[-1]) + 1 + len(closed) <= COLUMNS:
                lines[-1] += f" {closed}"
            else:
                lines.append(f"{ROW} {closed}")
        filled.append("\n".join(lines).removesuffix(",").removeprefix(ROW))
    return Table(type_, name, tuple(filled))


def _place(location: Location) -> str:
    return f"{location.file}:{location.line}"


def _methods_namespace(class_name: str) -> str:
    return "methods_of_" + class_name.replace("::", "_")


def _last(cpp: str) -> str:
    return cpp.rsplit("::", 1)[-1]
