"""The command `goray`: runs a library's driver on Ray.

goray [--cluster] [--py-defs app.py] ./build/librayapp.so [-- ARGUMENTS]
"""

from __future__ import annotations

import argparse
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

_DESCRIPTION = """\
Starts Ray and runs the driver of a library written in C++ or Go.

Connects to the cluster named in RAY_ADDRESS, or to the one running on this machine; without either it starts Ray here
for the time of the run. ARGUMENTS are argv[1] and so on of the driver, int Main(int argc, char** argv).
The exit code is the driver's; 1 if it fails, 2 if it cannot be started, 130 after Ctrl-C.
"""

_FAILED = 1
_NOT_STARTED = 2
_INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Runs `argv`, by default the process's. Returns the exit code. Raises SystemExit for bad usage."""
    given = list(sys.argv[1:] if argv is None else argv)
    end = given.index("--") if "--" in given else len(given)
    arguments = _parser().parse_args(given[:end])
    for path, what in ((arguments.library, "library"), (arguments.py_defs, "Python file")):
        if path and not Path(path).is_file():
            return _error(_NOT_STARTED, f"no {what} {path} (in {Path.cwd()}); build it, or correct the path")
    init_args = {"address": "auto"} if arguments.cluster else {}
    return _run(arguments.library, arguments.py_defs, given[end + 1 :], init_args)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "goray",
        usage="%(prog)s [-h] [--cluster] [--py-defs FILE] library [-- ARGUMENTS]",
        description=_DESCRIPTION,
        formatter_class=argparse.RawTextHelpFormatter,
    )
    parser.add_argument("--cluster", action="store_true", help="fail unless there is a running cluster to connect to")
    parser.add_argument(
        "--py-defs",
        default="",
        metavar="FILE",
        help="Python file with @goray.remote and @goray.local functions and classes",
    )
    parser.add_argument("library", help="the shared library: of goray_add_app(), or of `go build -buildmode=c-shared`")
    return parser


def _run(library: str, py_defs: str, driver_args: Sequence[str], init_args: dict[str, str]) -> int:
    import gorayffi

    import goray
    from goray._definitions.py_defs import load
    from goray._ray.api import ray

    try:
        if py_defs:
            load(py_defs)
    except Exception:
        traceback.print_exc()
        return _error(_NOT_STARTED, f"the Python file {py_defs} cannot be loaded; its error is above")
    try:
        code = goray.start(library, py_defs, driver_args=driver_args, **init_args)
    except gorayffi.LibraryError as error:
        return _error(_NOT_STARTED, str(error))
    except gorayffi.NativeError as error:
        notes = "\n".join(getattr(error, "__notes__", ()))
        return _error(_FAILED, f"the driver of {library} failed: {error}\n{notes}".rstrip())
    except KeyboardInterrupt:
        return _error(_INTERRUPTED, "interrupted")
    except ConnectionError as error:
        return _error(
            _NOT_STARTED, f"no Ray cluster to connect to: {error}; start one with `ray start --head`, or drop --cluster"
        )
    finally:
        ray.shutdown()
    # The system keeps 8 bits of it, and a failure must not come out as success.
    return code if 0 <= code <= 255 else code & 0xFF or _FAILED


def _error(code: int, text: str) -> int:
    sys.stdout.flush()
    print(f"goray: error: {text}", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
