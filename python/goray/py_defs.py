"""The user's file, given as `--py-defs`: `import goray.py_defs` is that file, in the driver and in every worker."""

import sys

from goray._definitions import py_defs

py_defs.execute(sys.modules[__name__])
