import goray


@goray.remote
def square(x: int) -> int
    return x * x
