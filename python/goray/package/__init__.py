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

from typing import TYPE_CHECKING, Any

from gorayffi import omitted

from goray._library.opaque import Opaque as Opaque
from goray.package.app import App as App
from goray.package.convert import callback_of as callback_of
from goray.package.convert import complex_of as complex_of
from goray.package.convert import dataclass_of as dataclass_of
from goray.package.convert import datetime_of as datetime_of
from goray.package.convert import dict_of as dict_of
from goray.package.convert import either as either
from goray.package.convert import handle_of as handle_of
from goray.package.convert import list_of as list_of
from goray.package.convert import one_of as one_of
from goray.package.convert import optional as optional
from goray.package.convert import set_of as set_of
from goray.package.convert import struct as struct
from goray.package.convert import timedelta_of as timedelta_of
from goray.package.convert import tuple_of as tuple_of
from goray.package.factory import ActorFactory as ActorFactory
from goray.package.handle import ActorHandle as ActorHandle
from goray.package.handle import ActorMethod as ActorMethod
from goray.package.instance import LocalActor as LocalActor
from goray.package.instance import LocalMethod as LocalMethod
from goray.package.instance import RemoteActor as RemoteActor
from goray.package.overloads import Overload as Overload
from goray.package.task import Task as Task

if TYPE_CHECKING:
    from goray._ray.api import ObjectRef as ObjectRef
else:

    class ObjectRef:
        """Stands for `ray.ObjectRef` in annotations, without an import of Ray."""

        def __class_getitem__(cls, _value: object) -> type:
            return cls


OMITTED: Any = omitted.OMITTED
"""The default of a parameter, whatever its type, that only C++ can evaluate."""
