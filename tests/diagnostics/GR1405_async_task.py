import ray as r


@r.remote(num_cpus=1)
async def fetch(url: str) -> str:
    return url
