"""A Python module -> its page: signatures and docstrings of what it exports, read without importing it."""

from __future__ import annotations

from pathlib import Path

import griffe

from scripts.api.prose import markdown

MODULES = ("goray", "goray.typing", "gorayffi")
"""Beside the modules that these export."""
HOMES = {
    "goray.actor_class": "goray._api.golang_actor_class",
    "goray.new_actor": "goray._api.golang_local_new_actor",
    "goray.remote": "goray._definitions.registry.remote",
    "goray.run_task": "goray._api.golang_local_run_task",
    "goray.task": "goray._api.golang_task",
}
"""Where that is documented which stands under another name, or under Ray's for type checkers."""
SEARCHED = "python"

Member = griffe.Object | griffe.Alias


def pages(root: Path, bare: list[str]) -> dict[str, str]:
    """Module -> its page. Names without a docstring are added to `bare`."""
    loader = griffe.GriffeLoader(search_paths=[str(root / SEARCHED)], allow_inspection=False)
    for package in ("gorayffi", "goray"):
        loader.load(package)
    merged = loader.modules_collection["goray._objects"]
    path = root / SEARCHED / "goray/_objects.pyi"
    stub = griffe.visit("_objects", path, path.read_text(encoding="utf-8"))
    for name, overloads in stub.overloads.items():
        if overloads:  # merging finds no function that they would belong to
            overloads[0].overloads = list(overloads)
            merged.set_member(name, overloads[0])
    loader.resolve_aliases(implicit=False, external=False)
    found: dict[str, str] = {}
    for name in MODULES:
        module = loader.modules_collection[name]
        exported = sorted(module.exports) if module.exports else _own(module)
        inner = [item for item in exported if _target(loader, module, item).is_module]
        found[name] = _page(loader, root, module, [item for item in exported if item not in inner], bare)
        for item in inner:
            target = _target(loader, module, item)
            found[f"{name}.{item}"] = _page(loader, root, target, _own(target), bare)
    return dict(sorted(found.items()))


def _own(module: Member) -> list[str]:
    """What a module without `__all__` defines for others."""
    own = (name for name, member in module.members.items() if not member.is_alias and not name.startswith("_"))
    return sorted(own)


def _target(loader: griffe.GriffeLoader, module: Member, name: str) -> Member:
    path = HOMES.get(f"{module.path}.{name}")
    member = loader.modules_collection[path] if path else module.members[name]
    return member.final_target if isinstance(member, griffe.Alias) else member


def _page(loader: griffe.GriffeLoader, root: Path, module: Member, names: list[str], bare: list[str]) -> str:
    source = Path(str(module.filepath)).relative_to(root)
    parts = [f"# {module.path}", f"`import {module.path}` - [source](../../../../{source.as_posix()})"]
    parts.append(_doc(module))
    for name in names:
        member = _target(loader, module, name)
        needs = member.is_function or (member.is_class and member.members)
        if needs and not member.docstring:
            bare.append(f"{module.path}.{name}")
        parts += [f"## `{module.path}.{name}`", _block(member, name), _doc(member)]
        parts += _members(member)
    return "\n\n".join(part for part in parts if part) + "\n"


def _members(owner: Member) -> list[str]:
    """The documented methods and attributes of a class."""
    if not owner.is_class:
        return []
    parts: list[str] = []
    for name, member in owner.members.items():
        public = not name.startswith("_") or name == "__call__"
        if public and not member.is_alias and (member.is_function or member.is_attribute):
            parts += [_block(member, f"{owner.name}.{name}"), _doc(member)]
    return parts


def _block(member: Member, name: str) -> str:
    return "```python\n" + "\n".join(_declarations(member, name)) + "\n```"


def _declarations(member: Member, name: str) -> list[str]:
    if isinstance(member, griffe.Function):
        return [str(one.signature(name=name)) for one in (member.overloads or [member])]
    if isinstance(member, griffe.Class):
        bases = ", ".join(str(base) for base in member.bases)
        made = member.members.get("__init__")
        head = f"class {name}({bases})" if bases else f"class {name}"
        return [head, *(_declarations(made, name) if isinstance(made, griffe.Function) else [])]
    annotation = getattr(member, "annotation", None)
    value = getattr(member, "value", None)
    shown = f" = {value}" if value is not None and len(str(value)) < 60 else ""
    return [f"{name}: {annotation}{shown}" if annotation is not None else f"{name}{shown}"]


def _doc(member: Member) -> str:
    return markdown(member.docstring.value, "python") if member.docstring else ""
