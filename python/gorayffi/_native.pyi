from collections.abc import Callable, Mapping, Sequence
from typing import Any, final

from typing_extensions import Buffer

from .omitted import Omitted
from .references import Message, ReferenceHooks

@final
class Library:
    """One loaded library. All methods may be called from any thread; they release the GIL while the library runs."""

    @property
    def path(self) -> str:
        """The real path of its file."""

    @property
    def declared(self) -> dict[str, Any] | None:
        """What the library says of itself: language, version, features, and a hash for each callable.

        `None` for Go libraries and others without a `GorayInterface`. See docs/reference/protocol.md.
        """

    @property
    def takes_arrays(self) -> bool:
        """Whether it declared the feature `arrays`: to others they are lists."""

    @property
    def takes_references(self) -> bool:
        """Whether it declared `references`. Only then may values have references, and the ext code 80 is reserved."""

    @property
    def shares_arrays(self) -> bool:
        """Whether it declared `shared_arrays`, and what that needs: large arrays travel beside messages."""

    def adopt(self, entries: bytes) -> list[Any]:
        """What a table's entries stand for, which the library gave away: arrays, all others by `ReferenceHooks.adopt`.

        Raises:
            ProtocolError: an array that the library does not know, or a reference without hooks.
            ImportError: an array, and there is no numpy.
        """

    def borrow(self, entries: bytes) -> list[Any]:
        """What a table's entries stand for, which the library lent: arrays, all others by `ReferenceHooks.borrow`."""

    def export(self, values: list[Any]) -> bytes:
        """A table's entries, by which the library becomes an owner of `values`: arrays, and what the hooks know."""

    def hashes(self) -> dict[str, str] | None:
        """The declared hashes by `task <name>`, `actor <name>` and `method <actor>.<name>`; `None` as `declared`."""

    def execute(self, cmd: int, index: int, data: Buffer) -> tuple[bytes, int]:
        """One raw call: `(answer, code)`. A code 6 stays, and its references are the caller's to adopt.

        Raises:
            OverflowError: `cmd` is not in 0..1023 or `index` not in 0..2^54-1.
        """

    def call(self, cmd: int, index: int, name: str, args: Sequence[object]) -> Any:
        """Calls by name: packs `args`, runs 4 (task), 5 (new actor, returns its id) or 6 (method), unpacks.

        References among the arguments become the library's, those in the result Python's, see `ReferenceHooks`.

        Raises:
            NativeError: what the library reports, see `gorayffi.errors`.
            TypeError, OverflowError, ValueError: an argument cannot cross; the text names it.
            ValueError: another command.
            ProtocolError: the answer is not a message.
        """

    def next_item(self, stream: int, name: str) -> Any:
        """The next item of an open stream of the library's.

        Args:
            stream: Its id, which the task or method gave.
            name: Of the task or method, for errors and the call log.

        Raises:
            StopIteration: there is none; the library has forgotten the stream.
            NativeError: what the library reports, as if the call of the task or method had failed.
        """

    def call_message(
        self,
        cmd: int,
        index: int,
        name: str,
        arguments: Message,
        positions: Sequence[int],
        resolved: Sequence[object],
    ) -> tuple[Message, int]:
        """Calls with arguments packed before: the packed result and code 0-5; with a code above 0 a failure's bytes.

        Nothing stays held if it raises before the library is entered: references are exported last.

        Args:
            cmd: 4, 5 or 6, else ValueError.
            positions: where each of `resolved` goes in the final list of arguments.
            resolved: each a `Message` of exactly one value, which is taken as it is, or any other value, packed here.

        Raises:
            TypeError: references for a library that takes none; a value that cannot cross.
            ValueError, OverflowError: a value that cannot cross, or not one position for each.
            ProtocolError: the answer is not a message, or has references and no hooks were given.
        """

    def serve(
        self,
        handlers: Mapping[int, Callable[[bytes], tuple[bytes, int]]] | None,
        hooks: ReferenceHooks | None = None,
    ) -> None:
        """Sets what answers the library's commands, and its hooks, as `gorayffi.load_library` does."""

    def call_encoded(
        self,
        cmd: int,
        index: int,
        name: str,
        raw_args: bytes,
        positions: Sequence[int],
        refs: Sequence[tuple[bytes, int]],
    ) -> tuple[bytes, int]:
        """Calls with arguments packed before: `(answer, code)`.

        Args:
            raw_args: msgpack values one after another.
            positions: where each of `refs` goes in the final list of arguments.
            refs: `(bytes, code)` results of other tasks. One that failed becomes the answer, without a call.

        Raises:
            TypeError: the result has references, which this form has no place for. They are dropped.
        """

@final
class LocalCall:
    """The handler of a command that calls Python in this process. A library's call does not pass its bytes to Python.

    Called from Python it is `handler`, which answers all calls; this one answers those whose arguments hold no
    references, and leaves the others, and what cannot be read, to it.

    Args:
        find: From the options' JSON to the callable's name in errors and the callable; `None` leaves the call to
            `handler`.
        pack: The answer for such a name and a result that is no number, text, bytes or `None`.
        handler: From the command's bytes to the answer.
    """

    def __init__(
        self,
        find: Callable[[bytes], tuple[str, Callable[..., Any]] | None],
        pack: Callable[[str, object], tuple[bytes, int]],
        handler: Callable[[bytes], tuple[bytes, int]],
    ) -> None: ...
    def __call__(self, data: bytes) -> tuple[bytes, int]: ...

@final
class HandleMap:
    """Objects by random ids, from 1 to 2^53 - 1, for what must be named to a library but stays in the process.

    Nobody can guess an id that he was not given. Any thread, finalizer, signal handler and callback may use a map at
    any time. A map does not pickle.

    Example:
        >>> handles = HandleMap()
        >>> handle = handles.insert("value")
        >>> handles.get(handle), handles.pop(handle), len(handles)
        ('value', 'value', 0)
    """

    def __init__(self) -> None: ...
    def insert(self, value: object) -> int:
        """Keeps `value` until its id is popped."""

    def get(self, handle: int) -> Any:
        """The object, which stays. Raises KeyError if the id was popped, or never given out."""

    def pop(self, handle: int) -> Any:
        """Takes the object out. Raises KeyError as `get` does."""

    def __len__(self) -> int: ...

@final
class Function:
    """A callable bound to a library and a name; calls cost no more than a function of an extension.

    Keyword arguments and defaults are bound here. A default is sent only if a later argument is given.

    Args:
        command: 4 for a task, 5 for an actor's factory (the call gives its id), 6 for an actor's method.
        defaults: by parameter's name; `OMITTED` where only the library can evaluate it.
        variadic: any number of positional arguments may follow those of `parameters`.
        actor: the factory whose actors have the method; without it a method is called by name.
        hold_gil: the library runs with the GIL held: quicker for calls under a microsecond, a standstill of Python
            for others. The called code may call Python back on its own thread; it must not wait for another thread
            that does.
        convert: makes the call's result of the library's.
        views_bytes: `bytes` of 64 KiB and more that the library lets go of are a read-only `memoryview` of its memory,
            which is released with the last view of it; they are copied otherwise.
        order: of several functions under one name: puts arguments in order, which are given with keywords or in a
            number that `parameters` does not allow, or raises TypeError.
        wraps: by parameter's name; makes of an argument what is passed in its place.

    A library that declares `call_by_index` is asked for its lists here, and called by position from then on.
    """

    def __init__(
        self,
        library: Library,
        command: int,
        name: str,
        parameters: Sequence[str],
        defaults: Mapping[str, object | Omitted],
        variadic: bool = False,
        actor: str = "",
        hold_gil: bool = False,
        convert: Callable[[Any], Any] | None = None,
        views_bytes: bool = False,
        order: Callable[[tuple[object, ...], dict[str, object]], tuple[object, ...]] | None = None,
        wraps: Mapping[str, Callable[[Any], Any]] | None = None,
    ) -> None: ...
    @property
    def __name__(self) -> str: ...
    @property
    def library(self) -> Library: ...
    def __call__(self, *args: object, **kwargs: object) -> Any: ...
    def map(
        self, columns: tuple[Any, ...], count: int, *, actor_id: int = 0, num_threads: int = 1
    ) -> tuple[str, Any, list[tuple[int, Exception]], float]:
        """Calls it with the items of `columns`, lists or buffers of numbers, one after another, in one step.

        Gives a letter, a buffer of numbers of that `struct` format (of `?` in eight bytes each), failures by index, and
        the seconds that it took; or '' and a list of results, which has None where there is a failure.

        Args:
            actor_id: Of the actor whose method it is.
            num_threads: Threads that share the items.
        """
    def call_on(self, index: int, /, *args: object, **kwargs: object) -> Any:
        """Calls the method on the actor of this id."""

class ActorBase:
    """Base of classes whose objects stand for a library's actors."""

    _goray_id: int
    """The actor's id, below 2**64; absent (AttributeError) before there is an actor and after it is deleted."""

@final
class Method:
    """A method of an `ActorBase` class that is its actor's, at no cost of a Python frame.

    A call raises RuntimeError if the object has no actor.

    Args:
        function: of the command 6.
        wrapped: the `def` whose name, docstring and signature it shows.

    Example:
        >>> Counter.Incr = Method(Function(library, 6, "Incr", ["by"], {"by": 1}), Counter.Incr)
    """

    __wrapped__: Callable[..., Any]

    def __init__(self, function: Function, wrapped: Callable[..., Any]) -> None: ...
    def __get__(self, instance: object, owner: type | None = None) -> Any: ...
    def __call__(self, instance: object, /, *args: object, **kwargs: object) -> Any: ...

class Forward:
    """Base of classes whose objects are called as `_target` is, at no cost of a Python frame."""

    _target: Callable[..., Any]

    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...

def load(
    path: str, handlers: Mapping[int, Callable[[bytes], tuple[bytes, int]]] | None, hooks: ReferenceHooks | None = None
) -> Library:
    """See `gorayffi.load_library`."""

def encode_call(
    name: str, raw_args: bytes, positions: Sequence[int], refs: Sequence[tuple[bytes, int]]
) -> tuple[bytes, int]:
    """See `gorayffi.funccall.encode_golang_funccall_arguments`."""

def pack(*values: object) -> bytes:
    """The values in msgpack, one after another. It knows no references: `ExtType(80, ...)` is an application's own."""

def pack_message(
    is_reference: Callable[[object], bool], *values: object, arrays: bool = False, shared_arrays: bool = False
) -> Message:
    """As `pack`, with the values that `is_reference` is true for as references. `ExtType(80, ...)` is a ValueError.

    `arrays`: for a library that declared them (`Library.takes_arrays`); for others arrays are lists. `shared_arrays`:
    for one that shares them (`Library.shares_arrays`); large ones are among the references then.
    """

def unpack(data: Buffer, references: list[Any] | None = None) -> list[Any]:
    """All values of a message, where an index means one of `references`. Raises ProtocolError.

    Without references an ext 80 is an application's `ExtType`.
    """

def unpack_result(data: Buffer, references: list[Any] | None = None) -> Any:
    """What a task's answer means: `None`, the value, or a list of several. Else as `unpack`."""

def stop_callbacks(seconds: float) -> None:
    """Lets no callback of a library's own threads in any more; waits up to `seconds` for those inside."""
