"""The command `goray-gen rpyc`."""

from __future__ import annotations

import argparse
import importlib.util
import shutil
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from goray_gen.emit import differences, emit
from goray_gen.environment import make_environment
from goray_gen.errors import GenError
from goray_gen.rpyc import lower_cpp, lower_go, lower_python
from goray_gen.rpyc.model import Service
from goray_gen.rpyc.read import read_service

LANGUAGES = ("cpp", "go", "python")
BRIDGE_FILES = ("rpyc_bridge.h", "librpyc_bridge.so")

EPILOG = """\
A function without type hints becomes one that takes and gives dynamic values. The file is parsed, never imported.

  OUT/cpp/NAME.rpyc.h          C++: needs goray/rpyc/client.h and -lrpyc_bridge, see --where
  OUT/go/rpyc_client.go        Go: NewRPyCClient, Call, GetAttr, IsConnected, Close
  OUT/go/NAME.go               Go: the typed functions; `go build` needs no flags
  OUT/python/NAME_client.py    Python: needs the package rpyc

exit codes: 0 done; 1 --check found differences; 2 wrong usage, or the file cannot be used
"""


def main(argv: Sequence[str]) -> int:
    """Runs the command; returns its exit code. Errors are printed as `goray-gen: error: ...`."""
    parser = make_parser()
    arguments = parser.parse_args(argv)
    try:
        service = read_service(arguments.source, arguments.module)
        files = generate(service, arguments.out, languages_of(arguments.lang), arguments.package)
        if arguments.check:
            found = differences(arguments.out, files)
            print(*found, sep="\n", file=sys.stderr)
            return 1 if found else 0
        emit(arguments.out, files)
        if "go" in languages_of(arguments.lang):
            copy_bridge(arguments.bridge, arguments.out / "go")
    except GenError as error:
        print(f"goray-gen: error: {error}", file=sys.stderr)
        return 2
    return 0


def make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="goray-gen rpyc",
        description="Writes typed clients of a Python module or RPyC service.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "source", type=Path, help="a Python file: functions with type hints, or a class derived from rpyc.Service"
    )
    parser.add_argument("-o", "--out", type=Path, required=True, help="output folder")
    parser.add_argument("--lang", default=",".join(LANGUAGES), help="which of cpp, go, python (default: all)")
    parser.add_argument("--module", help="name under which the server imports SOURCE (default: the file's name)")
    parser.add_argument("--package", help="package of the Go files (default: after the service)")
    parser.add_argument(
        "--bridge", type=Path, help="folder with rpyc_bridge.h and librpyc_bridge.so (default: the installed one's)"
    )
    parser.add_argument("--check", action="store_true", help="write nothing; say what differs")
    parser.add_argument(
        "--where",
        action=PrintFolder,
        nargs=0,
        help="print the folder with the bridge's include, lib, lib/pkgconfig and lib/cmake, and nothing else",
    )
    return parser


def languages_of(text: str) -> tuple[str, ...]:
    languages = tuple(word for word in text.split(",") if word)
    for language in languages:
        if language not in LANGUAGES:
            raise GenError(f"--lang: {language} is none of {', '.join(LANGUAGES)}")
    return languages


def generate(service: Service, out: Path, languages: Sequence[str], package: str | None) -> dict[Path, str]:
    """Path -> text of every generated file."""
    environment = make_environment()
    files: dict[Path, str] = {}

    def render(path: str, template: str, view: object) -> None:
        files[out / path] = environment.get_template(f"rpyc/{template}").render(service=view)

    if "cpp" in languages:
        render(f"cpp/{service.name}.rpyc.h", "client.h.j2", lower_cpp.lower(service))
    if "go" in languages:
        view = lower_go.lower(service)
        view = replace(view, package=package) if package else view
        render("go/rpyc_client.go", "rpyc_client.go.j2", view)
        render(f"go/{service.name}.go", "service.go.j2", view)
    if "python" in languages:
        render(f"python/{service.name}_client.py", "client.py.j2", lower_python.lower(service))
    return files


class PrintFolder(argparse.Action):
    """Prints where the installed bridge is and exits, as --version does."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        folder = next((folder for folder in installed_folders() if (folder / "lib" / BRIDGE_FILES[1]).is_file()), None)
        if folder is None:
            parser.error(f"{BRIDGE_FILES[1]} is not installed with this goray-gen; pip install goray-cpp")
        print(folder)
        parser.exit()


def copy_bridge(given: Path | None, folder: Path) -> None:
    """Puts the library and its header beside the Go files, where their cgo lines look."""
    for name in BRIDGE_FILES:
        source = next((path for place in bridge_folders(given) if (path := place / name).is_file()), None)
        if source is None:
            raise GenError(
                f"{name} is in none of {', '.join(map(str, bridge_folders(given)))}; say where: --bridge FOLDER"
            )
        target = folder / name
        if not target.exists() or target.read_bytes() != source.read_bytes():
            shutil.copyfile(source, target)


def bridge_folders(given: Path | None) -> list[Path]:
    if given is not None:
        return [given, given / "lib", given / "include"]
    return [folder / part for folder in installed_folders() for part in ("lib", "include")] or [Path("goray/lib")]


def installed_folders() -> list[Path]:
    """Of the package `goray`, which is not imported."""
    spec = importlib.util.find_spec("goray")
    return [Path(folder) for folder in spec.submodule_search_locations or ()] if spec else []
