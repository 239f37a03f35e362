"""Tensors of torch, by DLPack: they are taken as numpy's arrays are. `make test-torch` runs it: torch takes 5 GB."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.conftest import BUILD, locked, run
from tests.interop.make_env import make_environment

CODE = """
import eigen, nd_arrays, torch

tasks = nd_arrays.tasks
values = torch.arange(6, dtype=torch.float64)
assert tasks.Address(values) == values.data_ptr()
for dtype, task in {
    torch.float32: "Floats", torch.float64: "Doubles", torch.int8: "Int8s", torch.int16: "Int16s",
    torch.int32: "Int32s", torch.int64: "Int64s",
    torch.uint8: "Uint8s", torch.bool: "Bools", torch.complex64: "Complex64s",
}.items():
    given = torch.tensor([0, 1, 1]).to(dtype)
    result = torch.tensor(getattr(tasks, task)(given))
    assert result.dtype == dtype and torch.equal(result, given), dtype
assert tasks.Doubles(values[::2]).tolist() == [0, 2, 4]
assert eigen.tasks.WeighedRows(values.reshape(2, 3)) == 12
written = torch.ones(3, dtype=torch.float64)
tasks.Scale(written, 2)
assert written.tolist() == [2, 2, 2]
index = nd_arrays.Index()
index.Build(torch.ones(2, 3))
assert index.Vectors().tolist() == [[1, 1, 1], [1, 1, 1]]
REFUSED = "'torch.Tensor' cannot be looked into as an array on the CPU: "
REMEDY = "; move or convert it first, torch's by .detach().cpu() or .to(dtype), cupy's by .get()"
for given, text in (
    (values.to(torch.float16), "expected float64[n], got float16[6]"),
    (values.to(torch.bfloat16), REFUSED + "RuntimeError('Unsupported dtype in DLTensor.')" + REMEDY),
    (values.clone().requires_grad_(), "Can't export tensors that require gradient, use tensor.detach()"),
    (values.to("meta"), REFUSED + "BufferError('Cannot pack tensors on meta')"),
    (values.to_sparse(), REFUSED + "BufferError"),
    (values.reshape(2, 3), "expected float64[n], got float64[2, 3]"),
    (written.cuda() if torch.cuda.is_available() else values[:0].to("meta"), REFUSED),
):
    try:
        tasks.Doubles(given)
    except (TypeError, ValueError) as error:
        assert text in str(error), error
    else:
        raise AssertionError(text)
"""


@pytest.mark.timeout(3600)
def test_tensors_of_torch(packages: Path) -> None:
    folder = BUILD.parent / "torch-env"
    with locked(folder):
        python = make_environment(folder, ["torch==2.15.0"])
    run(python, "-c", CODE, env={**os.environ, "PYTHONPATH": str(packages)})
