"""PackageView -> the files of the Python package. A template prints no imports: they follow from the module's text."""

from __future__ import annotations

from collections.abc import Mapping

import jinja2

from goray_gen.emit.imports import import_lines, used_names
from goray_gen.lower import names, type_hints
from goray_gen.lower.lower_python import lower
from goray_gen.lower.own_hints import modules_of
from goray_gen.lower.spelling import Spell, as_in_cpp
from goray_gen.lower.views_python import PackageView
from goray_gen.model.interface import Interface

IMPORTS = "# imports"
"""The line of a template that the imports replace."""

_STD = {name: module for name, module in type_hints.MODULES.items() if module != "builtins"} | {
    "ClassVar": "typing",
    "Literal": "typing",
    "TypedDict": "typing",
    "annotations": "__future__",
    "final": "typing",
    "overload": "typing",
}
_APP = {"_app": "._app:app"}
_REMOTE, _TASKS, _TYPES = {"_remote": "."}, {"tasks": "."}, {"_types": "."}
_RUNTIME = _STD | {"HasFields": "goray.typing"} | dict.fromkeys(names.PACKAGE, "goray.package")
_STUB = _STD | {
    "ActorFactory": "goray.typing",
    "ActorHandle": "goray.typing",
    "ActorMethod": "goray.typing",
    "ActorOptions": "goray.typing",
    "HasFields": "goray.typing",
    "LocalActor": "goray.typing",
    "NotRequired": "typing_extensions",
    "ObjectRef": "ray",
    "Opaque": "goray.typing",
    "Protocol": "typing",
    "ReadOnly": "typing_extensions",
    "Required": "typing_extensions",
    "SplitMethod": "goray.typing",
    "SplitTask": "goray.typing",
    "StreamMethod": "goray.typing",
    "StreamTask": "goray.typing",
    "StreamTaskOptions": "goray.typing",
    "Task": "goray.typing",
    "AnyTask": "goray.typing",
    "TupleMethod": "goray.typing",
    "TupleTask": "goray.typing",
    "TaskOptions": "goray.typing",
    "TypeAlias": "typing",
    "Unpack": "typing_extensions",
    "deprecated": "typing_extensions",
    "type_check_only": "typing",
}


def render(
    interface: Interface, environment: jinja2.Environment, spell: Spell = as_in_cpp, *, dataclasses: bool = False
) -> dict[str, str]:
    """File name, relative to the package's folder -> text. Reads nothing but the templates."""
    view = lower(interface, spell, dataclasses=dataclasses)
    types = _type_names(view)
    converters = tuple(struct.converter for struct in view.structs if struct.convert or struct.attributes is not None)
    runtime = _RUNTIME | dict.fromkeys((*types, *converters), "._types")
    exported = (*types, *(cls.name for cls in view.classes), *(cls.handle for cls in view.classes))
    is_alias = view.whole != view.package
    whole = {view.whole.split(".")[0]: f"{view.package} as {view.whole}" if is_alias else view.package}
    whole |= modules_of(interface)

    def without_tasks(sources: Mapping[str, str]) -> dict[str, str]:
        """Where a module defines the tasks, their names are not imported."""
        return {name: module for name, module in sources.items() if name not in {task.name for task in view.tasks}}

    package = runtime | _APP | _REMOTE | _TASKS | _TYPES | _string_api(view)
    modules: dict[str, tuple[Mapping[str, str], tuple[str, ...]]] = {
        "__init__.py": (package, ("annotations", "tasks", *_string_api(view), *types)),
        "__init__.pyi": (_STUB | _exports(view), tuple(_exports(view))),
        "_app.py": (runtime, ("annotations",)),
        "_names.py": (runtime | _APP, ("annotations",)),
        "_names.pyi": (_STUB | _name_sources(view), ()),
        "_remote.py": (without_tasks(runtime) | _APP | _TYPES, ("annotations",)),
        "_types.py": (_RUNTIME | _APP | _TYPES, ("annotations", *_quoted_names(view))),
        "tasks.py": (without_tasks(runtime) | _APP | _REMOTE | _TYPES, ("annotations",)),
        "tasks.pyi": (without_tasks(_STUB | dict.fromkeys(exported, view.package)), ()),
    }
    files = {
        name: _module(environment.get_template(f"python/{name}.j2"), view, sources, always, whole, name.endswith("i"))
        for name, (sources, always) in modules.items()
    }
    return files | {"py.typed": ""}


def _module(
    template: jinja2.Template,
    view: PackageView,
    sources: Mapping[str, str],
    always: tuple[str, ...],
    whole: Mapping[str, str],
    is_stub: bool,
) -> str:
    text = template.render(app=view)
    lines = import_lines(text, sources, always, whole, is_stub=is_stub)
    return text.replace(f"{IMPORTS}\n\n", f"{lines}\n\n" if lines else "", 1).rstrip("\n") + "\n"


def _type_names(view: PackageView) -> tuple[str, ...]:
    likes = (struct.like.alias for struct in view.structs if struct.like)
    groups = (view.enums, view.opaques, view.structs)
    return (*(item.name for group in groups for item in group), *likes)


def _quoted_names(view: PackageView) -> set[str]:
    """Names in the annotations that a functional `TypedDict` has in quotes."""
    forms = (form for struct in view.structs for form in (struct, struct.like) if form)
    fields = (field for form in forms for field in form.fields)
    return {name for field in fields if field.name is None for name in used_names(field.annotation)}


def _string_api(view: PackageView) -> dict[str, str]:
    return dict.fromkeys(view.string_api, "._names")


def _exports(view: PackageView) -> dict[str, str]:
    """What the stub of the package exports from other modules: `X as X`."""
    return {name: f"{module}:{name}" for name, module in {"tasks": ".", **_string_api(view)}.items()}


def _name_sources(view: PackageView) -> dict[str, str]:
    sources = dict.fromkeys((*_type_names(view), *(cls.name for cls in view.classes)), ".")
    sources |= {factory.stub_class: "." for cls in view.classes for factory in cls.factories}
    return sources | {task.stub_class: ".tasks" for task in view.tasks}
