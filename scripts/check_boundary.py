"""Fails where an exception could leave a function that C calls or a destructor, or where text is converted elsewhere.

Functions that C calls are those of `extern "C"` blocks and declarations, of the public C header, and of tables of
function pointers. Each has a guard (`TranslateExceptions`, `catch (...)`), calls one of its file that has, or stands in
`NEEDS_NONE`.

A destructor has a guard too, unless all that it calls stands in `THROWS_NOTHING`.

Checks the checkout, or the folder that is given: `check_boundary.py [ROOT]`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOTS = ["runtime", "python/gorayffi/_native"]
NATIVE = "python/gorayffi/_native/"
GUARD = re.compile(r"\bTranslateExceptions\(|\bcatch \(\.\.\.\)")
TABLES = re.compile(r"const GorayInterfaceV1 \w+ = \{(.*?)\};", re.DOTALL)

NEEDS_NONE = {
    "FreeMemory": "calls free()",
    "RegisterCallback": "stores two pointers",
    "PyInit__native": "calls Python's C functions alone",
    "__wrap_dl_iterate_phdr": "passes on to C what C gave it",
    "__wrap___cxa_throw": "throws: that is its task",
    "rpyc_init": "does nothing",
    "rpyc_disconnect": "calls what is noexcept",
    "rpyc_free_string": "calls free()",
    "rpyc_last_error": "reads",
    "rpyc_error": "reads",
    "rpyc_set_timeout": "stores a number",
    "rpyc_object_class": "reads",
    "rpyc_object_retain": "counts",
    "rpyc_object_release": "runs destructors alone",
    "rpyc_value_free": "runs destructors alone",
    "rpyc_future_free": "runs destructors alone",
    "rpyc_close": "runs destructors alone",
}
"""Functions whose body shows that nothing can be thrown, and why."""

THROWS_NOTHING = {
    "Abandon": "noexcept",
    "AcquireGil": "calls C; what ends its thread is caught there",
    "Clear": "of HandleMap: locks a mutex that is never held twice, and lets go of references",
    "End": "noexcept",
    "HandOver": "wakes a thread",
    "HangThread": "waits for the end of the process",
    "PyBuffer_Release": "C",
    "PyEval_RestoreThread": "C; what ends its thread is caught there",
    "Release": "noexcept",
    "ReleaseArrow": "noexcept",
    "ReleaseLentBuffer": "noexcept",
    "TakeBuffer": "moves",
    "destroy": "of a coroutine: as of any object, what a member's destructor throws has nowhere to go",
    "TheMutex": "a static pointer",
    "Unpin": "counts, or lets go of an actor, whose destructor is guarded",
    "buffer": "reads",
    "capacity": "reads",
    "close": "C",
    "free": "C",
    "free_memory": "reads; what it gives is the library's C function",
    "inflateEnd": "C",
    "join": "of a thread that runs, and is not this one",
    "load": "of an atomic",
    "lock": "of a mutex that this thread does not hold",
    "move": "a cast; a static_assert stands beside an assignment",
    "munmap": "C",
    "notify_all": "noexcept",
    "pack": "makes a view",
    "pthread_setcancelstate": "C",
    "pthread_sigmask": "C",
    "reset": "of a smart pointer: noexcept",
    "scope": "a CallFrameScope, which stores pointers",
    "sigaltstack": "C",
    "unlock": "noexcept",
}
"""What destructors may call without a guard, and why nothing is thrown."""

DESTRUCTOR = re.compile(r"~(\w+)\(\)\s*(?:noexcept\s*)?(?:override\s*)?(try\s*)?\{")
CALLED = re.compile(r"\b(\w+)(?:<[^;{}()]*>)?\(|\b(throw|new)\b")

CONVERSIONS = {
    r"\bPyUnicode_(AsUTF8|AsUTF8AndSize|AsEncodedString|AsUTF8String)\b": "Utf8() or ViewUtf8()",
    r"\bPyUnicode_(From[A-Z]\w+|DecodeUTF8|EncodeFSDefault|DecodeFSDefault\w*)\b": "Str() or DecodedPath()",
    r"\bPyUnicode_FSConverter\b": "EncodedPath()",
    r"\bPyBytes_AS_STRING\b|\bPyBytes_AsString\w*\b": "ViewBytes()",
    r"\bnb::repr\b|\bPyObject_(Repr|Str)\b|\bnb::str\(": "ShownValue()",
    r"\bnb::cast<std::string|nanobind/stl/string": "an argument of the type nb::str, and Utf8()",
    r"\bPyArg_Parse\w*\([^\";]*\"[^\":]*[sz]": "the format U, and Utf8()",
    r"(?:\bnb::\w+\([^;]*\)|\b(?:text|told|data|raw_args|name|hint)(?:\.data)?)\.c_str\(\)": "Utf8() or ViewBytes()",
}
"""What only `base/text.*` may use, and what to use instead."""


def without_comments(text: str) -> str:
    """Comments, attributes and raw strings become blanks, so that lines stay where they are."""
    pattern = r"//[^\n]*|/\*.*?\*/|R\"\(.*?\)\"|\[\[[^\]]*\]\]"
    return re.sub(pattern, lambda found: re.sub(r"[^\n]", " ", found[0]), text, flags=re.DOTALL)


def block(code: str, start: int) -> str:
    """What stands between the brace at `start` and its partner, both included."""
    depth = 0
    for place in range(start, len(code)):
        depth += {"{": 1, "}": -1}.get(code[place], 0)
        if depth == 0:
            return code[start : place + 1]
    return code[start:]


def declared(code: str) -> set[str]:
    """The functions that are declared or defined in `extern "C"` blocks, by `extern "C"` or by a macro for it."""
    names = set[str]()
    macros = re.findall(r'#define (\w+) extern "C"', code)
    for found in re.finditer(r'extern "C"\s*\{', code):
        body = block(code, found.end() - 1)
        outside = body[1:-1]
        while re.search(r"\{[^{}]*\}", outside):
            outside = re.sub(r"\{[^{}]*\}", ";", outside)
        names |= set(re.findall(r"^[\w\[\]:,\s*]*?\b(\w+)\([^;=]*?\)\s*;", outside, re.MULTILINE))
    for word in ['extern "C"', *macros]:
        names |= set(re.findall(rf"^{re.escape(word)} (?!\{{)[^;={{]*?\b(\w+)\(", code, re.MULTILINE))
    for table in TABLES.findall(code):
        names |= set(re.findall(r"&(\w+)", table))
    return names - {"__attribute__", "visibility", "defined"}


def definitions(code: str) -> Iterator[tuple[str, int, str]]:
    """Name, line and body of the functions of a file."""
    for found in re.finditer(
        r"^[\w\[][^;{}=#]*?\b(\w+)\([^;{}]*\)\s*(?:const\s*)?(?:noexcept\s*)?\{", code, re.MULTILINE
    ):
        yield found[1], code.count("\n", 0, found.start(1)) + 1, block(code, found.end() - 1)


def unguarded(sources: dict[str, str]) -> Iterator[str]:
    of_headers = set[str]().union(*(declared(code) for file, code in sources.items() if file.endswith(".h")))
    for file, code in sources.items():
        c_functions = of_headers | declared(code)
        functions = list(definitions(code))
        guards = {name for name, _, body in functions if GUARD.search(body)}
        for name, line, body in functions:
            if name not in c_functions or name in NEEDS_NONE or name in guards:
                continue
            if not any(re.search(rf"\b{other}\(", body) for other in guards - {name}):
                instead = "put its body into TranslateExceptions()"
                yield f"{file}:{line}: an exception can leave {name}(), which C calls: {instead}"


def throwing(sources: dict[str, str]) -> Iterator[str]:
    """Destructors that call what may throw."""
    for file, code in sources.items():
        for found in DESTRUCTOR.finditer(code):
            body = block(code, found.end() - 1)
            if GUARD.search(body) or (found[2] and GUARD.search(code[found.end() : found.end() + len(body) + 30])):
                continue
            called = {call[1] or call[2] for call in CALLED.finditer(body)}
            if wrong := sorted(called - THROWS_NOTHING.keys()):
                line = code.count("\n", 0, found.start()) + 1
                calls = ", ".join(wrong)
                instead = "use TranslateExceptions()"
                yield f"{file}:{line}: an exception can leave ~{found[1]}(), which calls {calls}: {instead}"


def converted(sources: dict[str, str]) -> Iterator[str]:
    for file, code in sources.items():
        if not file.startswith(NATIVE) or file.startswith(f"{NATIVE}base/text."):
            continue
        for pattern, instead in CONVERSIONS.items():
            for found in re.finditer(pattern, code):
                line = code.count("\n", 0, found.start()) + 1
                yield f"{file}:{line}: `{found[0].splitlines()[0]}`: use {instead} of base/text.h"


def main() -> int:
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1]
    files = sorted(path for each in ROOTS for path in (root / each).rglob("*") if path.suffix in (".h", ".cpp"))
    sources = {path.relative_to(root).as_posix(): without_comments(path.read_text()) for path in files}
    wrong = [*unguarded(sources), *throwing(sources), *converted(sources)]
    print(*wrong, sep="\n", end="\n" if wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
