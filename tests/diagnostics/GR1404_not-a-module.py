import ray


@ray.remote
def square(x: int) -> int:
    return x * x
