"""Doxygen's commands in docstrings."""

from __future__ import annotations

import pytest
from goray_gen.lower.doxygen import google_style


@pytest.mark.parametrize(
    ("comment", "docstring"),
    [
        ("Plain.\n\nMore.", "Plain.\n\nMore."),
        ("", ""),
        (r"\brief Short.", "Short."),
        (
            "Sums.\n@param a First.\n@param[in] b Second,\n   and more.",
            "Sums.\n\nArgs:\n    a: First.\n    b: Second, and more.",
        ),
        ("\\return The sum.", "Returns:\n    The sum."),
        (
            "Opens.\n\n\\throws std::runtime_error if closed\n\nMore.",
            "Opens.\n\nMore.\n\nRaises:\n    std::runtime_error: if closed",
        ),
        ("A path like C:\\param_files and a\\b", "A path like C:\\param_files and a\\b"),
        ("\\parameter is no command", "\\parameter is no command"),
        ("\\see Divide", "\\see Divide"),
    ],
)
def test_commands(comment: str, docstring: str) -> None:
    assert google_style(comment) == docstring
