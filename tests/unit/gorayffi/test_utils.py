"""The store of local objects, error texts and the call log."""

from __future__ import annotations

import copy
import logging
import pickle
import re
import threading

import pytest
from gorayffi import utils
from gorayffi.utils import ThreadSafeLocalStore


class EqualToAll:
    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = None  # type: ignore[assignment]


class NotComparable:
    def __eq__(self, other: object) -> bool:
        raise ValueError("the truth value is ambiguous")

    __hash__ = None  # type: ignore[assignment]


@pytest.mark.parametrize("value", [EqualToAll(), NotComparable(), None, 0, object()])
def test_any_value_is_kept_and_never_compared(value: object) -> None:
    store = ThreadSafeLocalStore()
    key = store.add(value)
    assert key in store
    assert store[key] is value


def test_a_released_key_is_unknown_for_good() -> None:
    store = ThreadSafeLocalStore()
    key = store.add("a")
    store.release(key)
    assert store.add("b") != key
    assert key not in store
    with pytest.raises(KeyError):
        store[key]
    with pytest.raises(KeyError):
        store.release(key)


def test_released_values_take_no_memory() -> None:
    store = ThreadSafeLocalStore()
    for number in range(10_000):
        store.release(store.add(number))
    assert len(store) == 0


@pytest.mark.parametrize("duplicate", [copy.copy, copy.deepcopy, lambda store: pickle.loads(pickle.dumps(store))])
def test_a_copy_is_empty_and_works(duplicate: object) -> None:
    store = ThreadSafeLocalStore()
    store.add("a")
    other = duplicate(store)  # type: ignore[operator]
    assert (len(other), other[other.add("b")]) == (0, "b")


def test_threads_get_keys_of_their_own() -> None:
    store = ThreadSafeLocalStore()
    keys: list[int] = []
    threads = [threading.Thread(target=lambda: keys.extend(store.add(0) for _ in range(5000))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(keys)) == 40_000


def outer_place() -> bytes:
    return utils.error_msg("text", 1)


def test_error_msg_has_the_place_of_its_caller_or_of_callers_above() -> None:
    here = utils.error_msg("text")
    above = outer_place()
    line = int(re.fullmatch(rb"\[ERROR\]@test_utils\.py:(\d+) text ", here)[1])  # type: ignore[index]
    assert above == b"[ERROR]@test_utils.py:%d text " % (line + 1)
    assert utils.error_msg("text", 1000).endswith(b" text ")


@pytest.mark.parametrize(("value", "level"), [("1", logging.DEBUG), ("", logging.WARNING)])
def test_init_logger_follows_the_environment(monkeypatch: pytest.MonkeyPatch, value: str, level: int) -> None:
    monkeypatch.setenv("GORAY_DEBUG_LOGGING", value)
    logger = logging.Logger("of this test", logging.WARNING)
    utils.init_logger(logger)
    assert logger.level == level
