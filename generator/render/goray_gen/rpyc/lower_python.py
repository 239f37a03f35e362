"""`Service` -> what templates/rpyc/client.py.j2 shows."""

from __future__ import annotations

from collections.abc import Mapping

from typing_extensions import LiteralString

from goray_gen.lower.allocator import PYTHON, Allocator
from goray_gen.lower.code import Code, code, joined
from goray_gen.lower.text import literal
from goray_gen.lower.type_hints import Scope
from goray_gen.rpyc.model import Function, Parameter, Passing, Service, Type
from goray_gen.rpyc.names import camel_case
from goray_gen.rpyc.views import PythonFunction, ServiceView

SCALARS: Mapping[str, LiteralString] = {
    "any": "Any",
    "bool": "bool",
    "bytes": "bytes",
    "float": "float",
    "int": "int",
    "none": "None",
    "str": "str",
}
CONTAINERS: Mapping[str, LiteralString] = {"dict": "dict", "list": "list", "set": "set", "tuple": "tuple"}
OWN = frozenset({"Any", "_OMITTED", "_call", "annotations", "builtins", "typing"})
"""What the template has at the top."""


def lower(service: Service) -> ServiceView[PythonFunction]:
    names = Allocator(PYTHON, {"_OMITTED", "_functions", "builtins", "typing"})
    methods = {function.name: names.allocate(function.name) for function in service.functions}
    scope = Scope(code(""), {}, {}, {}, {}, frozenset(methods.values()))
    functions = tuple(lower_function(function, methods[function.name], scope) for function in service.functions)
    doc = service.doc or f"Calls {service.source}."
    name = Allocator(PYTHON, OWN).allocate(camel_case(service.name))
    return ServiceView(name, service.source, service.module, doc, functions)


def lower_function(function: Function, name: Code, scope: Scope) -> PythonFunction:
    own = Allocator(PYTHON, {"self", "_OMITTED", "_call"})
    names = {parameter.name: own.allocate(parameter.name) for parameter in function.parameters}
    rest = code("*{}", own.allocate("args")) if function.variadic else None
    sent = [names[parameter.name] for parameter in function.parameters if not by_keyword(parameter)]
    positional = sent + ([rest] if rest else [])
    keywords = joined(
        ", ", (code("{}: {}", literal(p.name), names[p.name]) for p in function.parameters if by_keyword(p))
    )
    comma = code(",") if len(positional) == 1 else code("")
    return PythonFunction(
        name=name,
        wire_name=function.name,
        doc=function.doc,
        parameters=joined(", ", [code("self"), *declarations(function, names, rest, scope)]),
        arguments=code("({}{}), {{{}}}", joined(", ", positional), comma, keywords),
        result=python_type(function.result, scope),
    )


def by_keyword(parameter: Parameter) -> bool:
    """What the server may fill in goes by keyword if it can, so that any of them can be left out."""
    return parameter.passing == "keyword" or (parameter.has_default and parameter.passing == "either")


def declarations(function: Function, names: Mapping[str, Code], rest: Code | None, scope: Scope) -> list[Code]:
    """The parameters as the source has them, with `/` and `*` in their places."""

    def declare(passing: Passing) -> list[Code]:
        return [
            code(
                "{}: {}{}",
                names[parameter.name],
                python_type(parameter.type, scope),
                code(" = _OMITTED") if parameter.has_default else code(""),
            )
            for parameter in function.parameters
            if parameter.passing == passing
        ]

    position, keyword = declare("position"), declare("keyword")
    star = [code("{}: {}", rest, scope.std("Any"))] if rest else [code("*")] if keyword else []
    return [*position, *([code("/")] if position else []), *declare("either"), *star, *keyword]


def python_type(type_: Type, scope: Scope) -> Code:
    if type_.kind == "none":
        return code("None")
    if type_.kind in SCALARS:
        return scope.std(SCALARS[type_.kind])
    items = joined(", ", (python_type(item, scope) for item in type_.items))
    if type_.kind == "optional":
        return code("{} | None", items)
    return code("{}[{}]", scope.std(CONTAINERS[type_.kind]), items if type_.items else code("()"))
