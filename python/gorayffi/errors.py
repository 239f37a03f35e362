"""What a call of a library can raise.

`NativeError` stands for anything that the library reports. Where its error corresponds to a builtin of Python, the
class derives from that as well, so `except ValueError` and `except NativeError` both catch a `std::invalid_argument`.
All of them pickle, so they survive a trip through Ray.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Sequence
from typing import Any, cast

from .consts import ErrCode
from .limits import CAUSES, MESSAGE_SIZE, SUGGESTED_SIZE
from .raised import EXCEPTION_KEY, take
from .texts import bounded_message, shown


class LibraryError(OSError):
    """A library cannot be loaded; the text has the path, the reason and the remedy."""


class LibraryNotFoundError(LibraryError, FileNotFoundError):
    """The path leads to nothing."""


class ProtocolError(ValueError):
    """The library's bytes break the protocol: not msgpack, cut short, or with something behind their end."""


class NativeError(RuntimeError):
    """The library reports a failure. What led to it is its `__cause__`, through all languages and processes.

    A class of your own derives from it, and `register_exception` says what it stands for.

    Attributes:
        message: the text alone, what `str()` gives.
        type_name: the error's type in its own language (`std::invalid_argument`), '' if it did not say.
        native_traceback: where it happened, as that language tells it, may be ''.
        language: `cpp`, `go`, `python`, or '' if the library did not say.
        task: what failed: `Divide`, `Counter.Incr`, or ''.
    """

    _bases: Sequence[str] = ()
    """Of the type in its language, the nearest first."""
    _unregistered: type[NativeError]
    """The class it has in a process that registered none; only there where this one did."""

    def __init__(
        self, message: str, type_name: str = "", native_traceback: str = "", language: str = "", task: str = ""
    ) -> None:
        super().__init__(message)
        self.message = message
        self.type_name = type_name
        self.native_traceback = native_traceback
        self.language = language
        self.task = task

    @property
    def __notes__(self) -> list[str]:  # pyright: ignore[reportIncompatibleVariableOverride]
        """What Python shows below the text; made when it is shown, as most errors are caught."""
        notes: list[str] | None = self.__dict__.get("_notes")
        if notes is None:
            head = f"[{self.language}] {self.type_name}" if self.type_name else ""
            note = "\n".join(filter(None, (head, self.native_traceback)))
            is_told = note in str(self)  # what Ray raises for it has its whole traceback as its message
            self.__dict__["_notes"] = notes = [] if is_told else [note]
        return notes

    @__notes__.setter
    def __notes__(self, notes: list[str]) -> None:
        self.__dict__["_notes"] = notes

    def __str__(self) -> str:
        return self.message

    def facts(self) -> dict[str, Any]:
        """What `from_response` would make it of again, but its cause; see docs/reference/protocol.md."""
        told = {
            "Message": self.message,
            "Traceback": self.native_traceback,
            "Language": self.language,
            "Type": self.type_name,
            "PyType": py_type(self),
            "Task": self.task,
            "Bases": list(self._bases),
        }
        return told | ({"Errno": self.errno, "Filename": self.filename} if isinstance(self, OSError) else {})

    def __reduce__(self) -> tuple[Any, ...]:
        state = {name: value for name, value in vars(self).items() if name != "_notes"}
        system = (self.errno, self.filename) if isinstance(self, OSError) else None
        cause = self.__cause__ if isinstance(self.__cause__, NativeError) else None
        return _rebuild, (state.get("_unregistered", type(self)), state, system, cause)


class NativeTimeoutError(NativeError, TimeoutError):
    """Code 2, `goray::TimeoutError`: the library waited too long."""


class NativeCancelledError(NativeError):
    """Code 3, `goray::CancelledError`: what the library waited for was cancelled."""


class ObjectRefNotFoundError(NativeError):
    """Code 4, `goray::ObjectRefNotFoundError`: the library used an object ref that was released, or never was."""


class ActorDiedError(NativeError):
    """`goray::ActorDiedError`: the actor that the library called is dead."""


class WorkerCrashedError(NativeError):
    """`goray::WorkerCrashedError`: the worker that ran the library's task crashed."""


class ObjectLostError(NativeError):
    """`goray::ObjectLostError`: an object that the library wanted was on a node, or of an owner, that is gone."""


class NativeArithmeticError(NativeError, ArithmeticError): ...


class NativeAssertionError(NativeError, AssertionError): ...


class NativeAttributeError(NativeError, AttributeError): ...


class NativeBlockingIOError(NativeError, BlockingIOError): ...


class NativeBrokenPipeError(NativeError, BrokenPipeError): ...


class NativeBufferError(NativeError, BufferError): ...


class NativeChildProcessError(NativeError, ChildProcessError): ...


class NativeConnectionAbortedError(NativeError, ConnectionAbortedError): ...


class NativeConnectionError(NativeError, ConnectionError): ...


class NativeConnectionRefusedError(NativeError, ConnectionRefusedError): ...


class NativeConnectionResetError(NativeError, ConnectionResetError): ...


class NativeEOFError(NativeError, EOFError): ...


class NativeFileExistsError(NativeError, FileExistsError): ...


class NativeFileNotFoundError(NativeError, FileNotFoundError): ...


class NativeIndexError(NativeError, IndexError): ...


class NativeInterruptedError(NativeError, InterruptedError): ...


class NativeIsADirectoryError(NativeError, IsADirectoryError): ...


class NativeKeyError(NativeError, KeyError): ...


class NativeLookupError(NativeError, LookupError): ...


class NativeMemoryError(NativeError, MemoryError): ...


class NativeNotADirectoryError(NativeError, NotADirectoryError): ...


class NativeNotImplementedError(NativeError, NotImplementedError): ...


class NativeOSError(NativeError, OSError): ...


class NativeOverflowError(NativeError, OverflowError): ...


class NativePermissionError(NativeError, PermissionError): ...


class NativeProcessLookupError(NativeError, ProcessLookupError): ...


class NativeRecursionError(NativeError, RecursionError): ...


class NativeTypeError(NativeError, TypeError): ...


class NativeValueError(NativeError, ValueError): ...


class NativeZeroDivisionError(NativeError, ZeroDivisionError): ...


_BY_CODE: dict[int, type[NativeError]] = {
    ErrCode.Failed: NativeError,
    ErrCode.Timeout: NativeTimeoutError,
    ErrCode.Cancelled: NativeCancelledError,
    ErrCode.ObjectRefNotFound: ObjectRefNotFoundError,
}
_BY_PY_TYPE: dict[str, type[NativeError]] = {
    "CancelledError": NativeCancelledError,
    **{cls.__name__.removeprefix("Native"): cls for cls in NativeError.__subclasses__()},
}
_registered: dict[str, type[NativeError]] = {}


def py_type(error: BaseException) -> str:
    """The nearest of Python's exceptions, or of our kinds of failure, that `error` is; `RuntimeError` if it is none."""
    names = (cls.__name__.removeprefix("Native") for cls in type(error).__mro__)
    return next((name for name in names if name in _BY_PY_TYPE), "RuntimeError")


def register_exception(type_name: str, cls: type[NativeError]) -> None:
    """From now on `cls` is raised, in this process, for a C++ exception of the class `type_name` or derived from it.

    Of several registered classes the nearest counts. A worker that did not register anything raises the builtin's
    class, and the driver, if it did, gets `cls` from it all the same. Registering again replaces.

    Args:
        type_name: as C++ writes it, with its namespace: `shop::OutOfStock`.
        cls: derives from `NativeError`, and keeps its constructor.

    Raises:
        TypeError: `cls` is not a subclass of `NativeError`.

    Example:
        >>> class OutOfStock(gorayffi.NativeError, LookupError): ...
        >>> gorayffi.register_exception("shop::OutOfStock", OutOfStock)
    """
    if not (isinstance(cls, type) and issubclass(cls, NativeError)):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise TypeError(
            f"register_exception({type_name!r}, ...): {cls!r} must be a class derived from gorayffi.NativeError"
        )
    _registered[type_name] = cls


def from_response(code: int, data: bytes, name: str = "") -> NativeError:
    """The error that a failed call of `name` stands for; never raises.

    Args:
        code: not 0. 5 carries JSON (`Message`, `Traceback`, and from C++ `Type`, `PyType`, `Language`) or text, others
            text. A code that the protocol has no meaning for is named in the text.
        data: the answer; bytes that are not UTF-8 are replaced.
        name: of the callable, only used where the library gave no text.
    """
    return _from_response(code, data, name)[0]


def raised_by(code: int, data: bytes, name: str) -> BaseException:
    """The same for a call in this process: what a callable of Python raised in it is raised again.

    That is so where C++ let it pass; where it made an exception of its own of it, it is that one's cause.
    """
    error, last, original = _from_response(code, data, name)
    if original is None:
        return error
    if last is error and error.type_name.startswith("goray::"):
        return original
    last.__cause__ = original
    return error


def _from_response(code: int, data: bytes, name: str) -> tuple[NativeError, NativeError, BaseException | None]:
    """The error; of its levels the last one above what a callable of Python raised; and that, if it was raised here."""
    text = data.decode("utf-8", "replace")
    if code == ErrCode.GolangPanic:
        prefix, panic = _panic(text)
        if panic is not None:
            return _from_panic(prefix, panic)
    error = _of_text(code, text, name)
    return error, error, None


def _of_text(code: int, text: str, name: str) -> NativeError:
    if not text.strip():
        text = f"{name or 'the library'} failed without a text (code {code})"
    if code == ErrCode.GolangPanic:
        return NativeError(text)
    if code not in _BY_CODE:
        return NativeError(f"{text} [code {code}, which the protocol does not have]")
    return _BY_CODE[code](text.strip())


def _panic(text: str) -> tuple[str, dict[str, Any] | None]:
    """The JSON of a code 5, and what a failed argument's message put in front of it."""
    start = text.find("{")
    if start < 0:
        return text, None
    import json

    try:
        panic: dict[str, Any] = json.loads(text[start:])  # it starts with a brace, so it is an object
    except (ValueError, RecursionError):
        return text, None
    return text[:start], panic if "Message" in panic else None


def _from_panic(prefix: str, panic: dict[str, Any]) -> tuple[NativeError, NativeError, BaseException | None]:
    """The error with its causes: as many as a well-behaved library tells, and one that counts those left out."""
    error = level = above = last = _from_level(prefix, panic)
    original: BaseException | None = None
    for _ in range(CAUSES + 1):
        cause = panic.get("Cause")
        if not isinstance(cause, dict) or "Message" not in cause:
            break
        panic = cast("dict[str, Any]", cause)
        if EXCEPTION_KEY in panic and (kept := take(panic[EXCEPTION_KEY])) is not None and original is None:
            # What C++ calls it says no more than it does itself.
            last, original = (level if level is error or not level.type_name.startswith("goray::") else above), kept
        above = level
        level.__cause__ = level = _from_level("", panic)
    return error, last, original


def _from_level(prefix: str, panic: dict[str, Any]) -> NativeError:
    language = str(panic.get("Language", "python" if "Kind" in panic else "go") or "")
    traceback = str(panic.get("Traceback") or "")
    if language == "go":
        return NativeError(f"{prefix}golang panic: {panic['Message']}\n\n{traceback}", "panic", language=language)
    py_type = str(panic.get("PyType") or "")
    type_name = str(panic.get("Type") or py_type)
    number = panic.get("Errno")
    number = number if isinstance(number, int) else None
    if number is not None and py_type == "OSError":
        py_type = type(OSError(number, "")).__name__
    bases = [str(base) for base in _list(panic.get("Bases"))]
    cls = _BY_PY_TYPE.get(py_type, NativeError)
    known = _find_registered(type_name, bases) or cls
    facts = (prefix + str(panic["Message"]), type_name, traceback, language, str(panic.get("Task") or ""))
    error = _made(known, cls, facts)
    if bases:
        error._bases = bases  # pyright: ignore[reportPrivateUsage]
    if type(error) is not cls:
        error._unregistered = cls  # pyright: ignore[reportPrivateUsage]
    if number is not None and isinstance(error, OSError):
        error.errno, error.filename = number, panic.get("Filename")
    return error


def _list(value: object) -> list[object]:
    return cast("list[object]", value) if isinstance(value, list) else []


def _made(registered: type[NativeError], builtin: type[NativeError], facts: tuple[str, ...]) -> NativeError:
    """An error of the registered class. A constructor of its own may fail; it must not hide what the library said."""
    try:
        error = registered(*facts)
        if isinstance(error, NativeError):  # pyright: ignore[reportUnnecessaryIsInstance] - `__new__` may return anything
            return error
        why = f"it made a {type(error).__name__}"
    except Exception as failure:
        why = f"{type(failure).__name__}: {shown(str(failure))}"
    error = builtin(*facts)
    add_note(error, f"the class {registered.__qualname__}, which is registered for it, cannot be made: {why}")
    return error


def add_note(error: BaseException, note: str) -> None:
    """Adds a line that Python, from 3.11 on, shows below the error's text."""
    with contextlib.suppress(Exception):  # a class without room for attributes
        setattr(error, "__notes__", [*getattr(error, "__notes__", ()), note])  # noqa: B010 - unknown before 3.11


def _find_registered(type_name: str, bases: Iterable[str]) -> type[NativeError] | None:
    if not _registered:
        return None
    return next((_registered[name] for name in (type_name, *bases) if name in _registered), None)


def _rebuild(
    cls: type[NativeError], state: dict[str, Any], system: tuple[int | None, object] | None, cause: NativeError | None
) -> NativeError:
    """Unpickles an error, as the class that this process registered for it."""
    cls = _find_registered(state["type_name"], state.get("_bases", ())) or cls
    error = cls(state["message"])
    vars(error).update(state)
    if system is not None and isinstance(error, OSError):
        error.errno, error.filename = system
    error.__cause__ = cause
    return error


def library_error(path: str, reason: str, missing: bool) -> LibraryError:
    """Why the library at `path` cannot be loaded."""
    if missing:
        reason = "no such file; build it, or correct the path"
    cls = LibraryNotFoundError if missing else LibraryError
    return cls(bounded_message(f"cannot load the library {shown(path, MESSAGE_SIZE // 2)}: {reason}"))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`. Did you mean 'b'?` for a close match, else ''; to be put behind a message."""
    if len(word) > SUGGESTED_SIZE:
        return ""
    import difflib

    matches = difflib.get_close_matches(word, list(known), n=1, cutoff=0.5)
    return f". Did you mean '{matches[0]}'?" if matches else ""
