"""What the packages that goray-gen writes are made of. They hold names, signatures and docs; the behaviour is here.

    calc/_app.py     app = App("calc", __file__, "libcalc.so")
    calc/_types.py   enums, structs, and converters made by `struct`, `list_of`, ...
    calc/_remote.py  what workers run: `def Divide(...)` over `App.run`; classes over `RemoteActor`
    calc/tasks.py    Divide = Task(app, _remote.Divide, parameters=("a", "b"), defaults={"b": 1})
    calc/__init__.py classes over `LocalActor` and `LocalMethod`, over `ActorHandle` and `ActorMethod`, and factories

Importing it, and a generated package, imports neither Ray nor the library. Everything here is thread-safe. It is no
public interface: a generated package and goray of one version belong together.
"""

from __future__ import annotations

from typing import Any

from gorayffi import omitted

from goray._package.app import App
from goray._package.convert import dict_of, handle_of, list_of, optional, struct, tuple_of
from goray._package.factory import ActorFactory
from goray._package.handle import ActorHandle, ActorMethod
from goray._package.instance import LocalActor, LocalMethod, RemoteActor
from goray._package.task import Task

OMITTED: Any = omitted.OMITTED
"""The default of a parameter, whatever its type, that only C++ can evaluate."""

__all__ = [
    "OMITTED",
    "ActorFactory",
    "ActorHandle",
    "ActorMethod",
    "App",
    "LocalActor",
    "LocalMethod",
    "RemoteActor",
    "Task",
    "dict_of",
    "handle_of",
    "list_of",
    "optional",
    "struct",
    "tuple_of",
]
