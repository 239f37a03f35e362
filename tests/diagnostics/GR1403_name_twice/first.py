import ray


@ray.remote
def load(path: str) -> bytes: ...
