"""Names of generated code: one `Allocator` for each scope, which gives a name once.

A clash, with another name of the scope or with a word of the language, is settled by underscores after the later one.
What users call by name is allocated before what only generated code calls, so that it is never theirs that changes.
"""

from __future__ import annotations

import keyword
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from goray_gen.lower.code import Code

CPP_WORDS: Final = """
alignas alignof and and_eq asm auto bitand bitor bool break case catch char char16_t char32_t char8_t class
co_await co_return co_yield compl concept const const_cast consteval constexpr constinit continue decltype
default delete do double dynamic_cast else enum explicit export extern false float for friend goto if inline
int long mutable namespace new noexcept not not_eq nullptr operator or or_eq private protected public
register reinterpret_cast requires return short signed sizeof static static_assert static_cast struct switch
template this thread_local throw true try typedef typeid typename typeof union unsigned using virtual void
volatile wchar_t while xor xor_eq assert errno linux major makedev minor stderr stdin stdout unix
"""
"""Keywords, and macros in small letters that the standard library and g++ have."""
GO_WORDS: Final = """
break case chan const continue default defer else fallthrough for func go goto if import interface map
package range return select struct switch type var
"""


@dataclass(frozen=True)
class Language:
    """What an identifier is. `first` and `rest`: letters and digits that it may have, as categories of Unicode."""

    words: frozenset[str]
    reserved: re.Pattern[str]
    """Of names that an `m` before them makes harmless."""
    first: tuple[str, ...]
    rest: tuple[str, ...]

    def identifier(self, wanted: str) -> str:
        """`wanted` with an underscore for whatever an identifier cannot have."""
        name = unicodedata.normalize("NFKC", wanted)  # as Python reads it
        allowed = (*self.first, *self.rest)
        name = "".join(c if c == "_" or unicodedata.category(c) in allowed else "_" for c in name)
        if self.reserved.match(name):
            name = f"m{name}"
        return name if name[:1] == "_" or (name and unicodedata.category(name[0]) in self.first) else f"_{name}"


_LETTERS = ("Lu", "Ll", "Lt", "Lm", "Lo")
PYTHON: Final = Language(
    frozenset({*keyword.kwlist, "__debug__"}), re.compile("__"), (*_LETTERS, "Nl"), ("Mn", "Mc", "Nd", "Pc")
)
"""Two underscores before a name mean something else in a class."""
CPP: Final = Language(frozenset(CPP_WORDS.split()), re.compile("_[A-Z_]"), (*_LETTERS, "Nl"), ("Mn", "Mc", "Nd", "Pc"))
GO: Final = Language(frozenset(GO_WORDS.split()), re.compile("_$"), _LETTERS, ("Nd",))


class Allocator:
    """The names of one scope.

    Args:
        language: Of the scope.
        taken: What is in it already, or has to be seen in it.

    Example:
        >>> scope = Allocator(PYTHON, ["self"])
        >>> scope.allocate("lambda"), scope.allocate("self"), scope.allocate("self_")
        ('lambda_', 'self_', 'self__')
    """

    def __init__(self, language: Language, taken: Iterable[str] = ()) -> None:
        self._language = language
        self._taken = {*taken}

    def allocate(self, wanted: str) -> Code:
        """`wanted`, or what is nearest to it, as a name that nothing else in the scope has."""
        name = self._language.identifier(wanted)
        while name in self._taken or name in self._language.words:
            name += "_"
        self._taken.add(name)
        return Code(name)

    def inner(self, taken: Iterable[str] = ()) -> Allocator:
        """For a scope that has to see all names of this one."""
        return Allocator(self._language, self._taken.union(taken))
