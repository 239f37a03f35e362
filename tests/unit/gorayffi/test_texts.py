"""What messages show of names and values: printable, on one line, bounded."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from gorayffi.limits import MESSAGE_SIZE, SHOWN_SIZE
from gorayffi.texts import bounded_message, shown, shown_value, well_formed


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("price", "price"),
        ("né 中 😀", "né 中 😀"),
        ("a\0b\n\x1b[31m", r"a\x00b\n\x1b[31m"),
        ("\u202e\u2028\udc80", r"\u202e\u2028\udc80"),
        ("x" * SHOWN_SIZE, "x" * SHOWN_SIZE),
        ("x" * (SHOWN_SIZE + 1), "x" * SHOWN_SIZE + "..."),
        ("\0" * 10**6, r"\x00" * (SHOWN_SIZE // 4) + "..."),
    ],
)
def test_a_name(text: str, same: str) -> None:
    assert shown(text) == same


def test_lone_surrogates_are_escaped() -> None:
    assert well_formed("né \udc80\n") == "né \\udc80\n"


def test_a_long_message_loses_its_middle() -> None:
    assert bounded_message("x" * MESSAGE_SIZE) == "x" * MESSAGE_SIZE
    text = bounded_message(f"begin {'x' * 10**6} end")
    assert len(text) == MESSAGE_SIZE
    assert text.startswith("begin ")
    assert text.endswith(" end")


class Odd:
    def __repr__(self) -> str:
        raise RuntimeError("no repr")


class Loud:
    def __repr__(self) -> str:
        return "loud " * 10**6


def nested(depth: int) -> object:
    value: object = 0
    for _ in range(depth):
        value = (value,)
    return value


@pytest.mark.parametrize(
    ("value", "start"),
    [
        (5, "5"),
        ("a\udc80", r"'a\udc80'"),
        (b"ab", "b'ab'"),
        ([1, "a"], "[1, 'a']"),
        ({"a": 1}, "{'a': 1}"),
        ("x" * 10**7, "'xxx"),
        (b"\xff" * 10**7, r"b'\xff\xff"),
        (bytearray(10**7), r"bytearray(b'\x00"),
        ([b"\xff" * 10**7], r"[b'\xff"),
        (list(range(10**6)), "[0, 1, 2, 3"),
        (dict.fromkeys(range(10**6)), "{0: None"),
        (10**100_000, "<an int of 332193 bits>"),
        (nested(100_000), "((((...)"),
        (np.zeros(10**6), "array([0., 0."),
        (Loud(), "loud loud"),
        (Odd(), "<Odd "),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_value(value: Any, start: str) -> None:
    text = shown_value(value)
    assert text.startswith(start)
    assert len(text) <= SHOWN_SIZE + 3
    assert text.isprintable()
