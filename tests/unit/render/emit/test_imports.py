"""Import statements."""

from __future__ import annotations

from goray_gen.emit.imports import import_lines


def test_imports_follow_from_the_body() -> None:
    body = '"""Not Any."""\n\n\ndef f(a: Sequence[Ref[int]]) -> x.Mapping: ...  # Literal\n'
    sources = {
        "Any": "typing",
        "Literal": "typing",
        "Mapping": "collections.abc",
        "Ref": "goray.typing",
        "Sequence": "collections.abc",
        "_app": "._app:app",
        "annotations": "__future__",
    }
    assert import_lines(body, sources, ("annotations", "_app")).split("\n") == [
        "from __future__ import annotations",
        "",
        "from collections.abc import Sequence",
        "",
        "from goray.typing import Ref",
        "",
        "from ._app import app as _app",
    ]
