"""Values as source text, of Python and of C++."""

from __future__ import annotations


def literal(value: object) -> str:
    r"""`value` as Python source, a string in the quotes that ruff prefers.

    Example:
        >>> literal("it's")
        '"it\'s"'
    """
    if not isinstance(value, str):
        return repr(value)
    both = "'\""
    single = repr(both + value)[len(repr(both)) - 1 : -1]  # for both quotes `repr` escapes the single one only
    if value.count('"') > value.count("'"):
        return f"'{single}'"
    double = single.replace("\\'", "'").replace('"', '\\"')
    return f'"{double}"'


def quote(text: str) -> str:
    r"""`text` as a C++ string literal.

    Example:
        >>> print(quote('say "hi"'))
        "say \"hi\""
    """
    escapes = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "?": "\\?"}
    return '"' + "".join(escapes.get(c, c if c.isprintable() else _octal(c)) for c in text) + '"'


def _octal(char: str) -> str:
    return "".join(f"\\{byte:03o}" for byte in char.encode())
