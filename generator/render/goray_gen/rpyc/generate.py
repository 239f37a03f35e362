"""Service -> all generated files, by their paths."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from goray_gen.emit.jinja import make_environment
from goray_gen.rpyc import lower_cpp, lower_go, lower_python
from goray_gen.rpyc.model import Service

LANGUAGES = ("cpp", "go", "python")


def generate(service: Service, out: Path, languages: Sequence[str], package: str | None) -> dict[Path, str]:
    """Path -> text of every generated file."""
    environment = make_environment()
    files: dict[Path, str] = {}

    def render(path: str, template: str, view: object) -> None:
        files[out / path] = environment.get_template(f"rpyc/{template}").render(service=view)

    if "cpp" in languages:
        render(f"cpp/{service.name}.rpyc.h", "client.h.j2", lower_cpp.lower(service))
    if "go" in languages:
        view = lower_go.lower(service)
        view = replace(view, package=package) if package else view
        render("go/rpyc_client.go", "rpyc_client.go.j2", view)
        render(f"go/{service.name}.go", "service.go.j2", view)
    if "python" in languages:
        render(f"python/{service.name}_client.py", "client.py.j2", lower_python.lower(service))
    return files
