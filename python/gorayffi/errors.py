"""What a call of a library can raise.

`NativeError` stands for anything that the library reports. Where its error corresponds to a builtin of Python, the
class derives from that as well, so `except ValueError` and `except NativeError` both catch a `std::invalid_argument`.
All of them pickle, so they survive a trip through Ray.
"""

from __future__ import annotations

import builtins
from collections.abc import Callable, Iterable
from typing import Any

from .consts import ErrCode


class LibraryError(OSError):
    """A library cannot be loaded; the text has the path, the reason and the remedy."""


class LibraryNotFoundError(LibraryError, FileNotFoundError):
    """There is no file at the path."""


class ProtocolError(ValueError):
    """The library's bytes break the protocol: not msgpack, cut short, or with something behind their end."""


class NativeError(RuntimeError):
    """The library reports a failure.

    Attributes:
        type_name: the error's type in its own language (`std::invalid_argument`), '' if it did not say.
        message: the text alone, what `str()` gives.
        native_traceback: where it happened, as the library tells it, may be ''.
        language: `cpp`, `go`, or '' if the library did not say.
    """

    def __init__(self, message: str, type_name: str = "", native_traceback: str = "", language: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.type_name = type_name
        self.native_traceback = native_traceback
        self.language = language
        note = "\n".join(filter(None, (f"[{language}] {type_name}" if type_name else "", native_traceback)))
        if note:
            self.__notes__ = [note]

    def __str__(self) -> str:
        return self.message

    def __reduce__(self) -> tuple[Callable[..., NativeError], tuple[str, str, str, str]]:
        return type(self), (self.message, self.type_name, self.native_traceback, self.language)


class NativeTimeoutError(NativeError, TimeoutError):
    """Code 2: the library waited too long."""


class NativeCancelledError(NativeError):
    """Code 3: what the library waited for was cancelled."""


class ObjectRefNotFoundError(NativeError):
    """Code 4: the library used an object ref that was released, or never was."""


class NativeArithmeticError(NativeError, ArithmeticError): ...


class NativeAssertionError(NativeError, AssertionError): ...


class NativeAttributeError(NativeError, AttributeError): ...


class NativeFileNotFoundError(NativeError, FileNotFoundError): ...


class NativeIndexError(NativeError, IndexError): ...


class NativeKeyError(NativeError, KeyError): ...


class NativeLookupError(NativeError, LookupError): ...


class NativeMemoryError(NativeError, MemoryError): ...


class NativeNotImplementedError(NativeError, NotImplementedError): ...


class NativeOSError(NativeError, OSError): ...


class NativeOverflowError(NativeError, OverflowError): ...


class NativePermissionError(NativeError, PermissionError): ...


class NativeTypeError(NativeError, TypeError): ...


class NativeValueError(NativeError, ValueError): ...


class NativeZeroDivisionError(NativeError, ZeroDivisionError): ...


_BY_CODE: dict[int, type[NativeError]] = {
    ErrCode.Failed: NativeError,
    ErrCode.Timeout: NativeTimeoutError,
    ErrCode.Cancelled: NativeCancelledError,
    ErrCode.ObjectRefNotFound: ObjectRefNotFoundError,
}
_BY_BUILTIN: dict[str, type[NativeError]] = {
    cls.__name__.removeprefix("Native"): cls
    for cls in NativeError.__subclasses__()
    if hasattr(builtins, cls.__name__.removeprefix("Native"))
}


def from_response(code: int, data: bytes, name: str = "") -> NativeError:
    """The error that a failed call of `name` stands for; never raises.

    Args:
        code: not 0. 5 carries JSON (`Message`, `Traceback`, and from C++ `Type`, `PyType`, `Language`) or text, others
            text. A code that the protocol has no meaning for is named in the text.
        data: the answer; bytes that are not UTF-8 are replaced.
        name: of the callable, only used where the library gave no text.
    """
    text = data.decode("utf-8", "replace")
    if code == ErrCode.GolangPanic:
        prefix, panic = _panic(text)
        if panic is not None:
            return _from_panic(prefix, panic)
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
    except ValueError:
        return text, None
    return text[:start], panic if "Message" in panic else None


def _from_panic(prefix: str, panic: dict[str, Any]) -> NativeError:
    message, traceback = str(panic["Message"]), str(panic.get("Traceback") or "")
    language = str(panic.get("Language") or "go")
    if language == "go":
        return NativeError(f"{prefix}golang panic: {message}\n\n{traceback}", "panic", language=language)
    cls = _BY_BUILTIN.get(str(panic.get("PyType")), NativeError)
    return cls(prefix + message, str(panic.get("Type") or ""), traceback, language)


def library_error(path: str, reason: str, missing: bool) -> LibraryError:
    """Why the library at `path` cannot be loaded."""
    if missing:
        return LibraryNotFoundError(f"cannot load the library {path}: no such file; build it, or mend the path")
    return LibraryError(f"cannot load the library {path}: {reason}")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`. Did you mean 'b'?` for a close match, else ''; to be put behind a message."""
    import difflib

    matches = difflib.get_close_matches(word, list(known), n=1, cutoff=0.5)
    return f". Did you mean '{matches[0]}'?" if matches else ""
