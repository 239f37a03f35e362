"""Jinja2 as the templates use it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jinja2

from goray_gen.emit.filters import docstring, wrapped
from goray_gen.lower.literals import literal
from goray_gen.resources import templates_dir


def make_environment(templates: Path | None = None) -> jinja2.Environment:
    """An environment over `templates` (default: ours), in which a misspelt name is an error, not an empty text."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates or templates_dir()),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    filters: dict[str, Any] = environment.filters
    filters.update(docstring=docstring, literal=literal, wrapped=wrapped)
    return environment
