"""Names from one language's case into another's."""

from __future__ import annotations

import re


def camel_case(name: str) -> str:
    """`total_price` -> `TotalPrice`."""
    return "".join(part[:1].upper() + part[1:] for part in name.split("_")) or "X"


def snake_case(name: str) -> str:
    """`CalcService` -> `calc_service`."""
    return re.sub(r"\W", "_", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name)).lower()
