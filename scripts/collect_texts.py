"""Collects every text that a user can meet into one file, to be read as a whole.

Usage: collect_texts.py [OUTPUT], by default build/texts.txt. A line is `file:line: text`; `{}` is what is filled in.
A text is a string literal with a space in it that is no docstring; of templates, every line of a comment or docstring.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDERS = ("generator", "python", "runtime", "templates", "scripts", "examples", "benchmarks")
C_LITERAL = re.compile(r'//[^\n]*|/\*.*?\*/|#include[^\n]*|\'"\'|((?:"(?:[^"\\\n]|\\.)*"\s*)+)', re.DOTALL)
SHELL_LITERAL = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
Text = tuple[int, str]


def of_python(source: str) -> Iterator[Text]:
    tree = ast.parse(source)
    passed: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            passed.add(id(node.value))  # a docstring
        elif isinstance(node, ast.JoinedStr):
            parts = [part.value if isinstance(part, ast.Constant) else "{}" for part in node.values]
            passed.update(id(part) for part in node.values)
            yield node.lineno, "".join(map(str, parts))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in passed:
            yield node.lineno, node.value


def of_cpp(source: str) -> Iterator[Text]:
    for match in C_LITERAL.finditer(source):
        if match[1]:
            literals = re.findall(r'"((?:[^"\\\n]|\\.)*)"', match[1])
            yield source.count("\n", 0, match.start()) + 1, "".join(literals)


def of_shell(source: str) -> Iterator[Text]:
    for match in SHELL_LITERAL.finditer(source):
        yield source.count("\n", 0, match.start()) + 1, match[1]


def of_template(source: str) -> Iterator[Text]:
    for number, line in enumerate(source.splitlines(), 1):
        if re.search(r'"""|//|#', line) and not line.lstrip().startswith(("#include", "#pragma", "{#")):
            yield number, line.strip()


READERS = {".py": of_python, ".cpp": of_cpp, ".h": of_cpp, ".cmake": of_shell, ".j2": of_template, "": of_shell}


def texts() -> Iterator[str]:
    """Each as `file:line: text`, in the order of files."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", *FOLDERS], cwd=ROOT, text=True, capture_output=True, check=True
    )
    for name in sorted(set(listed.stdout.splitlines())):
        path = ROOT / name
        if path.suffix in READERS and path.is_file():
            for number, text in sorted(set(READERS[path.suffix](path.read_text(encoding="utf-8")))):
                if " " in text.strip():
                    shown = text.replace("\n", "\\n")
                    yield f"{name}:{number}: {shown}"


def main() -> None:
    output = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build" / "texts.txt"
    output.parent.mkdir(exist_ok=True)
    found = list(texts())
    output.write_text("\n".join(found) + "\n", encoding="utf-8")
    print(f"{output}: {len(found)} texts")


if __name__ == "__main__":
    main()
