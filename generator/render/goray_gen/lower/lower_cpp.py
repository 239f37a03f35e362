"""Interface -> AppView: the codecs of the app's structs and enums, and its dispatch tables."""

from __future__ import annotations

import collections.abc
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from typing_extensions import LiteralString

from goray_gen.lower import call_table, names, type_hints
from goray_gen.lower.allocator import CPP, Allocator
from goray_gen.lower.code import Code, code, joined, rooted, spelled
from goray_gen.lower.remote_client import lower_client
from goray_gen.lower.signatures import Signature
from goray_gen.lower.spelling import Spell, as_in_cpp
from goray_gen.lower.text import quote
from goray_gen.lower.type_hints import Scope
from goray_gen.lower.typed_calls import named
from goray_gen.lower.units import Unit, split_units, unit_path
from goray_gen.lower.views_cpp import AppView, Codec, Invoker, MethodsView, Table, UnitView
from goray_gen.model import overloads
from goray_gen.model.hashes import hash_of_all
from goray_gen.model.interface import (
    Actor,
    Callable,
    Class,
    Enum,
    Function,
    Interface,
    Opaque,
    Struct,
    Type,
    bases_first,
)

OWN: frozenset[str] = frozenset({"Driver", "NameFunctions", "Options", "kActors", "kMethods", "kTasks"})
"""What the templates declare in the namespace of the invokers."""
COLUMNS = 100
"""As in .clang-format."""
ROW = "    "
"""Before each row of a table."""
STREAM_KIND = ">"
"""Of a callable that gives a stream; abi/goray_interface.h has it."""
_SLOT_KINDS: Mapping[str, str] = {"args": "*", "bool": "?", "bytes": "y", "string": "s"}


def lower(interface: Interface, sources: Iterable[str] = (), spell: Spell = as_in_cpp) -> AppView:
    """The views of all C++ files. `sources`: more sources that need a unit of their own (see `units`)."""
    name = interface.package.rsplit(".", 1)[-1]
    headers, units = split_units(interface, sources)
    app = _App.of(interface, spell)
    tasks_by_name = overloads.named(interface.tasks)
    tasks = (app.entry(group, app.tasks[name][0]) for name, group in tasks_by_name.items())
    made = overloads.factories(interface.actors)
    actors = (
        (_row(*app.entry([actor.factory for actor in group], app.factories[name][0])), _methods_table(group[0], app))
        for name, group in made.items()
    )
    return AppView(
        name=name,
        header=f"{name}.goray.h",
        has_json=_has_json(interface),
        headers=tuple(file.path for file in interface.files if file.kind == "header"),
        main=_unit(headers, f"{name}.dispatch.cpp", app),
        units=tuple(_unit(unit, unit_path(name, unit.source), app) for unit in units),
        client=lower_client(headers),
        task_table=_table(code("Callable"), code("kTasks"), tasks, app.told(tasks_by_name, app.tasks)),
        actor_table=_table(code("Actor"), code("kActors"), actors, app.told_factories(made)),
        driver=_driver(headers, interface),
        options=_options(headers, interface),
        generator=quote(interface.generator),
    )


def _has_json(interface: Interface) -> bool:
    """Whether a value of the app is JSON, whose codec stands in a header of its own."""
    callables = [
        *interface.tasks,
        *(actor.factory for actor in interface.actors),
        *(method for class_ in interface.classes for method in class_.methods),
    ]
    types = [parameter.type for callable_ in callables for parameter in callable_.parameters]
    types += [callable_.result for callable_ in callables]
    types += [field.type for struct in interface.structs for field in struct.fields]
    while types:
        if any(type_.kind == "json" for type_ in types):
            return True
        types = [inner for type_ in types for inner in type_hints.inner_types(type_)]
    return False


def _driver(headers: Unit, interface: Interface) -> Code:
    """The app's driver as a pointer to a function. That of a source has a function in its unit."""
    if headers.driver:
        return code("&RunDriver<&{}>", spelled(headers.driver.cpp))
    return code("&::goray_generated::Driver") if interface.driver else code("nullptr")


def _options(headers: Unit, interface: Interface) -> Code:
    if headers.options:
        return code("[] {{ return {}().ToJson(); }}", spelled(headers.options.cpp))
    return code("&::goray_generated::Options") if interface.options else code("nullptr")


def _unit(unit: Unit, path: str, app: _App) -> UnitView:
    enums = [_enum_codec(enum) for enum in app.interface.enums if enum.name in unit.types]
    made = [actor.factory for actor in unit.actors]
    structs = [_struct_codec(struct) for struct in app.interface.structs if struct.name in unit.types]
    spelling = {item.name: spelled(item.cpp) for item in app.interface.opaques}
    opaques = [_opaque_codec(item, spelling) for item in bases_first(app.interface.opaques) if item.name in unit.types]
    return UnitView(
        path=path,
        source=unit.source,
        codecs=(*enums, *opaques, *structs),
        tasks=tuple(_invokers(unit.tasks, app.tasks, _lines_of("Return", app), app)),
        factories=tuple(_invokers(made, app.factories, _lines_of("Made", app), app)),
        classes=tuple(_methods(class_, app) for class_ in unit.classes),
        named=tuple(named(unit)),
        driver=_function(unit.driver),
        options=_function(unit.options),
    )


def _function(function: Function | None) -> Code | None:
    return spelled(function.cpp) if function else None


def _enum_codec(enum: Enum) -> Codec:
    cpp = rooted(enum.name)
    member = code("std::array<Enumerator<{}>, {}> kEnumerators{{", cpp, len(enum.enumerators))
    rows = tuple(code("{{{}, {}::{}}}", quote(item.name), cpp, spelled(item.name)) for item in enum.enumerators)
    base = code("FlagsCodec") if enum.flags else code("EnumCodec")
    return Codec(cpp, base, quote(_last(enum.name)), member, rows)


def _opaque_codec(opaque: Opaque, spelling: Mapping[str, Code]) -> Codec:
    cpp = spelled(opaque.cpp)
    pointer = code("std::shared_ptr<{}>", cpp)
    if not opaque.bases:
        return Codec(pointer, code("OpaqueCodec"), quote(opaque.name), None, ())
    member = code("std::array<wire::OpaqueBase, {}> kBases{{", len(opaque.bases))
    rows = tuple(code("detail::BaseOf<{}, {}>()", cpp, spelling[base]) for base in opaque.bases)
    return Codec(pointer, code("OpaqueCodec"), quote(opaque.name), member, rows)


def _struct_codec(struct: Struct) -> Codec:
    name = quote(_last(struct.name))
    if struct.fields_of:
        return Codec(spelled(struct.fields_of), code("FieldsCodec"), name, None, ())
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
    return Codec(cpp, code("StructCodec"), name, code("std::tuple kFields"), rows)


Functions = tuple[Code, ...]
"""The invoker of a callable, or that of overloads and then one of each."""
_Lines = collections.abc.Callable[[Callable, LiteralString], Iterable[Code]]
"""The body of an invoker; the second: what takes an argument."""


def _invokers(
    callables: Iterable[Callable], functions: Mapping[str, Functions], lines: _Lines, app: _App
) -> Iterable[Invoker]:
    """Of overloads one each, and then that which chooses one of them."""
    for name, group in overloads.named(callables).items():
        function, *each = functions[name]
        if not each:
            yield Invoker(function, tuple(lines(group[0], "Next")))
            continue
        for callable_, own in zip(group, each, strict=True):
            yield Invoker(own, tuple(lines(callable_, "NextOfOverload")))
        rows = [row for pair in zip(group, each, strict=True) for row in _overload(*pair, app)]
        table = code("static constexpr ::goray::dispatch::Overload kOverloads[] = {{")
        body = (table, *(code("{}{}", code(ROW), row) for row in rows), code("}};"), code("call.Choose(kOverloads);"))
        yield Invoker(function, body)


def _overload(callable_: Callable, function: Code, app: _App) -> Iterable[Code]:
    """Its `goray::dispatch::Overload`, on one line where it fits, as clang-format has it."""
    signature = Signature(callable_, app.parameters(callable_), {})
    types = [spelled(p.type.cpp) for p in callable_.parameters if p.type.kind != "args"]
    parts = [code("&{}", function), quote(app.signature(callable_)), code("{}", signature.required)]
    parts += [code("true")] if signature.variadic else []
    made = code("::goray::dispatch::OverloadOf<{}>(", joined(", ", types))
    line = code("{}{}),", made, joined(", ", parts))
    return (line,) if len(ROW) + 2 + len(line) <= COLUMNS else (made, code("{}{}),", code(ROW), joined(", ", parts)))


def _lines_of(give_back: LiteralString, app: _App) -> _Lines:
    """Of tasks and factories."""

    def lines(callable_: Callable, take: LiteralString) -> Iterable[Code]:
        owner = spelled(callable_.cpp_class)
        owner = code("{}::", owner) if callable_.static else code("::goray::dispatch::Instance<{}>().", owner)
        target = code("{}{}(", owner, spelled(callable_.cpp_name))
        return _body(callable_, target, give_back, take, app)

    return lines


def _methods(class_: Class, app: _App) -> MethodsView:
    functions = app.methods[class_.name]
    own = code("auto& self = call.Self<{}>();", rooted(class_.name))

    def lines(method: Callable, take: LiteralString) -> Iterable[Code]:
        return (own, *_body(method, _target_of(method), "Return", take, app))

    invokers = tuple(_invokers(class_.methods, functions, lines, app))
    by_name = overloads.named(class_.methods)
    rows = (app.entry(group, functions[name][0]) for name, group in by_name.items())
    table = _table(code("Callable"), code("kMethods"), rows, app.told(by_name, functions))
    return MethodsView(app.namespaces[class_.name], invokers, table)


def _target_of(method: Callable) -> Code:
    """What the arguments follow, up to its bracket and the object if that is one of them."""
    if method.call:
        return code("std::invoke({}, self", spelled(method.call))
    return code("self.{}(", spelled(method.cpp_name))


def _methods_table(actor: Actor, app: _App) -> Code:
    return code("{}::kMethods", app.namespaces[actor.class_name])


def _body(
    callable_: Callable, target: Code, give_back: LiteralString, take: LiteralString, app: _App
) -> Iterable[Code]:
    """Calls it once, or item after item if its numbers may come in columns."""
    if take != "Next" or not call_table.takes_columns([callable_]):
        return _one_call(callable_, target, give_back, take, app, indent=2)
    lines = _one_call(callable_, target, give_back, take, app, indent=4)
    return (code("do {{"), *(code("  {}", line) for line in lines), code("}} while (call.NextItem());"))


def _one_call(
    callable_: Callable, target: Code, give_back: LiteralString, take: LiteralString, app: _App, *, indent: int
) -> Iterable[Code]:
    """Takes the arguments from left to right. Where the rest have defaults, a shorter call lets C++ evaluate them.

    The variables are `a0`, `a1`, ...: no name of the user's can be one of `call`, `self`, or of a type.
    """
    given: list[Code] = []
    for i, (parameter, name) in enumerate(zip(callable_.parameters, app.parameters(callable_), strict=True)):
        if parameter.default is not None:
            call = code("return {};", _call(callable_, target, given, give_back))
            yield from _fit(code("if (call.Ended())"), call, indent)
        if parameter.type.kind == "args":
            taken = code("Rest({})", quote(name))
        else:
            taken = code("{}<{}>({})", code(take), spelled(parameter.type.cpp), quote(name))
        yield code("auto a{} = call.{};", i, taken)
        if parameter.type.reference:
            given.append(code("*a{}", i))
        else:
            given.append(code("a{}", i) if _is_cheap(parameter.type) else code("std::move(a{})", i))
    yield code("call.End();")
    yield code("{};", _call(callable_, target, given, give_back))


def _call(callable_: Callable, target: Code, arguments: Sequence[Code], give_back: LiteralString) -> Code:
    """The call with `arguments`, the variables that hold them, and what becomes of its result."""
    if callable_.result.kind == "stream" or callable_.coroutine:
        return _begun(callable_, target, arguments)
    text = _called(callable_, target, arguments)
    is_void = give_back == "Return" and callable_.result.kind == "void"
    return text if is_void else code("call.{}({})", code(give_back), text)


def _begun(callable_: Callable, target: Code, arguments: Sequence[Code]) -> Code:
    """A coroutine of either kind. The arguments move to where it is, as it may refer to them, as `b0`, ..."""
    names = [code("b{}", i) for i in range(len(arguments))]
    moves = [argument.startswith("std::move") for argument in arguments]
    given = [code("std::move({})", name) if move else name for name, move in zip(names, moves, strict=True)]
    points = [argument.startswith("*") for argument in arguments]
    given = [code("*{}", name) if point else name for name, point in zip(given, points, strict=True)]
    arguments = [
        code("std::move(a{})", i) if point else argument
        for i, (argument, point) in enumerate(zip(arguments, points, strict=True))
    ]
    takes = code("({})", joined(", ", (code("auto& {}", name) for name in names))) if names else code("")
    capture = code("" if target.startswith("::") else "&self")  # a task's is named from the root
    make = code("[{}]{} {{ return {}; }}", capture, takes, _called(callable_, target, given))
    kind = code("Async" if callable_.coroutine else "Stream")
    return code("call.{}({})", kind, joined(", ", [make, *arguments]))


def _called(callable_: Callable, target: Code, arguments: Iterable[Code]) -> Code:
    listed = joined(", ", arguments)
    separator = code("") if target.endswith("(") or not listed else code(", ")
    text = code("{}{}{})", target, separator, listed)
    if callable_.result_of and not callable_.coroutine:  # of which the runtime unwraps what it gives
        text = code("::goray::Unwrapped({})", text)
    return text


def _fit(condition: Code, statement: Code, indent: int) -> Iterable[Code]:
    """On one line where it fits, as clang-format has it."""
    if indent + len(condition) + 1 + len(statement) <= COLUMNS:
        yield code("{} {}", condition, statement)
    else:
        yield from (condition, code("  {}", statement))


def _is_cheap(type_: Type) -> bool:
    """Copied as cheaply as moved, so a move would be noise."""
    if type_.user_codec:
        return False
    if type_.kind in ("optional", "tuple", "variant"):
        return all(_is_cheap(inner) for inner in type_hints.inner_types(type_))
    return type_.kind in ("bool", "complex", "duration", "enum", "float", "int", "nil", "time_point") or type_.view


@dataclass(frozen=True)
class _App:
    """The names of the generated functions and namespaces, and how callables read in an error."""

    interface: Interface
    tasks: Mapping[str, Functions]
    factories: Mapping[str, Functions]
    namespaces: Mapping[str, Code]
    """Class -> that of its methods."""
    methods: Mapping[str, Mapping[str, Functions]]
    scope: Scope
    """In which errors name types: as in C++, without their namespaces."""
    variables: frozenset[str]
    """See `names.Names.variables`."""

    @staticmethod
    def of(interface: Interface, spell: Spell) -> _App:
        scope = Allocator(CPP, OWN)

        def allocate(inside: Allocator, wanted: str, group: Sequence[Callable]) -> Functions:
            count = len(group) if len(group) > 1 else 0
            return (inside.allocate(wanted), *(inside.allocate(f"{wanted}_{i}") for i in range(1, count + 1)))

        named = overloads.named(interface.tasks)
        tasks = {name: allocate(scope, f"Run{name}", group) for name, group in named.items()}
        made = overloads.named(actor.factory for actor in interface.actors)
        factories = {name: allocate(scope, f"Make{name}", group) for name, group in made.items()}
        classes = {item.name: item.methods for item in interface.classes}
        namespaces = {cpp: scope.allocate(f"methods_of_{cpp.replace('::', '_')}") for cpp in classes}
        methods: dict[str, dict[str, Functions]] = {}
        for cpp, group in classes.items():
            inner = Allocator(CPP, OWN)
            methods[cpp] = {
                name: allocate(inner, "RunCall" if name == names.CALL_OPERATOR else f"Run{name}", same)
                for name, same in overloads.named(group).items()
            }
        groups = (interface.enums, interface.opaques, interface.structs, interface.classes)
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

    def signature(self, callable_: Callable) -> str:
        """As errors show it."""
        enums: Mapping[str, Enum] = {enum.name: enum for enum in self.interface.enums}
        told = Signature(callable_, self.parameters(callable_), enums).stub(self.scope)
        result = "" if self._is_factory(callable_) else f" -> {type_hints.returned(callable_.result, self.scope)}"
        return f"{callable_.name}({', '.join(told)}){result}"

    def entry(self, group: Sequence[Callable], invoker: Code) -> tuple[Code, ...]:
        """The members of the `goray::dispatch::Callable` of a function or of overloads, whose arguments are encoded."""
        kinds = "".join(_slot_kind(parameter.type) for parameter in group[0].parameters)
        if len(group) > 1:
            most = max(len(callable_.parameters) for callable_ in group)
            variadic = any(Signature(callable_, (), {}).variadic for callable_ in group)
            kinds = "*" if variadic else "v" * most
        kinds = STREAM_KIND if group[0].result.kind == "stream" else kinds
        options, is_coroutine = overloads.options(group), group[0].coroutine
        flags = call_table.flags_of(group)
        return (
            quote(group[0].name),
            quote(" or ".join(map(self.signature, group))),
            quote(", ".join(dict.fromkeys(callable_.location.place for callable_ in group))),
            code("&{}", invoker),
            quote(hash_of_all(group, self.interface)),
            quote(kinds),
            code("kOverloadsOf{}", invoker),
            *((flags,) if options or is_coroutine or flags != "0" else ()),
            *((quote(json.dumps(options, sort_keys=True) if options else ""),) if options or is_coroutine else ()),
            *((code("true"),) if is_coroutine else ()),
        )

    def told(self, callables: Mapping[str, Sequence[Callable]], invokers: Mapping[str, Functions]) -> tuple[Code, ...]:
        """What the entries of tasks or methods refer to."""
        enums = {enum.name: enum for enum in self.interface.enums}
        return tuple(
            call_table.told(
                group,
                [self.parameters(callable_) for callable_ in group],
                [call_table.type_text(callable_.result) for callable_ in group],
                invokers[name][0],
                enums,
            )
            for name, group in callables.items()
        )

    def told_factories(self, actors: Mapping[str, Sequence[Actor]]) -> tuple[Code, ...]:
        """What the entries of factories refer to."""
        enums = {enum.name: enum for enum in self.interface.enums}
        return tuple(
            call_table.told(
                [actor.factory for actor in group],
                [self.parameters(actor.factory) for actor in group],
                [f"actor<{actor.class_name}>" for actor in group],
                self.factories[name][0],
                enums,
            )
            for name, group in actors.items()
        )

    def _is_factory(self, callable_: Callable) -> bool:
        return any(actor.factory is callable_ for actor in self.interface.actors)


def _slot_kind(type_: Type) -> str:
    """The letter of a parameter in the call table, see abi/goray_interface.h."""
    if type_.user_codec:
        return "v"
    if type_.kind == "int":
        return "q" if type_.signed else "Q"
    if type_.kind == "float":
        return "f" if type_.bits == 32 else "d"
    if type_.cpp.startswith("::goray::Held<"):
        return "h"
    if type_.kind == "ndarray":
        return "a"
    if type_.kind in ("record_batch", "table") or type_hints.is_columns(type_):
        return "t"
    if type_.cpp == "const char*":
        return "v"
    if type_.element and type_.cpp.startswith(("std::span<", "std::vector<")):
        is_number = type_.element.kind in ("complex", "float", "int") and not type_.element.user_codec
        return "a" if is_number else "v"
    return _SLOT_KINDS.get(type_.kind, "v")


def _row(*cells: Code) -> Code:
    return code("{{{}}}", joined(", ", cells))


def _table(type_: Code, name: Code, rows: Iterable[tuple[Code, ...]], told: tuple[Code, ...]) -> Table:
    """A row too long for its line goes on below its first cell, as clang-format has it."""
    definitions = joined("", (code("{}\n", each) for each in told))
    return Table(type_, name, definitions, tuple(joined("\n", _lines(row)) for row in rows))


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
