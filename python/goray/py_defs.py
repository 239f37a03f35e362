"""The user's file, given as `--py-defs`: `import goray.py_defs` is that file, in the driver and in every worker."""

from __future__ import annotations

from goray._py_defs import load_of_job

load_of_job()  # puts the file's module in the place of this one
