"""A public header -> its page: what it declares outside of `detail`, without bodies and private members."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import tree_sitter_cpp
from tree_sitter import Language, Node, Parser

from scripts.api.prose import markdown

INCLUDE = "runtime/include"
PATTERNS = (
    "goray/*.h",
    "goray/cluster/*.h",
    "goray/codec/as.h",
    "goray/codec/base.h",
    "goray/wire/*.h",
    "goray/rpyc/*.h",
)
LEFT_OUT_HEADERS = (
    "goray/rpyc/rpyc_bridge.h",
    "goray/wire/array.h",
    "goray/wire/buffer.h",
    "goray/wire/opaque.h",
    "goray/wire/resolve.h",
    "goray/wire/time.h",
)
"""A header of C, whose own comments are its reference, and what only goray's own codecs need."""
PARSER = Parser(Language(tree_sitter_cpp.language()))
WRAPPERS = {"preproc_ifdef", "preproc_if", "preproc_else", "linkage_specification", "declaration_list"}
CLASSES = {"class_specifier", "struct_specifier"}
LEFT_OUT = {"access_specifier", "static_assert_declaration", "comment", ";"}
CODEC = re.compile(r"(template <[^;{]*>\s*)(requires.*\s)?(struct|class) (::goray::)?(rpyc::)?Codec<")


@dataclass
class Entity:
    """A declaration at namespace scope. `text`: its source without bodies."""

    space: str
    name: str
    comment: str
    text: str


def headers(root: Path) -> list[str]:
    """The public ones, relative to the include folder."""
    folder = root / INCLUDE
    found = [path.relative_to(folder).as_posix() for pattern in PATTERNS for path in sorted(folder.glob(pattern))]
    return [header for header in found if header not in LEFT_OUT_HEADERS]


def page(root: Path, header: str, bare: list[str]) -> str:
    """The page of `header`; names without a comment are added to `bare`."""
    source = (root / INCLUDE / header).read_bytes()
    parts = [f"# {header}", f"`#include <{header}>` - [source](../../../../{INCLUDE}/{header})"]
    head = re.match(rb"// SPDX[^\n]*\n((?://[^\n]*\n)*)", source)
    intro = re.sub(r"^// ?", "", head[1].decode() if head else "", flags=re.M).strip()
    if intro:
        parts.append(markdown(intro, "cpp"))
    groups: dict[str, list[Entity]] = {}
    for entity in _entities(PARSER.parse(source).root_node, "", source):
        groups.setdefault(entity.space + entity.name, []).append(entity)
    for name, entities in groups.items():
        parts.append(f"## `{name}`")
        if not any(entity.comment for entity in entities):
            bare.append(f"{name} in {header}")
        for entity in entities:
            parts += [part for part in (markdown(entity.comment, "cpp"), f"```cpp\n{entity.text}\n```") if part]
    return "\n\n".join(parts) + "\n"


def _entities(scope: Node, space: str, source: bytes) -> Iterator[Entity]:
    comment = ""
    for node in scope.children:
        text = _text(node, source)
        if node.type == "comment":
            comment = f"{comment}{text}\n" if text.startswith("///") else ""
            continue
        if node.type == "namespace_definition":
            name = _text(node.child_by_field_name("name"), source)
            body = node.child_by_field_name("body")
            if body is not None and "detail" not in name.split("::"):
                yield from _entities(body, f"{space}{name}::" if name else space, source)
        elif node.type in WRAPPERS:
            yield from _entities(node, space, source)
        elif node.is_named and node.type not in LEFT_OUT:
            name = _name(node, source)
            if name and _is_public(name, text):
                yield Entity(space, name, _plain(comment), _declaration(node, source))
        comment = ""


def _is_public(name: str, text: str) -> bool:
    if text.startswith("#"):
        return not name.endswith("_") and "INTERNAL" not in name and not name.startswith("GORAY_DETAIL_")
    return not CODEC.match(text) and "::" not in name and not name.startswith("operator")


def _plain(comment: str) -> str:
    return re.sub(r"^///<? ?", "", comment, flags=re.M)


def _name(node: Node, source: bytes) -> str:
    """Of what a declaration declares; "" of an include and the like."""
    if node.type == "template_declaration":
        return _name(node.named_children[-1], source)
    if node.type in ("preproc_include", "preproc_call", "using_declaration", "template_instantiation"):
        return ""
    found = node.child_by_field_name("name")
    if found is not None:
        return _text(found, source).partition("<")[0]
    inner = node.child_by_field_name("declarator") or node.child_by_field_name("type")
    while inner is not None and inner.child_by_field_name("declarator") is not None:
        inner = inner.child_by_field_name("declarator")
    if inner is None:
        return ""
    if inner.type in ("reference_declarator", "pointer_declarator", "function_declarator"):
        inner = inner.named_children[0]
        return _text(inner.child_by_field_name("declarator") or inner, source)
    if inner.type in CLASSES | {"enum_specifier"}:
        return _name(inner, source)
    return _text(inner, source).partition("<")[0]


def _declaration(node: Node, source: bytes) -> str:
    """The source of `node` without the bodies of functions, private members and comments that are not documentation."""
    inner = node
    while inner.type in ("template_declaration", "friend_declaration"):
        inner = inner.named_children[-1]
    owner = inner.child_by_field_name("type") if inner.type in ("declaration", "type_definition") else inner
    body = owner.child_by_field_name("body") if owner is not None and owner.type in CLASSES else None
    if owner is not None and body is not None:
        head = _dedented(source, node, body.start_byte)
        members = list(_members(body, owner.type == "struct_specifier", source))
        if not members:
            return f"{head} {{}};"
        return f"{head} {{\n{textwrap.indent(chr(10).join(members), '  ')}\n}};"
    if inner.type == "preproc_function_def" or node.type == "preproc_def":
        value = inner.child_by_field_name("value")
        return _text(node, source)[: (value.start_byte - node.start_byte) if value else None].strip(" \\\n")
    ends = [
        child.start_byte
        for child in inner.children
        if child.type in ("compound_statement", "field_initializer_list", "try_statement")
    ]
    if not ends:
        return _dedented(source, node, node.end_byte).rstrip(";") + ("" if inner.type.startswith("preproc") else ";")
    return f"{_dedented(source, node, min(ends))};"


def _members(body: Node, is_public: bool, source: bytes) -> Iterator[str]:
    comment = ""
    line = ""
    first = True
    for node in body.children:
        text = _text(node, source)
        if node.type == "access_specifier":
            is_public = text.startswith("public")
        elif node.type == "comment" and text.startswith("///<") and line:
            line += f"  {text}"
        elif node.type == "comment":
            comment = f"{comment}{text}\n" if text.startswith("///") else comment
        elif node.is_named and node.type not in LEFT_OUT:
            if line:
                yield line
            line = comment + _declaration(node, source) if is_public else ""
            if line and comment and not first:
                line = "\n" + line
            first = first and not line
            comment = ""
    if line:
        yield line


def _dedented(source: bytes, node: Node, end: int) -> str:
    first = " " * node.start_point.column
    lines = (first + source[node.start_byte : end].decode()).rstrip().splitlines()
    return textwrap.dedent("\n".join(lines))


def _text(node: Node | None, source: bytes) -> str:
    return source[node.start_byte : node.end_byte].decode() if node is not None else ""
