"""Fails where C++ includes what its folder may not use, or where headers include one another in a circle.

Checks the checkout, or the folder that is given: `check_includes.py [ROOT]`. A new folder with C++ needs a row here.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

PUBLIC = "runtime/include/goray"
RPYC = "runtime/rpyc"
NATIVE = "python/gorayffi/_native"

USES: dict[str, list[str]] = {
    # What users include. The public headers stand on the codecs; `detail` is the part of them that is not for users.
    f"{PUBLIC}/abi": [],
    f"{PUBLIC}/wire": [f"{PUBLIC}/abi"],
    f"{PUBLIC}/codec": [f"{PUBLIC}/wire"],
    f"{PUBLIC}/codec/container": [f"{PUBLIC}/codec"],
    PUBLIC: [f"{PUBLIC}/codec/container", f"{PUBLIC}/detail", f"{PUBLIC}/arrow", f"{PUBLIC}/cluster"],
    f"{PUBLIC}/arrow": [PUBLIC],
    f"{PUBLIC}/cluster": [PUBLIC],
    f"{PUBLIC}/detail": [f"{PUBLIC}/abi", PUBLIC],
    # The stages of the runtime, docs/design.md.
    "runtime/abi": [],
    "runtime/wire": ["runtime/abi", PUBLIC],
    "runtime/wire/references": ["runtime/wire"],
    "runtime/debugging": ["runtime/wire", "runtime/wire/references"],
    "runtime/dispatch": ["runtime/debugging", "runtime/dispatch/streams"],
    "runtime/dispatch/streams": ["runtime/dispatch"],
    "runtime/dispatch/slots": ["runtime/debugging"],
    "runtime/ffi": ["runtime/dispatch"],
    "runtime/api": ["runtime/ffi", "runtime/api/background"],
    "runtime/api/background": [PUBLIC],
    "runtime/api/metrics": ["runtime/api"],
    "runtime/api/streams": ["runtime/api"],
    # The RPyC client, which stands alone.
    f"{PUBLIC}/rpyc": [f"{PUBLIC}/rpyc/codec"],
    f"{PUBLIC}/rpyc/codec": [f"{PUBLIC}/rpyc"],
    f"{RPYC}/base": [],
    f"{RPYC}/protocol": [f"{RPYC}/base", f"{PUBLIC}/rpyc"],
    f"{RPYC}/transport": [f"{RPYC}/base"],
    f"{RPYC}/connection": [f"{RPYC}/protocol", f"{RPYC}/transport"],
    f"{RPYC}/conversion": [f"{RPYC}/connection"],
    f"{RPYC}/client": [f"{RPYC}/conversion"],
    f"{RPYC}/c_api": [f"{RPYC}/client"],
    # The Python extension.
    f"{NATIVE}/base": ["runtime/wire"],
    f"{NATIVE}/library": [f"{NATIVE}/base"],
    f"{NATIVE}/conversion": [f"{NATIVE}/library"],
    f"{NATIVE}/call": [f"{NATIVE}/conversion"],
    f"{NATIVE}/map": [f"{NATIVE}/call"],
    NATIVE: [f"{NATIVE}/call"],
    # The generator.
    "generator/model": [],
    "generator/scan": ["generator/model"],
    "generator/scan/compare": ["generator/scan"],
    "generator/scan/find": ["generator/scan"],
    "generator/scan/parse": ["generator/scan"],
    "generator/scan/map": ["generator/scan"],
}
"""The folders that a folder may include directly; what those may use, it may as well."""

ROOTS = ["runtime", "generator", "python"]
SEARCHED = ["runtime", "runtime/include", NATIVE, "."]
"""Where the compiler looks, besides the folder of the file that includes."""
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', re.MULTILINE)


def included(root: Path, file: Path) -> Iterator[Path]:
    """Our own files that `file` includes, relative to `root`."""
    for name in INCLUDE.findall((root / file).read_text(encoding="utf-8")):
        for folder in [file.parent, *map(Path, SEARCHED)]:
            found = root / folder / name
            if found.is_file():
                yield found.resolve().relative_to(root)
                break


def allowed(folder: str) -> set[str]:
    """`folder` and all that it may use."""
    known: set[str] = set()
    left = [folder]
    while left:
        current = left.pop()
        if current not in known:
            known.add(current)
            left += USES[current]
    return known


def wrong_arrows(includes: dict[Path, list[Path]]) -> Iterator[str]:
    for file, targets in includes.items():
        folder = file.parent.as_posix()
        if folder not in USES:
            yield f"{file}: its folder has no row in scripts/check_includes.py"
            continue
        for target in targets:
            if target.parent.as_posix() not in allowed(folder):
                yield f"{file}: {folder} may not use {target.parent.as_posix()} ({target.name})"


def circles(includes: dict[Path, list[Path]]) -> Iterator[str]:
    done: set[Path] = set()

    def walk(file: Path, path: list[Path]) -> Iterator[str]:
        if file in path:
            yield " -> ".join(str(each) for each in [*path[path.index(file) :], file])
        elif file not in done:
            for target in includes.get(file, []):
                yield from walk(target, [*path, file])
            done.add(file)

    for file in includes:
        yield from walk(file, [])


def main() -> int:
    root = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parents[1]).resolve()
    files = sorted(
        path.relative_to(root)
        for folder in ROOTS
        for path in (root / folder).rglob("*")
        if path.suffix in {".h", ".cpp"}
    )
    includes = {file: list(included(root, file)) for file in files}
    errors = [*wrong_arrows(includes), *(f"a circle of includes: {circle}" for circle in circles(includes))]
    print(*errors, sep="\n", end="\n" if errors else "")
    return bool(errors)


if __name__ == "__main__":
    sys.exit(main())
