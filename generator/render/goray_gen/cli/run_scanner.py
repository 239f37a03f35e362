"""Runs `goray-scan`, the C++ half of the generator."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from goray_gen.cli.explain import codes_in
from goray_gen.errors import GenError
from goray_gen.resources import runtime_dir, scanner


@dataclass(frozen=True)
class ScanOptions:
    """What to scan; see `goray-gen --help`."""

    paths: tuple[Path, ...]
    package: str
    root: Path | None = None
    depfile: Path | None = None
    depfile_target: str | None = None
    compile_commands: Path | None = None
    others: tuple[Path, ...] = ()
    clang_flags: tuple[str, ...] | None = None
    """`None`: those of compile_commands.json."""


def scan(options: ScanOptions, output: Path) -> int:
    """Writes the interface of `options.paths` to `output`; diagnostics go to stderr. Returns the scanner's exit code.

    Raises:
        GenError: no such path, or the scanner is missing or does not start.
    """
    for path in options.paths:
        if not path.exists():
            raise GenError(f"{path}: no such file or folder")
    program = scanner()
    if not program.exists():
        raise GenError(f"{program}: no such program; pip install goray-cpp, or build it in a source tree: make build")
    returncode, stderr = _run(command(options, program, output), program)
    told = stderr.decode(errors="replace")
    sys.stderr.write(told)
    if codes := codes_in(told):
        print(f"goray-gen: `goray-gen explain {codes[0]}` says more, and what to write instead", file=sys.stderr)
    if returncode < 0:
        raise GenError(f"{program}: ended by signal {-returncode}; please report it with the scanned header")
    return returncode


def _run(words: Sequence[str], program: Path) -> tuple[int, bytes]:
    """Exit code and stderr. The scanner ends with this process, also if it is interrupted."""
    handle_signals = _hold_signals()
    try:
        process = subprocess.Popen(words, stderr=subprocess.PIPE)
    except OSError as error:
        handle_signals()
        raise GenError(f"{program}: does not start: {error.strerror}; it was built for another system") from error
    with process:
        try:
            handle_signals()
            _, stderr = process.communicate()
        except BaseException:
            process.kill()
            raise
    return process.returncode, stderr


def _hold_signals() -> Callable[[], None]:
    """Holds SIGINT and SIGTERM back until the result is called: an exception within `Popen` loses the child."""
    if threading.current_thread() is not threading.main_thread():  # which alone handles signals
        return lambda: None
    came: list[int] = []
    handlers = {
        number: signal.signal(number, lambda got, _: came.append(got)) for number in (signal.SIGINT, signal.SIGTERM)
    }

    def handle() -> None:
        for number, handler in handlers.items():
            signal.signal(number, handler)
        for held in came:
            signal.raise_signal(held)

    return handle


def command(options: ScanOptions, program: Path, output: Path) -> Sequence[str]:
    """The scanner's command line."""
    words: list[str | Path] = [program, "--package", options.package, "--runtime-include", runtime_dir() / "include"]
    if options.root:
        words += ["--root", options.root]
    if options.compile_commands:
        words += ["-p", options.compile_commands]
    if options.depfile:
        words += ["--depfile", options.depfile, "--depfile-target", options.depfile_target or output]
    for other in options.others:
        words += ["--other", other]
    words += ["-o", output, *options.paths]
    if options.clang_flags is not None:
        words += ["--", *options.clang_flags]
    return [str(word) for word in words]
