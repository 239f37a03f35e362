"""The Ray that the guide's programs connect to: starting one for each would take most of the time."""

from __future__ import annotations

import pytest


@pytest.fixture(scope="session")
def ray_address(ray_session: None) -> str:  # noqa: ARG001 - Ray has to run
    import ray

    address: str = ray.get_runtime_context().gcs_address
    return address
