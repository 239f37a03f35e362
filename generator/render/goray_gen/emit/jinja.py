"""Jinja2 as the templates use it: a misspelt name is an error, and so is text that went through no filter.

A template prints numbers, its own text, what its macros print, and `Code`. Jinja's own mark for markup that is safe
tells them from the rest: macros give it, `_Literals` puts it on the template's string literals, and `Code` has it.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.filters import FILTERS
from jinja2.runtime import Context, Undefined
from jinja2.visitor import NodeTransformer

from goray_gen.emit.filters import braced, padded, wrapped
from goray_gen.lower import text
from goray_gen.lower.code import Code, checked, code, joined
from goray_gen.resources import templates_dir


def make_environment(templates: Path | None = None) -> jinja2.Environment:
    """An environment over `templates` (default: ours)."""
    environment = _Environment(
        loader=jinja2.FileSystemLoader(templates or templates_dir()),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=True,
        finalize=_refuse_text,
    )
    filters: dict[str, Any] = environment.filters
    filters.clear()
    filters.update({name: FILTERS[name] for name in ("map", "rejectattr", "selectattr", "sum")})
    filters.update(
        braced=braced,
        cpp_comment=text.cpp_comment,
        cpp_comment_line=text.cpp_comment_line,
        docstring=text.docstring,
        go_quote=text.go_quote,
        include_path=text.include_path,
        join=_join,
        length=len,
        list=list,
        literal=text.literal,
        max=max,
        padded=padded,
        python_comment=text.python_comment,
        quote=text.quote,
        wrapped=wrapped,
    )
    return environment


@jinja2.pass_context
def _refuse_text(context: Context, value: object) -> object:
    if isinstance(value, Undefined):
        return value  # its own error says which name it is
    try:
        checked(value)
    except TypeError as error:
        raise TypeError(f"template {context.name} prints {error}") from error
    return value


def _join(parts: Iterable[Code], separator: Code) -> Code:
    return joined(code("{}", separator), parts)


class _Environment(jinja2.Environment):
    def _generate(self, source: nodes.Template, *arguments: Any, **options: Any) -> str:
        """Jinja's hook between a template's tree and its Python."""
        return super()._generate(_Literals().visit(source), *arguments, **options)

    @staticmethod
    def concatenate(*parts: Code) -> Code:
        """What `~` does, which Jinja would escape for HTML."""
        return joined("", parts)


class _Literals(NodeTransformer):
    """Marks the string literals of a template as its own text."""

    def visit_Const(self, node: nodes.Const) -> nodes.Expr:  # noqa: N802 (Jinja finds it by the name)
        return nodes.MarkSafe(node) if isinstance(node.value, str) else node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Expr:  # noqa: N802
        parts = [self.visit(part) for part in node.nodes]
        return nodes.Call(nodes.EnvironmentAttribute("concatenate"), parts, [], None, None)
