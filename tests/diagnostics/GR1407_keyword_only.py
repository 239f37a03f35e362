import goray


@goray.remote
def scaled(x: float, *, factor: float, offset: float = 0.0) -> float:
    return x * factor + offset


@goray.remote
class Scaler:
    def __init__(self, *, factor: float) -> None: ...
