"""`goray-gen PATH... -o OUT`: the code of an app."""

from __future__ import annotations

import argparse
import json
import keyword
import os
import re
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from goray_gen.cli.compile_commands import response_files, select_commands
from goray_gen.cli.file_names import check_file_names
from goray_gen.cli.python_files import read_python_files, rendered
from goray_gen.cli.run_scanner import ScanOptions, scan
from goray_gen.emit.differences import differences
from goray_gen.emit.manifest import Run, relative
from goray_gen.emit.up_to_date import hash_of_sources, is_up_to_date
from goray_gen.emit.write_files import extend_depfile, write_files
from goray_gen.errors import GenError
from goray_gen.lower.package_names import check_package
from goray_gen.lower.spelling import SPELLINGS
from goray_gen.resources import own_files, rendering_files

DESCRIPTION = """\
Reads the headers and sources below PATH, finds the structs with GORAY_TASKS and GORAY_ACTORS, and writes

  OUT/interface.json            what was found
  OUT/cpp/NAME.goray.h          codecs of your structs and enums
  OUT/cpp/NAME.remote.h         your tasks and actors as functions of C++ that call them on Ray
  OUT/cpp/NAME.python.h         for --python-tasks: Python's tasks and actors as functions of C++ that call them on Ray
  OUT/cpp/NAME.dispatch.cpp     the table behind the library's exported functions
  OUT/python/PACKAGE/           the typed Python package

A file that would not change is not written, and one that goray-gen did not write is never replaced or removed.
goray_add_app() of CMake runs this for you: find_package(goray CONFIG) looks in the folder that `goray-gen cmake-dir`
prints.
"""

EPILOG = """\
exit codes: 0 done; 1 the C++ or a file of --python-tasks has errors, or --check found differences; 2 wrong usage or a
broken installation

examples:
  goray-gen src -o gen                       generate for ./src; the package is called after the folder
  goray-gen src -o gen --package my.calc     another name
  goray-gen src -o gen --python-tasks app.py   typed calls of what app.py decorates with @goray.remote
  goray-gen src -o gen --check               in CI: is what was committed up to date?
  goray-gen src -o gen -- -Ithird_party -DX  flags for Clang
"""


def default_package(paths: Sequence[Path]) -> str:
    """The name of the scanned folder, of its parent if it is called `src` or `include`, as a Python identifier.

    Raises:
        GenError: nothing is left of the name.
    """
    first = paths[0].resolve()
    folder = first if first.is_dir() else first.parent
    if folder.name in ("src", "include"):
        folder = folder.parent
    name = re.sub(r"\W", "_", folder.name, flags=re.ASCII).strip("_")
    name = f"_{name}" if name[:1].isdigit() else name
    if not name:
        raise GenError(f"{folder}: no package name can be derived from this folder; give one with --package NAME")
    return f"{name}_" if keyword.iskeyword(name) else name


def make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="goray-gen",
        usage="goray-gen PATH... -o OUT [options] [-- CLANG FLAGS]\n       goray-gen rpyc SERVICE.py -o OUT [options]\n"
        "       goray-gen explain [CODE]\n       goray-gen cmake-dir",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help="header, source or folder (searched recursively)"
    )
    parser.add_argument(
        "-o", dest="output", type=Path, required=True, metavar="OUT", help="folder for the generated files"
    )
    parser.add_argument(
        "--package", metavar="NAME", help="Python package, dotted if nested; default: the folder's name"
    )
    parser.add_argument("--python-out", type=Path, metavar="DIR", help="put PACKAGE/ here instead of into OUT/python")
    parser.add_argument(
        "--python-names",
        choices=SPELLINGS,
        default="cpp",
        help="spelling of functions, methods and parameters in Python: as in C++ (default), or snake_case",
    )
    parser.add_argument(
        "--python-structs",
        choices=("typeddict", "dataclass"),
        default="typeddict",
        help="what a struct is in Python: a dict with typed keys (default), or a dataclass",
    )
    parser.add_argument(
        "--python-tasks",
        action="append",
        default=[],
        metavar="[MODULE=]FILE",
        help="a Python file: write C++ functions that call, on Ray, what it decorates with @goray.remote and "
        "@ray.remote, with the types of its hints; it is parsed, never imported. MODULE: what workers import it as; "
        "default: what the file and the packages around it are called. May be repeated",
    )
    parser.add_argument(
        "--root", type=Path, metavar="DIR", help="folder that paths in messages are relative to; default: PATH"
    )
    parser.add_argument("-p", dest="compile_commands", type=Path, metavar="DIR", help="folder of compile_commands.json")
    parser.add_argument(
        "--objects",
        metavar="FOLDER",
        help="use only the commands of compile_commands.json whose object files lie in a folder that ends in this path",
    )
    parser.add_argument(
        "--unit",
        dest="units",
        action="append",
        default=[],
        type=Path,
        metavar="SOURCE",
        help="write a dispatch unit for this source, also if nothing in it is annotated; may be repeated",
    )
    parser.add_argument(
        "--other",
        dest="others",
        action="append",
        default=[],
        type=Path,
        metavar="SOURCE",
        help="a source of another app: it and the header beside it are no part of this one; may be repeated",
    )
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit with 1 and a list if a file would change"
    )
    parser.add_argument(
        "--depfile",
        type=Path,
        metavar="FILE",
        help="write a list of the files that were read, in the form that make and Ninja read",
    )
    parser.add_argument(
        "--depfile-target", metavar="NAME", help="target named in the depfile; default: OUT/interface.json"
    )
    parser.add_argument("--version", action=_ShowVersion, nargs=0, help="show the version and exit")
    return parser


def run(words: list[str]) -> int:
    """Runs the command line after `goray-gen`; returns its exit code."""
    split = words.index("--") if "--" in words else len(words)
    options = make_parser().parse_args(words[:split])
    if options.depfile_target and not options.depfile:
        raise GenError("--depfile-target needs --depfile")
    if options.objects and not options.compile_commands:
        raise GenError("--objects needs -p")
    given: Path | None = options.compile_commands
    if given and not options.objects and not (given / "compile_commands.json").is_file():
        raise GenError(f"-p {given}: no compile_commands.json in this folder")
    if options.root and not options.root.is_dir():
        raise GenError(f"--root {options.root}: no such folder")
    package = options.package or default_package(options.paths)
    check_package(package)
    check_file_names(options.paths)
    output: Path = options.output
    root = (options.root or _folder(options.paths[0])).resolve()
    python = read_python_files(options.python_tasks, root)
    units = {os.path.relpath(unit.resolve(), root): unit.resolve() for unit in options.units}
    request = ScanOptions(
        paths=tuple(options.paths),
        package=package,
        root=root,
        depfile=None if options.check else options.depfile,
        depfile_target=options.depfile_target or str(output / "interface.json"),
        compile_commands=options.compile_commands,
        others=tuple(options.others),
        clang_flags=tuple(words[split + 1 :]) if split < len(words) else None,
    )
    commands: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory(prefix="goray-gen-") as folder:
        scanned = Path(folder) / "interface.json"
        if options.objects:
            name = package.rsplit(".", 1)[-1]
            commands = select_commands(options.compile_commands, options.objects, name, units)
            (Path(folder) / "compile_commands.json").write_text(json.dumps(commands), encoding="utf-8")
            request = replace(request, compile_commands=Path(folder))
        code = scan(request, scanned)
        if code != 0 or python.has_errors:
            return code or 1
        if request.depfile:
            extend_depfile(request.depfile, [*own_files(), *response_files(commands), *python.files])
        interface = scanned.read_text(encoding="utf-8")
        sources = hash_of_sources(interface, (*_options_of(options, units), *python.key), rendering_files())
        if not options.check and is_up_to_date(output, "goray-gen", package, options.paths, sources):
            return 0
        files = {output / "interface.json": interface} | _generated(scanned, options, tuple(units))
        if python.tasks:
            header = output / "cpp" / f"{package.rpartition('.')[2]}.python.h"
            files[header] = rendered(python.tasks)
    shared = frozenset({output / "interface.json"})
    made = Run("goray-gen", package, options.paths, files, options.python_out, shared, sources)
    if not options.check:
        write_files(output, made)
        return 0
    changes = differences(output, made)
    for line in changes:
        print(f"goray-gen: {line}", file=sys.stderr)
    if changes:
        print("goray-gen: not up to date: run it again without --check", file=sys.stderr)
    return 1 if changes else 0


def _options_of(options: argparse.Namespace, units: Iterable[str]) -> tuple[str, ...]:
    """What the generated files depend on."""
    python = relative(options.python_out, options.output) if options.python_out else "python"
    return (options.python_names, options.python_structs, python, *sorted(units))


def _generated(scanned: Path, options: argparse.Namespace, units: tuple[str, ...]) -> dict[Path, str]:
    # Imported here, as that takes a fifth of a second, and most builds find all up to date.
    from goray_gen.emit.generate import Folders, generate
    from goray_gen.emit.jinja import make_environment
    from goray_gen.model.load import load

    folders = Folders(options.output, options.python_out or options.output / "python")
    spell = SPELLINGS[options.python_names]
    dataclasses = options.python_structs == "dataclass"
    return generate(load(scanned), make_environment(), folders, units, spell, dataclasses=dataclasses)


def _folder(path: Path) -> Path:
    return path if path.is_dir() else path.parent


class _ShowVersion(argparse.Action):
    """As argparse's own, which wants to be told the version at each start."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        import importlib.metadata  # with the modules for mail that it needs

        try:
            version = importlib.metadata.version("goray-cpp")
        except importlib.metadata.PackageNotFoundError:
            version = "(source tree)"
        parser.exit(message=f"goray-gen {version}\n")
