"""Service -> all generated files, by their paths."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from goray_gen.emit.imports import import_lines
from goray_gen.emit.jinja import make_environment
from goray_gen.emit.python_package import IMPORTS
from goray_gen.rpyc import lower_cpp, lower_go, lower_python
from goray_gen.rpyc.model import Service

LANGUAGES = ("cpp", "go", "python")


def generate(service: Service, out: Path, languages: Sequence[str], package: str | None) -> dict[Path, str]:
    """Path -> text of every generated file. `package`: of the Go files; default: after the service."""
    environment = make_environment()
    go_package = lower_go.package_name(service, package)
    files: dict[Path, str] = {}

    def render(path: str, template: str, view: object) -> None:
        files[out / path] = environment.get_template(f"rpyc/{template}").render(service=view, package=go_package)

    if "cpp" in languages:
        render(f"cpp/{service.name}.rpyc.h", "client.h.j2", lower_cpp.lower(service))
    if "go" in languages:
        view = lower_go.lower(service)
        render("go/rpyc_client.go", "rpyc_client.go.j2", view)
        render(f"go/{service.name}_rpyc.go", "service.go.j2", view)
    if "python" in languages:
        text = environment.get_template("rpyc/client.py.j2").render(service=lower_python.lower(service))
        lines = import_lines(text, {"Any": "typing", "annotations": "__future__"}, ["annotations"])
        files[out / f"python/{service.name}_client.py"] = text.replace(IMPORTS, lines, 1)
    return files
