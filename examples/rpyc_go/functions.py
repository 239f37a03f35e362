"""What the typed client in functions.go calls; main.go needs only the wrapper beside it."""

from __future__ import annotations


def scale(numbers: list[float], factor: float = 2.0) -> list[float]:
    """Multiplies each number."""
    return [number * factor for number in numbers]
