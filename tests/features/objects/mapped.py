"""A driver that test_bulk_workers.py interrupts while it maps: `mapped.py <address> <began> <ended>`."""

import sys

import ray
from objects import tasks

ADDRESS, BEGAN, ENDED = sys.argv[1:]

ray.init(ADDRESS)
try:
    for _ in tasks.LoopWithHelpers.options(num_cpus=0).map([BEGAN], [ENDED]):
        print("went on")
except KeyboardInterrupt as error:
    print("KeyboardInterrupt", error, flush=True)
    sys.stdin.read()  # Ray ends the workers of a driver that has ended
