"""A default that only the library knows."""

from __future__ import annotations

import enum
from typing import Final


class Omitted(enum.Enum):
    """Type of `OMITTED`, an enum so that it pickles as itself."""

    OMITTED = "OMITTED"

    def __repr__(self) -> str:
        return "OMITTED"


OMITTED: Final = Omitted.OMITTED
"""Default of a parameter that only the library can evaluate: it is never sent."""
