"""Packages that cannot work are refused."""

from __future__ import annotations

import sys

import pytest
from goray_gen.errors import GenError
from goray_gen.lower.package_names import NEEDED, check_package

from tests.conftest import run

IMPORTED = """
import sys
import goray.package, ray, ray.actor, ray.util.scheduling_strategies
print(*{name.partition(".")[0] for name in sys.modules} - {*sys.stdlib_module_names})
"""


@pytest.mark.parametrize(
    "package", ["json", "email.mine", "ray", "goray", "gorayffi", "goray_gen.x", "numpy", "__main__", "a.__b"]
)
def test_refused(package: str) -> None:
    with pytest.raises(GenError, match=f"package {package}: .*--package NAME"):
        check_package(package)


@pytest.mark.parametrize("package", ["app", "tasks", "my.json", "a.ray", "_types", "str"])
def test_accepted(package: str) -> None:
    check_package(package)


def test_all_that_ray_imports_is_known() -> None:
    imported = run(sys.executable, "-c", IMPORTED).split()
    assert {name for name in imported if not name.startswith("_")} <= NEEDED
