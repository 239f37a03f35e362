"""Names from one language's case into another's."""

from __future__ import annotations

import re

from goray_gen.lower.allocator import PYTHON


def camel_case(name: str) -> str:
    """`total_price` -> `TotalPrice`."""
    return "".join(part[:1].upper() + part[1:] for part in name.split("_")) or "X"


def snake_case(name: str) -> str:
    """`CalcService` -> `calc_service`."""
    return re.sub(r"\W", "_", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name)).lower()


def service_name(name: str) -> str:
    """`name` in snake case, as the files of a service are called: a module, and Go skips files that begin with `_`.

    Example:
        >>> service_name("CalcService"), service_name("_1st-try")
        ('calc_service', 'service_1st_try')
    """
    found = PYTHON.identifier(snake_case(name)).strip("_")
    return found if found.isidentifier() else "_".join(filter(None, ["service", found]))
