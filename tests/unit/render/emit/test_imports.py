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


def test_a_package_does_not_import_itself_for_a_name_that_is_its_own() -> None:
    assert (
        import_lines("app = App()\n", {"App": "goray.package"}, (), {"app": "app"}) == "from goray.package import App"
    )
