"""`Function`: how arguments find their parameters, and what is said when they do not."""

from __future__ import annotations

import collections.abc
import gc
import inspect
import pickle
import weakref
from collections.abc import Callable, Iterator
from typing import Any

import gorayffi
import pytest
from gorayffi import OMITTED, Function, Library


@pytest.fixture
def divide(fake_library: Library) -> Function:
    """Gives back the arguments as the library got them."""
    return Function(fake_library, 4, "args", ["a", "b"], {"b": 1})


@pytest.fixture
def many(fake_library: Library) -> Function:
    return Function(fake_library, 4, "args", ["a", "b", "c", "d"], {"b": 2, "c": OMITTED, "d": 4})


def sent(result: Any) -> list[Any]:
    return result if isinstance(result, list) else [] if result is None else [result]


@pytest.mark.parametrize(
    ("call", "arguments"),
    [
        (lambda f: f(7), [7]),  # a trailing default is not sent
        (lambda f: f(7, 2), [7, 2]),
        (lambda f: f(7, b=2), [7, 2]),
        (lambda f: f(a=7), [7]),
        (lambda f: f(b=2, a=7), [7, 2]),
        (lambda f: f(**{"".join(["a"]): 7}), [7]),
        (lambda f: f(*[7], **{"b": 2}), [7, 2]),
    ],
)
def test_arguments_by_position_and_name(
    divide: Function, call: Callable[[Function], Any], arguments: list[Any]
) -> None:
    assert sent(call(divide)) == arguments


@pytest.mark.parametrize(
    ("call", "arguments"),
    [
        (lambda f: f(1), [1]),
        (lambda f: f(1, c=3), [1, 2, 3]),
        (lambda f: f(1, c=3, d=5), [1, 2, 3, 5]),
        (lambda f: f(1, d=5, b=0, c=0), [1, 0, 0, 5]),
    ],
)
def test_a_gap_is_filled_with_the_default(
    many: Function, call: Callable[[Function], Any], arguments: list[Any]
) -> None:
    assert sent(call(many)) == arguments


def test_a_gap_that_only_the_library_can_fill_is_named(many: Function) -> None:
    with pytest.raises(
        TypeError, match=r"^args\(\) needs the argument 'c' when 'd' is given, because only the library"
    ):
        many(1, d=5)


def test_variadic(fake_library: Library) -> None:
    echo = Function(fake_library, 4, "args", ["a", "b"], {"b": 1}, True)
    assert sent(echo(1)) == [1]
    assert sent(echo(1, 2, 3, 4)) == [1, 2, 3, 4]
    assert sent(Function(fake_library, 4, "args", [], {}, variadic=True)(*range(100))) == list(range(100))


@pytest.mark.parametrize(
    ("parameters", "defaults", "call", "text"),
    [
        ("a b", {"b": 1}, lambda f: f(), "args() missing 1 required argument: 'a'"),
        ("a b", {}, lambda f: f(), "args() missing 2 required arguments: 'a' and 'b'"),
        ("a b c", {}, lambda f: f(), "args() missing 3 required arguments: 'a', 'b', and 'c'"),
        ("a b c", {}, lambda f: f(b=1), "args() missing 2 required arguments: 'a' and 'c'"),
        ("a b", {"b": 1}, lambda f: f(1, 2, 3), "args() takes from 1 to 2 positional arguments but 3 were given"),
        ("a", {}, lambda f: f(1, 2), "args() takes 1 positional argument but 2 were given"),
        ("", {}, lambda f: f(1), "args() takes 0 positional arguments but 1 was given"),
        ("a b", {"b": 1}, lambda f: f(1, c=2), "args() got an unexpected keyword argument 'c'"),
        (
            "a count",
            {},
            lambda f: f(1, coutn=2),
            "args() got an unexpected keyword argument 'coutn'. Did you mean 'count'?",
        ),
        ("a", {}, lambda f: f(1, a=2), "args() got multiple values for argument 'a'"),
        (
            "a b",
            {},
            lambda f: f(1, 2**64),
            "args() argument 'b': an int must be between -2**63 and 2**64 - 1; for a float pass float() of it",
        ),
    ],
)
def test_wrong_arguments_are_told_as_python_does(
    fake_library: Library, parameters: str, defaults: dict[str, object], call: Callable[[Function], Any], text: str
) -> None:
    with pytest.raises((TypeError, OverflowError)) as caught:
        call(Function(fake_library, 4, "args", parameters.split(), defaults))
    assert str(caught.value) == text


def test_a_bad_argument_is_named_with_its_place(divide: Function) -> None:
    with pytest.raises(TypeError, match=r"^args\(\) argument 'b\['x'\]\[1\]': 'object' cannot cross"):
        divide(1, {"x": [0, object()]})


def test_a_bad_extra_argument_is_told_by_its_number(fake_library: Library) -> None:
    with pytest.raises(TypeError, match=r"^args\(\) argument 3: 'object'"):
        Function(fake_library, 4, "args", ["a"], {}, variadic=True)(1, 2, object())


@pytest.mark.parametrize("index", [0, 1, 2**54 - 1])
def test_call_on_sends_the_actor_s_id(fake_library: Library, index: int) -> None:
    method = Function(fake_library, 6, "code 1", ["a"], {"a": 1})
    with pytest.raises(gorayffi.NativeError):
        method.call_on(index)
    assert sent(Function(fake_library, 6, "args", ["a", "index"], {}).call_on(index, 7, index=8)) == [7, 8]


def test_call_on_without_an_id(fake_library: Library) -> None:
    with pytest.raises(TypeError, match=r"args\.call_on\(\) needs the actor's id"):
        Function(fake_library, 6, "args", [], {}).call_on()  # type: ignore[call-arg]


@pytest.mark.parametrize("index", [-1, 2**54, 2**64])
def test_call_on_an_id_out_of_range(fake_library: Library, index: int) -> None:
    with pytest.raises(OverflowError):
        Function(fake_library, 6, "args", [], {}).call_on(index)


@pytest.mark.parametrize("command", [0, 1, 2, 3, 7, 8, -1])
def test_only_commands_with_arguments(fake_library: Library, command: int) -> None:
    with pytest.raises(ValueError, match="command is 4"):
        Function(fake_library, command, "args", [], {})


def test_attributes(divide: Function, fake_library: Library) -> None:
    assert divide.__name__ == "args"
    assert divide.library is fake_library
    assert repr(divide) == f"<gorayffi.Function args of {fake_library.path}>"


def test_it_does_not_pickle_and_has_no_subclasses(divide: Function) -> None:
    with pytest.raises(TypeError):
        pickle.dumps(divide)
    with pytest.raises(TypeError):
        type("Sub", (Function,), {})


def test_defaults_live_as_long_as_the_function(fake_library: Library) -> None:
    function = Function(fake_library, 4, "args", ["a", "b"], {"a": "".join(["long", "lived"])})
    assert sent(function(b=1)) == ["longlived", 1]


def test_omitted_pickles_as_itself() -> None:
    assert pickle.loads(pickle.dumps(OMITTED)) is OMITTED
    assert repr(inspect.Parameter("a", inspect.Parameter.POSITIONAL_OR_KEYWORD, default=OMITTED)).endswith(
        'a=OMITTED">'
    )


def test_a_ring_through_a_function_is_collected(fake_library: Library) -> None:
    """By a default, and by what makes the result."""

    class Owner:
        function: Function

        def convert(self, value: Any) -> Any:
            return value

    gone = []
    for with_default in (False, True):
        owner = Owner()
        default: Any = {"b": owner} if with_default else {"b": 1}
        owner.function = Function(
            fake_library, 4, "args", ["b"], default, convert=None if with_default else owner.convert
        )
        gone.append(weakref.ref(owner))
        del owner, default
    gc.collect()
    assert [ref() for ref in gone] == [None, None]


@pytest.mark.filterwarnings("ignore:nanobind")
def test_a_function_of_a_library_that_was_never_loaded_is_refused() -> None:
    with pytest.raises((TypeError, RuntimeError)):
        Function(Library.__new__(Library), 4, "args", [], {})


class Odd:
    """Its repr has no UTF-8 form, as that of a file name may have none."""

    def __repr__(self) -> str:
        return "odd \udc80"


def test_text_without_utf8_is_escaped_in_errors(divide: Function) -> None:
    with pytest.raises(TypeError, match=r"unexpected keyword argument '\\udc80'"):
        divide(1, **{"\udc80": 2})
    with pytest.raises(TypeError, match=r"^args\(\) argument 'a\[odd \\udc80\]': "):
        divide({Odd(): 1})


@pytest.mark.parametrize("library", [None, 5, "x", object(), Library.__new__(Library)], ids=lambda a: type(a).__name__)
@pytest.mark.filterwarnings("ignore:nanobind")
def test_what_is_not_a_library_is_refused(library: Any) -> None:
    with pytest.raises(TypeError, match=r"^Function\(\) needs a gorayffi\.Library, not "):
        Function(library, 4, "args", [], {})


def test_a_parameter_s_name_is_a_str(fake_library: Library) -> None:
    with pytest.raises(TypeError, match=r"^a parameter's name must be a str, not 5$"):
        Function(fake_library, 4, "args", [5], {})  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("na\0me", r"'na\x00me'"),
        ("\udc80", r"'\udc80'"),
        ("\x1b[31m", r"'\x1b[31m'"),
        ("x" * 10**7, "'" + "x" * 200 + "...'"),
    ],
    ids=["NUL", "surrogate", "escape", "long"],
)
def test_names_in_messages_are_short_and_printable(divide: Function, name: str, shown: str) -> None:
    with pytest.raises(TypeError) as caught:
        divide(1, **{name: 2})
    assert str(caught.value) == f"args() got an unexpected keyword argument {shown}"
    with pytest.raises((TypeError, ValueError)) as caught_in:
        divide({name: object()})
    assert str(caught_in.value).startswith("args() argument 'a['")
    assert len(str(caught_in.value)) < 300
    assert str(caught_in.value).isprintable()


def test_a_path_shows_its_beginning_and_its_end(divide: Function) -> None:
    value: Any = object()
    for _ in range(200):
        value = [{"k" * 200_000: value}]
    with pytest.raises(TypeError) as caught:
        divide(value)
    text = str(caught.value)
    assert text.startswith("args() argument 'a[0]['kkk")
    assert " ... " in text
    assert text.endswith(
        "]': 'object' cannot cross to the library; pass None, bool, int, float, str, bytes, a list, a dict, a set or a "
        "dataclass"
    )
    assert len(text) < 2000


class Failing:
    """A number whose own code fails."""

    def __index__(self) -> int:
        raise ZeroDivisionError("in __index__")


class FailingKeys(collections.abc.Mapping[str, int]):
    def __getitem__(self, key: str) -> int:
        raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        raise LookupError("in __iter__")

    def __len__(self) -> int:
        return 1


@pytest.mark.parametrize(
    ("value", "error"), [(Failing(), ZeroDivisionError), (FailingKeys(), LookupError)], ids=["index", "keys"]
)
def test_an_error_of_a_value_s_own_code_names_the_argument(
    divide: Function, value: Any, error: type[Exception]
) -> None:
    with pytest.raises(error, match=r"^in __i") as caught:
        divide(1, [value])
    assert getattr(caught.value, "__notes__", None) == ["in args() argument 'b'"]
