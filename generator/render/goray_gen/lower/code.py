"""Source text of a generated language, with a type of its own.

Templates print `Code` and numbers only (see `emit.jinja`). A comment, a file's name or a string of the user's is a
`str`, and becomes `Code` by the filter of the language and place where it is to stand (see `text`); a name by the
allocator of its scope (see `allocator`). So no text of the user's can become code as it stands.
"""

from __future__ import annotations

from collections.abc import Iterable

from typing_extensions import LiteralString


class Code(str):
    """Source text. This module, `text` and `allocator` make it; all others put it together with `code` and `joined`."""

    __slots__ = ()

    def __html__(self) -> str:
        """Jinja's sign of a text that may be printed as it stands."""
        return self


def code(pattern: LiteralString, *parts: Code | int) -> Code:
    """`pattern` with `parts` in the places of its `{}`.

    Raises:
        TypeError: a part is text that went through no filter.

    Example:
        >>> code("{} = {}", code("a"), 1)
        'a = 1'
    """
    return Code(pattern.format(*map(checked, parts)))


def joined(separator: LiteralString | Code, parts: Iterable[Code | int]) -> Code:
    return Code(separator.join(map(checked, parts)))


def alternatives(annotated: Code) -> list[Code]:
    """A Python parameter at the outermost ` | ` of its annotation.

    Example:
        >>> alternatives(code("a: X[A | B] | None = 1"))
        ['a: X[A | B]', 'None = 1']
    """
    found, start, depth = list[Code](), 0, 0
    for i, character in enumerate(annotated):
        depth += (character in "[(") - (character in "])")
        if depth == 0 and annotated.startswith(" = ", i):
            break  # what follows may be a text
        if depth == 0 and annotated.startswith(" | ", i):
            found.append(Code(annotated[start:i]))
            start = i + 3
    return [*found, Code(annotated[start:])]


def call_parts(call: Code) -> list[Code]:
    """What stands before the arguments of a Python call, and each of them; anything else is its own only part.

    Example:
        >>> call_parts(code('f=F(1, (2, 3), "), ")'))
        ['f=F(', '1', '(2, 3)', '"), "']
    """
    name, bracket, rest = call.partition("(")
    if not name.replace("=", "").isidentifier() or not rest.endswith(")"):
        return [call]
    found, start, depth, at, quote = [Code(name + bracket)], 0, 0, 0, ""
    while at < len(rest) - 1:
        character = rest[at]
        at += 2 if quote and character == "\\" else 1
        if quote or character in "\"'":
            quote = "" if character == quote else quote or character
        if quote or character not in "([{,}])":
            continue
        depth += (character in "([{") - (character in ")]}")
        if character == "," and depth == 0:
            found.append(Code(rest[start : at - 1]))
            start = at + 1
    return [*found, Code(rest[start:-1])]


def spaces(count: int) -> Code:
    return Code(" " * count)


def checked(part: object) -> str:
    """`part` as text. Raises TypeError if it is neither code nor a number."""
    if isinstance(part, int) or hasattr(part, "__html__"):
        return str(part)
    raise TypeError(f"text that went through no filter of its language: {part!r}")


def spelled(cpp: str) -> Code:
    """What Clang spelled: a type, or a name from the root."""
    return Code(cpp)


def rooted(name: str) -> Code:
    """A qualified name of Clang's, from the root."""
    return Code(f"::{name}")
