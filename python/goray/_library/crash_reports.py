"""Who reports the crash of a library: by default the worker of Ray that loaded it."""

from __future__ import annotations

import os

from goray._ray.if_imported import is_worker

_CRASH_HANDLER_ENV = "GORAY_CRASH_HANDLER"


def ask_for_crash_reports() -> None:
    """Lets libraries that this process loads from now on report their crashes, if it is a worker of Ray.

    The variable is this process's id, so that its children do not take it for theirs. The user's own 0 or 1 stays.
    """
    if is_worker() and os.environ.get(_CRASH_HANDLER_ENV) not in ("0", "1"):
        os.environ[_CRASH_HANDLER_ENV] = str(os.getpid())
