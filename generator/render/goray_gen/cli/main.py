"""The command `goray-gen` and its subcommands."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Sequence

from goray_gen.cli import app, explain, rpyc
from goray_gen.errors import GenError
from goray_gen.resources import runtime_dir


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; returns its exit code. Errors are printed as `goray-gen: error: ...`."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if arguments is None:
        signal.signal(signal.SIGTERM, _interrupt)  # what a build tool sends: as at Ctrl-C, nothing half-done stays
    try:
        if words[:1] == ["cmake-dir"]:
            return _cmake_dir(words[1:])
        if words[:1] == ["rpyc"]:
            return rpyc.run(words[1:])
        if words[:1] == ["explain"]:
            return explain.run(words[1:])
        return app.run(words)
    except GenError as error:
        print(f"goray-gen: error: {error}", file=sys.stderr)
        return 2
    except OSError as error:  # a temporary folder that is full, say; the text has the file's name
        print(f"goray-gen: error: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("goray-gen: interrupted; run it again", file=sys.stderr)
        return 130


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def _cmake_dir(words: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="goray-gen cmake-dir",
        description="Prints the folder for find_package(goray CONFIG): pass it as -Dgoray_DIR=...",
    )
    parser.parse_args(words)
    print(runtime_dir() / "cmake")
    return 0
