import goray
from somewhere import Base
from typing import Generic, TypeVar

T = TypeVar("T")


class Middle(Base): ...


@goray.remote
class Model(Middle): ...


@goray.remote
class Plain(Generic[T]):
    def get(self) -> T: ...
