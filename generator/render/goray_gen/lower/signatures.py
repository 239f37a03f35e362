"""Tasks, factories and methods -> the `def`s that stubs and runtime modules print."""

from __future__ import annotations

from collections.abc import Callable as Function
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from goray_gen.lower import defaults, type_hints
from goray_gen.lower.literals import literal
from goray_gen.lower.names import parameter_names, python_name
from goray_gen.lower.type_hints import Scope
from goray_gen.lower.views_python import Def
from goray_gen.model.interface import Callable, Enum, Type

Annotate = Function[[Type, Scope], str]


@dataclass(frozen=True)
class Signature:
    """A callable with its parameters named; `stub` and `runtime` say what each is in one scope."""

    callable: Callable
    names: tuple[str, ...]
    enums: Mapping[str, Enum]

    @property
    def variadic(self) -> bool:
        return bool(self.callable.parameters) and self.callable.parameters[-1].type.kind == "args"

    def stub(self, scope: Scope, annotate: Annotate = type_hints.parameter) -> tuple[str, ...]:
        """The parameters in a stub; `...` stands for a default that only C++ can evaluate."""
        return self._parameters(scope, annotate, self._defaults(scope, "..."))

    def runtime(self, scope: Scope) -> tuple[str, ...]:
        """The parameters in a module. After a default that only C++ can evaluate the others are C++'s as well:

        a `def` cannot tell whether they were given, and C++ can only leave out arguments from the end.
        """
        return self._parameters(scope, type_hints.parameter, self._known(scope))

    def declared(self, scope: Scope) -> tuple[str, ...]:
        """The parameters as `goray.package` takes them, in keyword arguments."""
        names = [literal(name) for i, name in enumerate(self.names) if not self._is_rest(i)]
        known = zip(self.names, self._known(scope), strict=True)
        items = [f"{literal(name)}: {value}" for name, value in known if value]
        parts = [f"parameters=({', '.join(names)}{',' if len(names) == 1 else ''})"] if names else []
        parts += [f"defaults={{{', '.join(items)}}}"] if items else []
        return (*parts, *(["variadic=True"] if self.variadic else []))

    def arguments(self) -> tuple[str, ...]:
        """The parameters as a call passes them on."""
        return tuple(f"*{name}" if self._is_rest(i) else name for i, name in enumerate(self.names))

    def by_name(self, first: str, parameters: tuple[str, ...]) -> tuple[str, ...]:
        """The parameters of a call that begins with the callable's name and knows no keywords."""
        plain = [part for part in parameters if not part.startswith("*")]
        name = f"{python_name(first, self.names)}: Literal[{literal(self.callable.name)}]"
        return (name, *plain, "/", *parameters[len(plain) :])

    def define(self, name: str, parameters: tuple[str, ...], result: str) -> Def:
        return Def(name, parameters, result, self.callable.doc, self.callable.deprecated)

    def _is_rest(self, index: int) -> bool:
        return self.variadic and index == len(self.names) - 1

    def _known(self, scope: Scope) -> list[str]:
        """The defaults in a module, '' where there is none."""
        known = self._defaults(scope, "OMITTED")
        first = known.index("OMITTED") if "OMITTED" in known else len(known)
        return [*known[:first], *(default and "OMITTED" for default in known[first:])]

    def _defaults(self, scope: Scope, unknown: str) -> list[str]:
        """Python source of each default, '' where there is none, `unknown` where only C++ can evaluate it."""
        return [
            (defaults.expression(p.default, p.type, scope, self.enums) or unknown) if p.default else ""
            for p in self.callable.parameters
        ]

    def _parameters(self, scope: Scope, annotate: Annotate, values: Sequence[str]) -> tuple[str, ...]:
        parts: list[str] = []
        for i, (name, parameter) in enumerate(zip(self.names, self.callable.parameters, strict=True)):
            if self._is_rest(i):
                parts.append(f"*{name}: {scope.std('Any')}")
            else:
                default = f" = {values[i]}" if values[i] else ""
                parts.append(f"{name}: {annotate(parameter.type, scope)}{default}")
        return tuple(parts)


def signature(callable_: Callable, enums: Mapping[str, Enum]) -> Signature:
    return Signature(callable_, parameter_names(callable_), enums)
