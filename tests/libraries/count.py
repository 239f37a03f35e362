"""Which signatures in `corpus` the scanner accepts: 180, as an engineer would write them over 13 public C++ libraries.

The libraries' classes are stand-ins with what matters of the real ones: what is private, what is a template, which
bases there are. Between `#ifndef AS_IT_IS` and `#endif` stands what a wrapper says of them, once for each class. A
comment above a signature says what to write instead, where the error's own advice does not fit.
"""

from __future__ import annotations

import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.scanner import RUNTIME_INCLUDE, SCANNER, precompiled, resource_dir

CORPUS = Path(__file__).parent / "corpus"
LIBRARIES = sorted(CORPUS.glob("*.h"))
ERROR = re.compile(r"^\S+?:(\d+):\d+: error: (.*) \[(GR\d+)\]$(?s:.*?): note: (.*)$", re.MULTILINE)


@dataclass
class Error:
    text: str
    code: str
    advice: str


@dataclass
class Signature:
    """A task, or a factory of actors."""

    text: str
    lines: range
    instead: str
    """Of the comment above it; may be empty."""
    error: Error | None = None
    """The first one, with what the wrapper says; None: accepted."""
    error_as_it_is: Error | None = None


@dataclass
class Library:
    words: str
    signatures: list[Signature]
    said: int
    """How many classes the wrapper says something of."""

    @property
    def accepted(self) -> int:
        return sum(not signature.error for signature in self.signatures)

    @property
    def accepted_as_it_is(self) -> int:
        return sum(not signature.error_as_it_is for signature in self.signatures)


def _signatures(text: str) -> list[Signature]:
    found: list[Signature] = []
    inside, parts, first, instead = False, list[str](), 0, list[str]()
    for number, line in enumerate(text.splitlines(), 1):
        if re.match(r"struct GORAY_(TASKS|ACTORS) ", line) or line == "};":
            inside = line != "};"
        elif inside and line.strip().startswith("// "):
            instead.append(line.strip()[3:])
        elif inside:
            first = first if parts else number
            parts.append(line.strip())
            if line.endswith(";"):
                found.append(Signature(" ".join(parts), range(first, number + 1), " ".join(instead)))
                parts, instead = [], []
    return found


def _errors(header: Path, *flags: str) -> list[tuple[int, Error]]:
    """With the line of each."""
    words = ("--package", "app", "--runtime-include", str(RUNTIME_INCLUDE), "--resource-dir", resource_dir())
    eigen = ("-isystem", "/usr/include/eigen3")
    command = [SCANNER, *words, "-o", "/dev/null", header.name, "--", *precompiled(), *eigen, *flags]
    done = subprocess.run(command, cwd=header.parent, text=True, capture_output=True, check=False)
    errors = [(int(line), Error(text, code, advice)) for line, text, code, advice in ERROR.findall(done.stderr)]
    assert done.returncode == (1 if errors else 0), done.stderr
    return errors


def _is_of(signature: Signature, line: int, signatures: list[Signature]) -> bool:
    """An error of no signature is of the class that a factory makes, the last one."""
    if any(line in other.lines for other in signatures):
        return line in signature.lines
    return signature is signatures[-1]


def count(header: Path) -> Library:
    text = header.read_text(encoding="utf-8")
    signatures = _signatures(text)
    for line, error in _errors(header):
        for signature in signatures:
            if not signature.error and _is_of(signature, line, signatures):
                signature.error = error
    for line, error in _errors(header, "-DAS_IT_IS"):
        for signature in signatures:
            if not signature.error_as_it_is and _is_of(signature, line, signatures):
                signature.error_as_it_is = error
    words = text.partition("// ")[2].partition("\n")[0].partition(":")[0].rstrip(".")
    return Library(words, signatures, len(re.findall(r"^struct goray::", text, re.MULTILINE)))


def count_all() -> list[Library]:
    precompiled()
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(count, LIBRARIES))
