"""The scanner under test: of the installed package or of a build in the source tree, whichever is newer."""

from __future__ import annotations

import importlib.util
from pathlib import Path

ROOT = Path(__file__).parents[1]


def _find() -> str:
    spec = importlib.util.find_spec("goray_gen")
    folders = {ROOT / "generator" / "render" / "goray_gen"}
    if spec and spec.origin:
        folders.add(Path(spec.origin).parent)
    programs = [folder / "bin" / "goray-scan" for folder in folders]
    built = [program for program in programs if program.exists()]
    if not built:
        raise FileNotFoundError(f"{programs[0]}: not built, run `make build`")
    return str(max(built, key=lambda program: program.stat().st_mtime))


SCANNER = _find()
