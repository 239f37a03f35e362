"""Imports the package argv[1] and compares the defaults of its tasks with those of the file argv[2]."""

from __future__ import annotations

import builtins
import importlib
import inspect
import json
import sys
from pathlib import Path

package = sys.argv[1]
importlib.import_module(package)
tasks = importlib.import_module(f"{package}._app").app.tasks
for name, expected in json.loads(Path(sys.argv[2]).read_text()).items():
    parameters = [*inspect.signature(tasks[name]).parameters.values()]
    for index, text in expected.items():
        found = parameters[int(index)].default
        assert found == text, f"{name}: {found!r}, not {text!r}"
assert not hasattr(builtins, "HACKED"), "text ran as code"
