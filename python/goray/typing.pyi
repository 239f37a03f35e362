"""Types that generated packages share, for annotations of your own as well. At run time too they can be imported."""

from collections.abc import AsyncIterator, Generator, Iterable, Iterator, Mapping, Sequence
from typing import Any, ClassVar, Generic, Literal, Protocol, TypeAlias, TypedDict, TypeVar, overload, type_check_only

from ray import ObjectRef as ObjectRef
from ray.actor import ActorHandle as _RayHandle
from ray.dag import ClassMethodNode, FunctionNode
from ray.includes.unique_ids import TaskID
from ray.util.scheduling_strategies import (
    NodeAffinitySchedulingStrategy,
    NodeLabelSchedulingStrategy,
    PlacementGroupSchedulingStrategy,
)
from typing_extensions import Buffer, Self, Unpack

_T_co = TypeVar("_T_co", covariant=True)
_H = TypeVar("_H")
_T = TypeVar("_T")
_N = TypeVar("_N")
_S = TypeVar("_S")

class Ref(Protocol[_T_co]):
    """A `ray.ObjectRef` whose value is a `T` or narrower: `ObjectRef` itself is invariant."""

    def __await__(self) -> Generator[Any, None, _T_co]: ...
    def task_id(self) -> TaskID: ...

class HasFields(Protocol):
    """A dataclass, or another object whose class lists its fields, as those of attrs, msgspec and pydantic do."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

@type_check_only
class _Array(Protocol):
    @property
    def __array_interface__(self) -> dict[str, Any]: ...

NumberArray: TypeAlias = _Array
"""A numpy array of numbers, of any order and dimension, for a list or lists in lists."""

Json: TypeAlias = bool | int | float | str | list[Json] | dict[str, Json] | None
"""A value that JSON has."""

JsonLike: TypeAlias = bool | int | float | str | Sequence[JsonLike] | Mapping[str, JsonLike] | None
"""What a parameter takes for a value of JSON."""

BytesLike: TypeAlias = Buffer | _Array
"""Whatever lends its bytes: `bytes`, `bytearray`, `memoryview`, a numpy array."""

@type_check_only
class _ArrowArray(Protocol):
    def __arrow_c_array__(self, requested_schema: Any = None) -> tuple[object, object]: ...

@type_check_only
class _ArrowStream(Protocol):
    def __arrow_c_stream__(self, requested_schema: Any = None) -> object: ...

ArrowLike: TypeAlias = _ArrowArray | _ArrowStream | Mapping[str, _Array]
"""Whatever has Arrow's PyCapsules: a batch or table of pyarrow, a frame of polars or pandas; or a dict of numpy arrays,
as Ray Data's batches are."""

@type_check_only
class _Options(TypedDict, total=False):
    name: str | None
    """Shown in the dashboard. Of an actor: the name that `get` finds it by."""
    num_cpus: float | None
    """CPUs to reserve."""
    num_gpus: float | None
    """GPUs to reserve."""
    memory: float | None
    """Heap to reserve, in bytes."""
    resources: dict[str, float] | None
    """Custom resources to reserve."""
    accelerator_type: str | None
    """Kind of GPU that the node must have."""
    runtime_env: dict[str, Any] | None
    """Costs a new worker for each new value; better given to `ray.init`."""
    label_selector: dict[str, str] | None
    """Labels that the node must have."""
    fallback_strategy: list[dict[str, Any]] | None
    scheduling_strategy: (
        Literal["DEFAULT", "SPREAD"]
        | PlacementGroupSchedulingStrategy
        | NodeAffinitySchedulingStrategy
        | NodeLabelSchedulingStrategy
        | None
    )
    """Which node to run on."""
    enable_task_events: bool
    """Whether the state API sees it."""

class TaskOptions(_Options, total=False):
    """Ray's options of a task."""

    max_calls: int
    """The worker is replaced after so many."""
    max_retries: int
    """How often a lost task is run again; -1: always."""
    retry_exceptions: bool | Sequence[type[Exception]]
    """Whether a task that failed is run again as well, or for which exceptions."""

class ActorOptions(_Options, total=False):
    """Ray's options of an actor."""

    namespace: str | None
    """Of the name."""
    lifetime: Literal["detached", "non_detached"] | None
    """`"detached"` outlives its driver."""
    max_restarts: int
    """How often a lost actor is started again; -1: always."""
    max_task_retries: int
    """How often a lost call is made again; -1: always."""
    max_concurrency: int | None
    """Calls that run at once, in threads."""
    max_pending_calls: int
    """Calls that may wait; one more fails. -1: no limit."""
    get_if_exists: bool
    """Gives the actor of that name if there is one."""
    allow_out_of_order_execution: bool | None
    """A call whose arguments are ready may overtake one that waits."""

class StreamTaskOptions(TaskOptions, total=False):
    """Ray's options of a task that gives a stream."""

    max_items_ahead: int
    """How many items may wait to be asked for before C++ waits; no limit without it."""

class MethodOptions(TypedDict, total=False):
    """Ray's options of a call of an actor's method."""

    name: str
    """Shown in the dashboard."""
    max_task_retries: int
    """How often a lost call is made again; -1: always."""
    retry_exceptions: bool | Sequence[type[Exception]]
    """Whether a call that failed is made again as well, or for which exceptions."""
    enable_task_events: bool
    """Whether the state API sees it."""

class StreamMethodOptions(MethodOptions, total=False):
    """Ray's options of a call of an actor's method that gives a stream."""

    max_items_ahead: int
    """How many items may wait to be asked for before C++ waits; no limit without it."""

@type_check_only
class Task:
    """A C++ task: call it for a result in process, `.remote()` it for one from Ray."""

    __name__: str
    def options(self, **options: Unpack[TaskOptions]) -> Self:
        """The same task with Ray options for `remote`."""
    def bind(self, *args: Any, **kwargs: Any) -> FunctionNode:
        """A node of a graph of Ray's; an argument may be a node."""

    def vectorize(self, *arrays: Any, num_threads: int = 1) -> Any:
        """Calls it in this process for each item of numpy arrays, broadcast as a ufunc does; gives an array."""

@type_check_only
class SplitTask:
    """A C++ task with the option `num_returns`: `.remote()` gives an `ObjectRef` for each element of its tuple."""

    __name__: str
    def options(self, **options: Unpack[TaskOptions]) -> Self:
        """The same task with Ray options for `remote`."""

@type_check_only
class TupleTask(Task, Generic[_N, _S]):
    """A C++ task that returns a tuple of `_N` values, each of which can be an object of its own."""

    @overload
    def options(self, *, num_returns: _N, **options: Unpack[TaskOptions]) -> _S:
        """The same task with an `ObjectRef` for each value."""
    @overload
    def options(self, **options: Unpack[TaskOptions]) -> Self: ...

@type_check_only
class StreamTask:
    """A C++ task that gives a stream: call it for one in process, `.remote()` it for one on Ray."""

    __name__: str
    def options(self, **options: Unpack[StreamTaskOptions]) -> Self:
        """The same task with Ray options for `remote`."""
    def bind(self, *args: Any, **kwargs: Any) -> FunctionNode:
        """A node of a graph of Ray's; an argument may be a node."""

class Stream(Iterator[_T]):
    """The items that a C++ task or method gives, each made when it is asked for.

    An error of C++ is raised at the turn of the item that is not there because of it; it ends the stream.
    """

    def __iter__(self) -> Self: ...
    def __next__(self) -> _T: ...
    def close(self) -> None:
        """Ends it, as the end of a `with` does, and the end of the last reference to it."""
    def __enter__(self) -> Self: ...
    def __exit__(self, *_error: object) -> None: ...

class StreamRefs(Iterator[ObjectRef[_T]], AsyncIterator[ObjectRef[_T]]):
    """References to the items that a C++ task or method gives on Ray: each comes as soon as its item is there.

    One at whose turn C++ failed holds the error, and is the last.
    """

    def __iter__(self) -> Self: ...
    def __next__(self) -> ObjectRef[_T]: ...
    def __aiter__(self) -> Self: ...
    async def __anext__(self) -> ObjectRef[_T]: ...
    def close(self) -> None:
        """Cancels the call, as the end of a `with` does, and the end of the last reference to this."""
    def __enter__(self) -> Self: ...
    def __exit__(self, *_error: object) -> None: ...

class MapResults(Iterator[_T]):
    """The results of `map`, while they come. A loop over it may be left and taken up again, also after an error.

    An error of an item is raised at the item's turn; its attribute `item` is the item's index. The next loop, or
    `next()`, goes on behind it.
    """

    def __iter__(self) -> Iterator[_T]: ...
    def __next__(self) -> _T: ...
    def close(self) -> None:
        """Ends it: no more is submitted or given out, and chunks are cancelled that would run for long."""
    def __enter__(self) -> Self: ...
    def __exit__(self, *_: object) -> None: ...

class MapRefsOptions(TypedDict, total=False):
    """How the items of `map` become chunks."""

    chunk_size: int | None
    """Items of a call on Ray; by default as many as take a few milliseconds."""
    max_in_flight: int | None
    """Chunks that are under way at once, or wait for their turn."""

class MapOptions(MapRefsOptions, total=False):
    """The same, and how the results come."""

    ordered: bool
    """Whether results come in the order of the items, which is the default, else chunk by chunk as they come."""
    progress: bool
    """Whether a line on stderr says how far it is."""

class TaskMapRefsOptions(MapRefsOptions, total=False):
    """Those of a task."""

    num_threads: int | None
    """Threads that share the items of a chunk, each with a CPU of Ray's unless the options say `num_cpus`."""

class TaskMapOptions(MapOptions, TaskMapRefsOptions, total=False):
    """Those of a task."""

class MapRefs(Iterator[ObjectRef[list[_T]]]):
    """References to the results of `map`, a list a chunk, which is submitted when it is asked for.

    The next one waits while as many chunks as may be are under way.
    """

    def __iter__(self) -> Self: ...
    def __next__(self) -> ObjectRef[list[_T]]: ...

@type_check_only
class _AnyMap:
    """Many calls of it in few on Ray; `remote` gives references to lists of results."""

    def __call__(self, *columns: Iterable[Any], **options: Unpack[TaskMapOptions]) -> MapResults[Any]: ...
    def remote(self, *columns: Iterable[Any], **options: Unpack[TaskMapRefsOptions]) -> MapRefs[Any]: ...

@type_check_only
class AnyTask(Task):
    """A task whose types are not told apart from others'."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...
    def remote(self, *args: Any, **kwargs: Any) -> ObjectRef[Any]: ...
    map: _AnyMap

@type_check_only
class ActorFactory(Generic[_H]):
    """Makes actors: call it for one in process, `.remote()` it for one in a Ray worker.

    The type of a parameter that takes any factory of a class, also one with options. A factory itself knows the types
    of its arguments.

    Example:
        >>> def start_all(factory: ActorFactory[AccountHandle], owners: list[str]) -> list[AccountHandle]:
        ...     return [factory.remote(owner) for owner in owners]
        >>> start_all(shop.Account.options(num_cpus=1), ["Ann", "Bob"])
    """

    __name__: str
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...
    def remote(self, *args: Any, **kwargs: Any) -> _H: ...
    def options(self, **options: Unpack[ActorOptions]) -> Self:
        """The same factory with Ray options for `remote`."""
    def get(self, name: str, namespace: str | None = None) -> _H:
        """The running actor of that name."""
    def bind(self, *args: Any, **kwargs: Any) -> Any:
        """A `ray.dag.ClassNode`, whose methods have a `bind` too; an argument may be a node."""

class LocalActor:
    """An actor in this process. `with` closes it at its end."""

    def __enter__(self) -> Self: ...
    def __exit__(self, *error: object) -> None: ...

@type_check_only
class ActorHandle:
    """An actor in a Ray worker."""

    def kill(self, *, no_restart: bool = True) -> None:
        """Ends the actor at once, without its destructor."""
    def __hash__(self) -> int: ...

RayHandle: TypeAlias = _RayHandle[Any]
"""Ray's own handle of an actor of any class."""
AnyActor: TypeAlias = _RayHandle[Any] | ActorHandle
"""A handle of an actor of any class."""

class Opaque:
    """An object that stays in C++, of a class that is not a value. It does not leave the process."""

    def __hash__(self) -> int: ...

@type_check_only
class ActorMethod:
    """A method of an actor in a Ray worker."""

    __name__: str
    def options(self, **options: Unpack[MethodOptions]) -> Self:
        """The same method with Ray options for `remote`."""
    def bind(self, *args: Any, **kwargs: Any) -> ClassMethodNode:
        """A node of a graph of Ray's; an argument may be a node."""

@type_check_only
class SplitMethod:
    """A method with the option `num_returns`: `.remote()` gives an `ObjectRef` for each element of its tuple."""

    __name__: str
    def options(self, **options: Unpack[MethodOptions]) -> Self:
        """The same method with Ray options for `remote`."""

@type_check_only
class TupleMethod(ActorMethod, Generic[_N, _S]):
    """A method that returns a tuple of `_N` values, each of which can be an object of its own."""

    @overload
    def options(self, *, num_returns: _N, **options: Unpack[MethodOptions]) -> _S:
        """The same method with an `ObjectRef` for each value."""
    @overload
    def options(self, **options: Unpack[MethodOptions]) -> Self: ...

@type_check_only
class StreamMethod:
    """A method of an actor in a Ray worker that gives a stream."""

    __name__: str
    def options(self, **options: Unpack[StreamMethodOptions]) -> Self:
        """The same method with Ray options for `remote`."""
    def bind(self, *args: Any, **kwargs: Any) -> ClassMethodNode:
        """A node of a graph of Ray's; an argument may be a node."""
