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
    # These cost CPU all the time, and no test looks at them: idle workers, figures for a dashboard, copies of logs.
    os.environ["REPORTER_UPDATE_INTERVAL_MS"] = "60000"
    ray.init(num_cpus=16, include_dashboard=False, log_to_driver=False, _system_config={"num_workers_soft_limit": 4})
    ray._private.worker._global_node.kill_log_monitor()
    print(ray.get_runtime_context().gcs_address, flush=True)
    select.select([alive], [], [])
    ray.shutdown()


if __name__ == "__main__":
    main(int(sys.argv[1]))
