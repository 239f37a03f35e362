"""Refs inside values: libraries that did not declare them refuse them, in process and on Ray."""

from __future__ import annotations

from pathlib import Path

import pytest
import ray
from goray import App


@pytest.mark.usefixtures("ray_session")
def test_a_go_library_refuses_them(go_library: Path) -> None:
    app = App(go_library)
    with pytest.raises(TypeError, match=r"cannot cross to .*, which takes no references inside values, as Go"):
        app.run_task("Echo", [ray.put(1)])
    with pytest.raises(TypeError, match=r"cannot cross to .*, which takes no references inside values, as Go"):
        ray.get(app.task("Echo").remote([ray.put(1)]))
    assert ray.get(app.task("Echo").remote(ray.put(1), 2)) == [1, 2]
