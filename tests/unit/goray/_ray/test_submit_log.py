"""The log of what is handed to Ray, in a process with GORAY_DEBUG_LOGGING."""

from __future__ import annotations

from collections.abc import Callable


def test_values_of_variables_may_be_secrets(python: Callable[..., str]) -> None:
    out = python(
        "from goray._ray.submit_log import logged\n"
        "class Target:\n"
        "    def remote(self): pass\n"
        "    def bind(self): return 'bound'\n"
        "env = {'env_vars': {'PASSWORD': 'hunter2'}, 'pip': ['https://token@index']}\n"
        "told = logged(Target(), 'task', 'Add', {'num_cpus': 2, 'runtime_env': env})\n"
        "told.remote()\n"
        "print(told.bind())\n",
        GORAY_DEBUG_LOGGING="1",
    )
    assert "submit task Add num_cpus=2, runtime_env={env_vars: ['PASSWORD'], pip}, " in out
    assert "bound" in out
    assert "hunter2" not in out
    assert "token" not in out
