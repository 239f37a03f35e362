"""Ray's own functions, which take the refs and handles of C++; `_objects.pyi` has their types for these."""

from __future__ import annotations

from goray._ray.api import ray

cancel, get, kill, put, wait = ray.cancel, ray.get, ray.kill, ray.put, ray.wait
