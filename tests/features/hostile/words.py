"""Names and texts that generated code stumbled over, or might."""

from __future__ import annotations

import keyword
import random

_TYPES = """
Options Value Error Args Any Bytes Codec ObjectRef ActorHandle Task App StructCodec EnumCodec Enumerator
Required Optional Call Callable Actor Instance kTasks kActors Driver RunF MakeF a0 a1 call self call_ self_
std_ goray_ methods_of_a_b api_ wire_ list dict str bytes tuple property classmethod type object set None_
True_ Mapping Sequence Ref RayHandle BytesLike ClassVar TypedDict Literal Never NotRequired ReadOnly
TypeAlias Unpack OMITTED Go LocalActor RemoteActor ActorFactory ActorMethod LocalMethod PointLike
PointHandle PointMethods Point to_Point _PointKeys _make_Point _Point_get _NewPoint _app _remote _types
_names tasks by_name golang_task annotations typing builtins collections enum_ deprecated overload
type_check_only lambda def None False pass from is with größe 日本 ﬁ fi ª Ünï $dollar d$d _ _x self_x
MethodOptions x1 X__y
"""
TYPES = _TYPES.split()
"""Of structs, enums, classes and namespaces."""

_CALLABLES = """
int float bool class struct for while new delete this operator goray ray rpyc args kwargs cls item kill m1 print id eval
exec open input len Run RunRun Make KMethods KHandle remote_ options_ get set name_ value
"""
_PLAIN = {name for name in TYPES if name.isascii() and name.isidentifier() and name not in ("tasks", "call_")}
CALLABLES = sorted(_PLAIN.union(keyword.kwlist, _CALLABLES.split()))
"""Of tasks, factories and methods: what the scanner takes as a name on the wire."""

_MEMBERS = """
call call_ self self_ cls name value real imag mro a0 a1 args kwargs task actor options result name_ options_ int_
lambda_ from_ __private __x _x x _hidden app calc goray std kName kFields Read Write _OMITTED index count
builtins typing
"""
MEMBERS = sorted({*TYPES, *_MEMBERS.split()})
"""Of fields, parameters and enumerators."""

_CPP_KEYWORDS = """
and bool break class continue delete else float for if import int new not operator or return struct this try while
"""
CPP_KEYWORDS = frozenset(_CPP_KEYWORDS.split())

HACK = "__import__('builtins').HACKED = 1"
TEXTS = [
    f'ends it"""\n{HACK}\n"""',
    f"ends it'''\n{HACK}\n'''",
    "a\"\"\"\nimport builtins\nif 1 or '''",
    f'"); {HACK} #',
    "'; " + HACK + "\n",
    'says "so"',
    "C:\\users\\new\\N{x}\\x",
    "back\\",
    "two\\\\",
    "tri??/",
    "{{ app.name }} {% raw %} %s {0} {",
    "}  // namespace\n#error HACKED",
    "line\r\nfeed\rand\vmore\fof\x1ethem\x85here\u2028there\u2029end",
    "nul\0 esc\x1b[2J bell\7",
    "\u202eright to left\u2069",
    "\ufeffbom",
    "coding: latin-1",
    "# type: ignore\n# mypy: ignore-errors",
    "# imports\n\nfrom nowhere import nothing",
    "\t tab\n\n\n   indented\n",
    "",
    " ",
    '"',
    "'",
    '"""',
    "\\",
    "é 日本 \U0001f600",
    "x" * 3000,
]
"""Docs, defaults, messages. Those with `HACK` set a flag if they run, those with `#error` stop a compiler."""

PATHS = [
    "plain",
    "it's",
    "a b",
    "$(touch HACKED)",
    "; touch HACKED",
    "#1",
    "-x",
    "é日",
    "{{ app.name }}",
    "%s",
    "coding=latin-1",
    "*",
]
"""Of files and folders that C++ can include."""

PACKAGES = [
    "app",
    "tasks",
    "_app",
    "int_",
    "str",
    "self",
    "cls",
    "my.app",
    "self.cls",
    "Any",
    "_types.x",
    "calc",
    "a.tasks",
    "Point",
]


def comment(text: str) -> str:
    """`text` as a C++ comment in which it cannot end."""
    return "/** " + text.replace("*/", "* /").replace("/*", "/ *") + "\n*/"


def cpp_string(text: str) -> str:
    """`text` as a C++ literal, by the simplest means there are."""
    return '"' + "".join(f"\\{byte:03o}" for byte in text.encode()) + '"'


def cpp_message(text: str) -> str:
    """`text` as the message of an attribute, which knows few escapes."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("??/", "?/")
    return '"' + "".join(char for char in escaped if char >= " ") + '"'


class Draw:
    """Draws of one seed, counted: each name or text in one place is a case."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.cases = 0

    def names(self, pool: list[str], count: int) -> list[str]:
        self.cases += count
        return self.random.sample(pool, count)

    def text(self) -> str:
        self.cases += 1
        return self.random.choice(TEXTS)

    def doc(self) -> str:
        return comment(self.text()) if self.random.random() < 0.5 else ""
