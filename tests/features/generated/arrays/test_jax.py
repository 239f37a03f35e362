"""Arrays of jax, by DLPack, in an environment of its own: they are taken as numpy's are."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.conftest import BUILD, locked, run
from tests.interop.make_env import make_environment

CODE = """
import eigen, jax, nd_arrays, numpy
from jax import numpy as jnp

jax.config.update("jax_enable_x64", True)
values = jnp.arange(6.0)
assert nd_arrays.tasks.Address(values) == values.unsafe_buffer_pointer()
tasks = {"f4": "Floats", "f8": "Doubles", "i4": "Int32s", "u1": "Uint8s", "?": "Bools", "c8": "Complex64s"}
for dtype, task in tasks.items():
    given = jnp.array([0, 1, 1]).astype(dtype)
    result = getattr(nd_arrays.tasks, task)(given)
    assert result.dtype == given.dtype and (result == numpy.asarray(given)).all(), dtype
assert eigen.tasks.WeighedRows(values.reshape(2, 3)) == 12
index = nd_arrays.Index()
index.Build(jnp.ones((2, 3), "f4"))
assert index.Vectors().tolist() == [[1, 1, 1], [1, 1, 1]]
for call, text in (
    (lambda: nd_arrays.tasks.Doubles(values.astype("bfloat16")), "expected float64[n], got bfloat16[6]"),
    (lambda: nd_arrays.tasks.Doubles(values.astype("f2")), "expected float64[n], got float16[6]"),
    (lambda: nd_arrays.tasks.Scale(values, 2), "read-only"),
):
    try:
        call()
    except (TypeError, ValueError) as error:
        assert text in error.message, error
    else:
        raise AssertionError(text)
"""


@pytest.mark.deep
@pytest.mark.timeout(900)  # its environment is 300 MB
def test_arrays_of_jax(packages: Path) -> None:
    folder = BUILD.parent / "jax-env"
    with locked(folder):
        python = make_environment(folder, ["jax==0.10.2"])
    run(python, "-c", CODE, env={**os.environ, "PYTHONPATH": str(packages), "JAX_PLATFORMS": "cpu"})
