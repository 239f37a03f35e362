"""The command `goray-gen rpyc`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from goray_gen.emit.differences import differences
from goray_gen.emit.manifest import Run
from goray_gen.emit.write_files import write_files
from goray_gen.errors import GenError
from goray_gen.rpyc.bridge import BRIDGE_FILES, bridge_files, installed_folders
from goray_gen.rpyc.generate import LANGUAGES, generate
from goray_gen.rpyc.model import Service
from goray_gen.rpyc.read import read_service

EPILOG = """\
A function without type hints becomes one that takes and returns dynamic values. The file is parsed, never imported.

  OUT/cpp/NAME.rpyc.h          C++: needs goray/rpyc/client.h and -lrpyc_bridge, see --where
  OUT/go/rpyc_client.go        Go: NewRPyCClient, Call, GetAttr, IsConnected, Close
  OUT/go/NAME_rpyc.go          Go: the typed functions; `go build` needs no flags
  OUT/python/NAME_client.py    Python: needs the package rpyc

exit codes: 0 done; 1 --check found differences; 2 wrong usage, or the file cannot be used
"""


def run(words: list[str]) -> int:
    """Runs the command line after `goray-gen rpyc`; returns its exit code."""
    arguments = make_parser().parse_args(words)
    languages = languages_of(arguments.lang)
    if arguments.source.exists() and not arguments.source.is_file():
        raise GenError(f"{arguments.source}: not a file")  # a FIFO would wait for a writer
    if arguments.module and not all(part.isidentifier() for part in arguments.module.split(".")):
        raise GenError(f"--module {arguments.module}: not the name of a Python module")
    service = read_service(arguments.source, arguments.module)
    runs = [_run(arguments, service, language) for language in languages]
    if arguments.check:
        found = [line for run in runs for line in differences(arguments.out, run)]
        print(*found, sep="\n", file=sys.stderr)
        return 1 if found else 0
    for run in runs:
        write_files(arguments.out, run)
    return 0


def _run(arguments: argparse.Namespace, service: Service, language: str) -> Run:
    """What the command makes for one language: a run for another language leaves it alone."""
    files: dict[Path, str | bytes] = {**generate(service, arguments.out, (language,), arguments.package)}
    if language == "go":
        files |= bridge_files(arguments.bridge, arguments.out / "go")
    return Run(f"goray-gen rpyc --lang {language}", service.name, (arguments.source,), files)


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
            raise GenError(f"--lang: {language} is not one of {', '.join(LANGUAGES)}")
    return languages


class PrintFolder(argparse.Action):
    """Prints where the installed bridge is and exits, as --version does."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        folder = next((folder for folder in installed_folders() if (folder / "lib" / BRIDGE_FILES[1]).is_file()), None)
        if folder is None:
            parser.error(f"{BRIDGE_FILES[1]} is not installed with this goray-gen; pip install goray-cpp")
        print(folder)
        parser.exit()
