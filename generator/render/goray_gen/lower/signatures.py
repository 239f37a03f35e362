"""Tasks, factories and methods -> the `def`s that stubs and runtime modules print."""

from __future__ import annotations

from collections.abc import Callable as Function
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from typing_extensions import LiteralString

from goray_gen.lower import converters, defaults, type_hints
from goray_gen.lower.allocator import PYTHON, Allocator
from goray_gen.lower.code import Code, code, joined
from goray_gen.lower.doxygen import google_style
from goray_gen.lower.names import parameter_names
from goray_gen.lower.text import literal
from goray_gen.lower.type_hints import Scope
from goray_gen.lower.views_python import Def, SplitView
from goray_gen.model.interface import Callable, Enum, Type

_MAP_OPTIONS = ("chunk_size", "max_in_flight", "ordered", "num_threads", "progress")

Annotate = Function[[Type, Scope], Code]


@dataclass(frozen=True)
class Signature:
    """A callable with its parameters named; `stub` and `runtime` say what each is in one scope."""

    callable: Callable
    names: tuple[Code, ...]
    enums: Mapping[str, Enum]

    @property
    def variadic(self) -> bool:
        return bool(self.callable.parameters) and self.callable.parameters[-1].type.kind == "args"

    @property
    def required(self) -> int:
        """How many arguments a call has at least."""
        return sum(p.default is None and p.type.kind != "args" for p in self.callable.parameters)

    def stub(self, scope: Scope, annotate: Annotate = type_hints.parameter) -> tuple[Code, ...]:
        """The parameters in a stub; `...` stands for a default that only C++ can evaluate."""
        return self._parameters(scope, annotate, self._defaults(scope, code("...")))

    def runtime(self, scope: Scope) -> tuple[Code, ...]:
        """The parameters in a module. After a default that only C++ can evaluate the others are C++'s as well:

        a `def` cannot tell whether they were given, and C++ can only leave out arguments from the end.
        """
        return self._parameters(scope, type_hints.parameter, self._known(scope))

    def map(self, scope: Scope, result: Code, *, threads: bool) -> tuple[Def, Def]:
        """`map` and `map.remote` in a stub: they take an iterable for each parameter, by position.

        `threads`: whether they take `num_threads`.
        """
        names = Allocator(PYTHON, self.names)
        columns = self._columns(scope, names)
        keywords = names.allocate("options")
        options: LiteralString = "TaskMap" if threads else "Map"

        def of(name: Code, gives: LiteralString, takes: LiteralString) -> Def:
            unpacked = code("**{}: {}[{}]", keywords, scope.std("Unpack"), scope.std(takes))
            result_ = code("{}[{}]", scope.std(gives), result)
            return Def(name, (*columns, unpacked), result_, "", self.callable.deprecated)

        return (
            of(code("__call__"), "MapResults", f"{options}Options"),
            of(code("remote"), "MapRefs", f"{options}RefsOptions"),
        )

    def _columns(self, scope: Scope, names: Allocator) -> list[Code]:
        parts: list[Code] = []
        for i, (name, parameter) in enumerate(zip(self.names, self.callable.parameters, strict=True)):
            of = scope.std("Any") if self._is_rest(i) else type_hints.parameter(parameter.type, scope)
            shown = names.allocate(f"{name}_") if str(name) in _MAP_OPTIONS else name
            column = code("{}: {}[{}]", shown, scope.std("Iterable"), of)
            if self._is_rest(i):
                parts += [code("/")] if parts else []
                column = code("*{}", column)
            parts.append(code("{} = ...", column) if parameter.default is not None else column)
        return parts if self.variadic else [*parts, code("/")]

    def declared(self, scope: Scope) -> tuple[Code, ...]:
        """The parameters as `goray.package` takes them, in keyword arguments."""
        names = [literal(name) for i, name in enumerate(self.names) if not self._is_rest(i)]
        known = zip(self.names, self._known(scope), strict=True)
        items = [code("{}: {}", literal(name), value) for name, value in known if value is not None]
        comma = code(",") if len(names) == 1 else code("")
        parts = [code("parameters=({}{})", joined(", ", names), comma)] if names else []
        parts += [code("defaults={{{}}}", joined(", ", items))] if items else []
        return (*parts, *([code("variadic=True")] if self.variadic else []))

    def arguments(self) -> tuple[Code, ...]:
        """The parameters as a call passes them on."""
        return tuple(code("*{}", name) if self._is_rest(i) else name for i, name in enumerate(self.names))

    def by_name(self, first: str, parameters: tuple[Code, ...]) -> tuple[Code, ...]:
        """The parameters of a call that begins with the callable's name and knows no keywords."""
        plain = [part for part in parameters if not part.startswith("*")]
        name = Allocator(PYTHON, self.names).allocate(first)
        declared = code("{}: Literal[{}]", name, literal(self.callable.name))
        return (declared, *plain, code("/"), *parameters[len(plain) :])

    def define(self, name: Code, parameters: tuple[Code, ...], result: Code) -> Def:
        return Def(name, parameters, result, google_style(self.callable.doc), self.callable.deprecated)

    def _is_rest(self, index: int) -> bool:
        return self.variadic and index == len(self.names) - 1

    def _known(self, scope: Scope) -> list[Code | None]:
        """The defaults in a module, `None` where there is none."""
        omitted = code("OMITTED")
        known = self._defaults(scope, omitted)
        first = known.index(omitted) if omitted in known else len(known)
        return [*known[:first], *(default and omitted for default in known[first:])]

    def _defaults(self, scope: Scope, unknown: Code) -> list[Code | None]:
        """Python source of each default, `None` where there is none, `unknown` where only C++ can evaluate it."""
        return [
            (defaults.expression(p.default, p.type, scope, self.enums) or unknown) if p.default else None
            for p in self.callable.parameters
        ]

    def _parameters(self, scope: Scope, annotate: Annotate, values: Sequence[Code | None]) -> tuple[Code, ...]:
        parts: list[Code] = []
        for i, (name, parameter) in enumerate(zip(self.names, self.callable.parameters, strict=True)):
            if self._is_rest(i):
                parts.append(code("*{}: {}", name, scope.std("Any")))
                continue
            declared = code("{}: {}", name, annotate(parameter.type, scope))
            value = values[i]
            parts.append(declared if value is None else code("{} = {}", declared, value))
        return tuple(parts)


def wrapped(sigs: Sequence[Signature], scope: Scope, structs: converters.Structs) -> list[Code]:
    """Of parameters that C++ calls with what the wire does not have: the converter by name, of overloads by place."""
    found: dict[Code, Code] = {}
    for sig in sigs:
        for i, (name, parameter) in enumerate(zip(sig.names, sig.callable.parameters, strict=True)):
            if parameter.type.kind != "function":
                continue
            how = converters.converter(parameter.type, scope, structs)
            if how is not None:
                found.setdefault(literal(name if len(sigs) == 1 else str(i)), how)
    return [code("{}: {}", key, how) for key, how in found.items()]


def of_any(name: Code, result: Code, doc: str, scope: Scope) -> Def:
    """The `def` of overloads in a module: the library knows which takes what."""
    anything = scope.std("Any")
    return Def(name, (code("*args: {}", anything), code("**kwargs: {}", anything)), result, doc)


def signature(callable_: Callable, enums: Mapping[str, Enum], taken: Iterable[str] = ()) -> Signature:
    """`taken`: names that no parameter may have, beside those of every `def`."""
    return Signature(callable_, parameter_names(callable_, taken), enums)


def split(name: Code, sigs: Sequence[Signature], scope: Scope, base: Code) -> SplitView | None:
    """What a callable is with `num_returns`, if it returns a tuple of several values.

    Args:
        name: Of the class in the stub.
        base: Of the callable's own class there, a generic one.
    """
    elements = type_hints.elements(sigs[0].callable.result, scope)
    if len(sigs) > 1 or len(elements) < 2:
        return None
    refs = joined(", ", (code("ObjectRef[{}]", element) for element in elements))
    parameters = sigs[0].stub(scope, type_hints.remote_parameter)
    return SplitView(
        name,
        code("{}[Literal[{}], {}]", base, len(elements), name),
        sigs[0].define(code("remote"), parameters, code("{}[{}]", scope.std("tuple"), refs)),
    )
