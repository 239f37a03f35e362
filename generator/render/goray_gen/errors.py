"""The one exception of the package."""

from __future__ import annotations


class GenError(Exception):
    """Something that the user can mend: the text names the thing, the place and the remedy. The CLI exits with 2."""
