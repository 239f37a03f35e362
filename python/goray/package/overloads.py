"""Overloads: several functions of C++ under one name, of which the library chooses one by the arguments' values.

Python puts the arguments in order first. Where keywords are given, it does so for each overload that has parameters of
these names; the library is asked once, so all that fit have to agree on the order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from gorayffi.omitted import OMITTED

_LEFT_OUT: Any = object()


class Overload:
    """One of them, as goray-gen declares it."""

    def __init__(
        self,
        text: str,
        parameters: Sequence[str] = (),
        defaults: Mapping[str, object] | None = None,
        variadic: bool = False,
    ) -> None:
        """`text`: as errors show it, "Twice(value: int) -> int"; the others as in `callables.Declared`."""
        self.text = text
        self.parameters = parameters
        self.defaults = defaults or {}
        self.variadic = variadic

    @property
    def required(self) -> int:
        """How many arguments it takes at least."""
        return len(self.parameters) - len(self.defaults)

    def ordered(self, args: Sequence[object], named: Mapping[str, object]) -> tuple[object, ...] | None:
        """The arguments in the order of the parameters, without defaults at the end; `None` if they do not fit."""
        if len(args) > len(self.parameters) and not self.variadic:
            return None
        left = dict(named)
        order = [*args, *(left.pop(name, _LEFT_OUT) for name in self.parameters[len(args) :])]
        while order and order[-1] is _LEFT_OUT:
            order.pop()
        if left or len(order) < self.required:
            return None
        filled = [
            self.defaults.get(self.parameters[i], OMITTED) if value is _LEFT_OUT else value
            for i, value in enumerate(order)
        ]
        return None if any(value is OMITTED for value in filled) else tuple(filled)


class Overloads:
    """All overloads of a callable, in the order of their declaration."""

    def __init__(self, name: str, overloads: Sequence[Overload]) -> None:
        """`name`: of the callable, on the wire."""
        self._name = name
        self._overloads = overloads

    @property
    def parameters(self) -> tuple[str, ...]:
        """Their places, which no keyword can name."""
        return tuple(str(i) for i in range(max(len(overload.parameters) for overload in self._overloads)))

    @property
    def defaults(self) -> dict[str, object]:
        """Of the places that a call may leave out."""
        least = min(overload.required for overload in self._overloads)
        return dict.fromkeys(self.parameters[least:], OMITTED)

    @property
    def variadic(self) -> bool:
        """Whether a call may have any number of arguments."""
        return any(overload.variadic for overload in self._overloads)

    def __call__(self, args: tuple[object, ...], named: Mapping[str, object]) -> tuple[object, ...]:
        """The arguments in order.

        Raises:
            TypeError: no overload takes them by their number and names, or overloads put them in different orders.
        """
        fitting = [(one, ordered) for one in self._overloads if (ordered := one.ordered(args, named)) is not None]
        if not fitting:
            given = [*(type(value).__name__ for value in args), *(f"{name}=..." for name in named)]
            raise TypeError(
                f"{self._name}() has no overload that takes ({', '.join(given)}); there are {self._texts()}"
            )
        first = fitting[0][1]
        if all(len(order) == len(first) and all(map(_is_same, order, first)) for _, order in fitting):
            return first
        raise TypeError(
            f"{self._name}(): these keywords mean different things to its overloads, which are {self._texts()}; "
            "give the arguments by position"
        )

    def _texts(self) -> str:
        return "; ".join(overload.text for overload in self._overloads)


def _is_same(one: object, other: object) -> bool:
    """Also of equal defaults: each overload has an object of its own."""
    return one is other or (type(one) is type(other) and isinstance(one, bool | int | float | str) and one == other)
