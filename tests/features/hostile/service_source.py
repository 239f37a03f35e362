"""A Python file of hostile names and texts, as goray-gen rpyc may be given."""

from __future__ import annotations

import keyword
import unicodedata
from dataclasses import dataclass

from tests.features.hostile.words import Draw

_NAMES = """
Client client client_ Client_ delete delete_ get_x getX GetX get__x X _ __init__ __call__ __x _call
_functions _OMITTED self args kwargs options result err error s all append nil string int64 float64 any
bytes Bytes RPyCError RPyCClient lastError cStrings json true false len make new func chan defer go range
select switch type var map interface fallthrough const package struct goto int str list dict tuple set bool
float Any Args T0 T1 T2 std goray rpyc namespace template typename operator this virtual register signed
unsigned double char auto extern static void volatile while for_ errno stdin assert_ linux unix log time
index signal NULL_ co_await requires concept char8_t typeof init main documentation _Upper _1 größe 日本
\N{FULLWIDTH LATIN SMALL LETTER F}ull ª
print object property classmethod Service Shop name value module connection server typing builtins
annotations call_into CallInto TotalOptions Options total Total nullopt move export import_ final override
"""
NAMES = [name for name in _NAMES.split() if not keyword.iskeyword(name)]
"""What Python takes as the name of a function or a parameter."""

HINTS = [
    "int",
    "str",
    "bytes",
    "float",
    "bool",
    "list[int]",
    "dict[str, int]",
    "tuple[()]",
    "None",
    "Optional[str]",
    "set[str]",
    "",
]

STEMS = [
    "shop",
    "1st",
    "log",
    "errno",
    "class",
    "None",
    "any",
    "_x",
    "__init__",
    "a-b",
    "it's",
    'a"b',
    "back\\",
    "x y",
    "foo_test",
    "foo_windows",
    "rpyc_client",
    "foo_linux_amd64",
    "type",
    "main",
    "documentation",
    "größe",
    "日本",
    "std",
    "client",
    "Client",
    "coding=latin-1",
    "goray",
    "tri??!",
    "{{x}}",
    "rpyc",
]


@dataclass
class ServiceSource:
    stem: str
    text: str
    functions: list[str]


def write(draw: Draw, stem: str) -> ServiceSource:
    spelled = {unicodedata.normalize("NFKC", name): name for name in draw.names(NAMES, 60)}
    functions = list(spelled)
    text = f"{draw.text()!r}\n__all__ = {functions!r}\n"
    for name in spelled.values():
        text += f"def {name}({_parameters(draw)}){_result(draw)}:\n    {draw.text()!r}\n"
    return ServiceSource(stem, text, functions)


def _parameters(draw: Draw) -> str:
    names = draw.names(NAMES, draw.random.randrange(6))
    parts: list[str] = []
    for i, name in enumerate(names):
        hint = draw.random.choice(HINTS)
        parts.append(f"{name}: {hint}" if hint else name)
        if i >= len(names) - draw.random.randrange(3):
            parts[-1] += " = None"
    parts.sort(key=lambda part: "=" in part)
    if draw.random.random() < 0.3 and parts:
        parts.insert(draw.random.randrange(len(parts)) + 1, "/")
    elif draw.random.random() < 0.3:
        parts.insert(0, "*" if parts else "*rest")
    return ", ".join(parts)


def _result(draw: Draw) -> str:
    hint = draw.random.choice(HINTS)
    return f" -> {hint}" if hint else ""
