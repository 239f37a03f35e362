"""The apps of the interop tests."""

from __future__ import annotations

from tests.interop.conftest import cpp_library, go_library

__all__ = ["cpp_library", "go_library"]
