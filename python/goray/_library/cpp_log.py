"""`goray::Log`: what C++ gives to Python's logging."""

from __future__ import annotations

import logging


def log(name: str, level: int, text: str, path: str, line: int, function: str) -> None:
    """One record of the logger `name`, if its level is on."""
    logger = logging.getLogger(name)
    if logger.isEnabledFor(level):
        logger.handle(logger.makeRecord(name, level, path, line, text, (), None, function))
