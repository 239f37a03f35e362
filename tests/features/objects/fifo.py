"""How a test knows that a call runs, or has ended."""

from __future__ import annotations

import os
import select


def read(fifo: str) -> str:
    """What is written to it, once somebody has opened and closed it."""
    with open(os.open(fifo, os.O_RDONLY | os.O_NONBLOCK), encoding="utf-8") as file:  # noqa: PTH123 - of a descriptor
        poll = select.poll()
        poll.register(file, select.POLLHUP)
        assert poll.poll(50_000), "nobody opened it"
        return file.read()
