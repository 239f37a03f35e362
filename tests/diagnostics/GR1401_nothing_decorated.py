import goray


def square(x: int) -> int:
    return x * x


@goray.remote
def _hidden() -> None: ...


@goray.remote  # goray: ignore
def left_out(x: Unknown) -> None: ...
