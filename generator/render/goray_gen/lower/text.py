"""The user's text as source text: a filter for each language and kind of place. Whatever the text is, it stays text.

A file of no language may hold a lone surrogate, and none of ours control characters, which editors hide and compilers
refuse or obey.
"""

from __future__ import annotations

import re
import unicodedata
from typing import cast

from goray_gen.errors import GenError
from goray_gen.lower.code import Code


def literal(value: object) -> Code:
    r"""`value` as Python source, a string in the quotes that ruff prefers.

    Example:
        >>> literal("it's")
        '"it\'s"'
    """
    if not isinstance(value, str):
        return Code(repr(value))
    both = "'\""
    single = repr(both + value)[len(repr(both)) - 1 : -1]  # for both quotes `repr` escapes the single one only
    if value.count('"') > value.count("'"):
        return Code(f"'{single}'")
    double = single.replace("\\'", "'").replace('"', '\\"')
    return Code(f'"{double}"')


def literal_json(value: object) -> Code:
    """A value of JSON as Python source.

    Example:
        >>> literal_json({"a": [1, None, "x"]})
        '{"a": [1, None, "x"]}'
    """
    if isinstance(value, dict):
        items = cast("dict[str, object]", value).items()
        return Code(f"{{{', '.join(f'{literal(key)}: {literal_json(item)}' for key, item in items)}}}")
    if isinstance(value, list):
        return Code(f"[{', '.join(map(literal_json, cast('list[object]', value)))}]")
    return literal(value)


def docstring(text: str, indent: int = 0) -> Code:
    r"""`text` as a Python docstring whose first line is indented already.

    Example:
        >>> docstring("Says \"hi\".")
        '\"\"\"Says "hi".\"\"\"'
    """
    text = _printable("\n".join(re.split(r"\r\n?|\n", text)), keep="\n\t")
    raw = "\\" in text and '"""' not in text and not text.endswith(("\\", '"'))
    if not raw:
        body = text.rstrip('"')
        body, quotes = body.replace("\\", "\\\\").replace('"""', r"\"\"\""), len(text) - len(body)
        text = body + r"\"" * quotes
    first, *rest = text.split("\n")
    lines = [first, *(" " * indent + line if line else "" for line in rest)]
    if len(lines) > 1:
        lines.append(" " * indent)
    return Code(f'{"r" if raw else ""}"""' + "\n".join(lines) + '"""')


def python_comment(text: str) -> Code:
    """`text` in a comment of one line. Python reads an encoding out of a comment at the top of a file."""
    return Code(re.sub("coding(?=[:=])", "coding ", _one_line(text)))


def quote(text: str) -> Code:
    r"""`text` as a string literal of C and C++.

    Example:
        >>> print(quote('say "hi"'))
        "say \"hi\""
    """
    escapes = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "?": "\\?"}
    return Code('"' + "".join(escapes.get(c, c if c.isprintable() else _octal(c)) for c in text) + '"')


def quote_bytes(data: bytes) -> Code:
    r"""Any bytes as a string literal of C and C++.

    Example:
        >>> print(quote_bytes(b"\x01a"))
        "\001a"
    """
    plain = {byte: chr(byte) for byte in data if 32 <= byte < 127 and byte not in b'"?\\'}
    return Code('"' + "".join(plain.get(byte, f"\\{byte:03o}") for byte in data) + '"')


def cpp_comment(text: str, marker: str = "// ", indent: int = 0) -> Code:
    r"""`text` in comments, a `//` for each line; the first line is indented already. Also for C and Go.

    A backslash at its end, or the trigraph for one, would take the next line into the comment.

    Example:
        >>> print(cpp_comment("In C:\\\nand D:"))
        // In C:\.
        // and D:
    """
    lines = [_printable(line).rstrip() for line in text.splitlines()] or [""]
    ends = [f"{line}." if line.endswith(("\\", "??/")) else line for line in lines]
    return Code(("\n" + " " * indent).join((marker + line).rstrip() for line in ends))


def cpp_comment_line(text: str) -> Code:
    """`text` in the midst of a `//` comment of one line."""
    return Code(re.sub(r"(\\|\?\?/)$", r"\1.", _one_line(text)))


def include_path(path: str) -> Code:
    """`path` as `#include` has it, which knows no escapes.

    Raises:
        GenError: the path has a quote or a character that ends a line.
    """
    if _printable(path) != path or '"' in path:
        raise GenError(
            f"{path!r}: a C++ program cannot include a file whose name has a quote or a control character; rename it"
        )
    return Code(f'"{path}"')


def go_quote(text: str) -> Code:
    """`text` as a string literal of Go."""
    escapes = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}
    return Code('"' + "".join(escapes.get(c, c if c.isprintable() else _go_escape(c)) for c in text) + '"')


def _one_line(text: str) -> str:
    return _printable(" ".join(text.splitlines()))


def _printable(text: str, keep: str = "") -> str:
    """`text` without control characters but `keep`, and with a sign in the place of what UTF-8 cannot say."""
    return "".join(_or_nothing(char, keep) for char in text)


def _or_nothing(char: str, keep: str) -> str:
    if char.isprintable() or char in keep:
        return char
    category = unicodedata.category(char)
    return {"Cc": "", "Cf": "", "Cs": "\N{REPLACEMENT CHARACTER}"}.get(category, " " if category[0] == "Z" else char)


def _octal(char: str) -> str:
    return "".join(f"\\{byte:03o}" for byte in char.encode(errors="replace"))


def _go_escape(char: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in char.encode(errors="replace"))


def order_of_exports(name: str) -> tuple[int, list[tuple[str, int]], str]:
    """The order of names in `__all__`: CONSTANTS, Classes, others; numbers by value, `F2` before `F10`."""
    rank = 0 if name.isupper() and len(name) > 1 else 1 if name[:1].isupper() else 2
    parts = re.findall(r"(\D*)(\d*)", name)
    return rank, [(text, int(number or 0)) for text, number in parts], name


def order_of_imports(name: str) -> tuple[int, list[tuple[str, int]], str]:
    """The same without regard to capitals within these groups."""
    rank, _, _ = order_of_exports(name)
    _, parts, _ = order_of_exports(name.lower())
    return rank, parts, name
