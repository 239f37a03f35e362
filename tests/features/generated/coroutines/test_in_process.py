"""Coroutines in this process, where they wait for nothing; `tests/golden/coroutines/app.h` is the app."""

from __future__ import annotations

import inspect

import pytest


def test_a_call_gives_the_result() -> None:
    import coroutines

    assert coroutines.tasks.Plain("a", number=3) == {"text": "a", "number": 3}
    assert coroutines.tasks.Twice(4) == 8
    assert coroutines.tasks.Twice("ab") == 4
    assert coroutines.tasks.Fail("") is None
    ledger = coroutines.Ledger(1)
    assert ledger.Echo("x") == "x"
    assert ledger.Add([]) == 1
    assert not inspect.iscoroutinefunction(ledger.Echo)


def test_coroutines_call_others() -> None:
    import coroutines

    assert coroutines.tasks.Nested(depth=50, times=3) == 153
    assert coroutines.tasks.Nested(depth=1, times=20_000) == 40_000
    assert coroutines.tasks.RunHere(4) == 5
    assert coroutines.tasks.Bodies() == 0


def test_an_error_is_that_of_any_call() -> None:
    import coroutines

    with pytest.raises(ValueError, match="no, not that"):
        coroutines.tasks.Fail("no, not that")
    with pytest.raises(TypeError, match=r"Plain\(\) argument 'text': expected str, got int"):
        coroutines.tasks.Plain(1)  # type: ignore[arg-type]
    assert coroutines.tasks.Bodies() == 0


def test_what_cannot_be_awaited() -> None:
    import coroutines

    empty, twice = coroutines.tasks.Misused()
    assert "refers to nothing" in empty
    assert twice == "this goray::Async has no body to run: it has begun before, or was moved away"
