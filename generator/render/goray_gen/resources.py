"""Where the package's data lie: beside it in an install, in the repository's folders in a source tree."""

from __future__ import annotations

from pathlib import Path

from goray_gen.errors import GenError

_PACKAGE = Path(__file__).resolve().parent
_REPOSITORY = _PACKAGE.parents[2]


def templates_dir() -> Path:
    return _find("templates")


def runtime_dir() -> Path:
    """The runtime's sources; `include` and `cmake` are in it."""
    return _find("runtime")


def diagnostics_dir() -> Path:
    """The pages of the diagnostics, `GR1001.md` and so on."""
    return _find("diagnostics", "docs/diagnostics")


def scanner() -> Path:
    """The program `goray-scan`, which may not exist; `scan` says so."""
    return _PACKAGE / "bin" / "goray-scan"


def own_files() -> list[Path]:
    """What the output depends on beside the C++: a new version of the generator generates anew."""
    return sorted([*rendering_files(), scanner()])


def rendering_files() -> list[Path]:
    """What the generated files depend on beside interface.json."""
    return sorted([*_PACKAGE.rglob("*.py"), *templates_dir().rglob("*.j2")])


def _find(name: str, in_repository: str = "") -> Path:
    for folder in (_PACKAGE / name, _REPOSITORY / (in_repository or name)):
        if folder.is_dir():
            return folder
    raise GenError(
        f"{_PACKAGE / name}: no such folder; the installation is incomplete: pip install --force-reinstall goray-cpp"
    )
