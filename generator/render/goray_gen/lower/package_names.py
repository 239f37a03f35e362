"""Which names a generated package can have."""

from __future__ import annotations

import keyword
import sys
from typing import Final

from goray_gen.errors import GenError

_NEEDED = """
attr attrs certifi charset_normalizer click colorama cython_runtime filelock google goray goray_gen gorayffi
grpc idna jinja2 jsonschema jsonschema_specifications msgpack numpy packaging psutil ray referencing
requests rich rpds sitecustomize typing_extensions urllib3 usercustomize yaml
"""
NEEDED: Final = frozenset(_NEEDED.split())
"""What a generated package imports, and what Ray and the start of Python do."""


def check_package(package: str) -> None:
    """Raises GenError if Python could not import `package`, or could import no longer what this would hide."""
    parts = package.split(".")
    for part in parts:
        if not part.isidentifier() or not part.isascii() or keyword.iskeyword(part) or part.startswith("__"):
            raise GenError(
                f"package {package}: `{part}` is not a name that a package can have; "
                "use letters, digits and underscores: --package NAME"
            )
    top = parts[0]
    if top in sys.stdlib_module_names or top in NEEDED:
        owner = "Python's standard library" if top in sys.stdlib_module_names else "a package that Ray and goray need"
        raise GenError(
            f"package {package}: it would hide `{top}`, {owner}; give another name: --package NAME, "
            "in CMake PYTHON_PACKAGE"
        )
