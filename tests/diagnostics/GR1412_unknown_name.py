import goray
import shapes
from elsewhere import Point, Table as T


@goray.remote
def norm(point: Point, table: list[T], shape: shapes.Shape, missing: "Missing") -> dict[str, Point]: ...


@goray.remote
def call(made: type(3)) -> None: ...
