"""When a file was written: what tells two builds apart."""

from __future__ import annotations

import os


def written_at(path: str) -> float:
    """In seconds, as `os.stat` says it; 0 if there is no such file, as in an archive."""
    try:
        return os.stat(path).st_mtime  # noqa: PTH116 - pathlib is slow to import
    except OSError:
        return 0.0
