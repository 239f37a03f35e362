"""Starts the Ray of a test session, prints its address, and ends it with the process whose id it is given.

Usage: python -m tests.shared_ray PID
"""

from __future__ import annotations

import os
import select
import sys

import ray


def main(session: int) -> None:
    """More CPUs than cores, so that actors do not wait for tasks."""
    alive = os.pidfd_open(session)
    ray.init(num_cpus=16, include_dashboard=False, log_to_driver=False)
    print(ray.get_runtime_context().gcs_address, flush=True)
    select.select([alive], [], [])
    ray.shutdown()


if __name__ == "__main__":
    main(int(sys.argv[1]))
