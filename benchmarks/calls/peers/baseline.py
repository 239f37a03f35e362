"""One side of the comparison of two installs: runs in either's Python, with its build of the apps and its Ray.

Writes the number of its rows, then reads their numbers, a line each, and answers with the seconds of one call.
"""

from __future__ import annotations

import os
import sys

import ray
from rows import in_process, on_ray, seconds

answers = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)  # what Ray prints
ray.init(num_cpus=8, include_dashboard=False, log_to_driver=False)
rows = in_process() + on_ray()
print(*(row.name for row in rows), sep="\t", file=answers, flush=True)
for line in sys.stdin:
    row = rows[int(line)]
    print(seconds(row.ours, row.repeat), file=answers, flush=True)
