"""`Service` -> what templates/rpyc/service.go.j2 shows. Go talks JSON, whose keys are text."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from typing_extensions import LiteralString

from goray_gen.errors import GenError
from goray_gen.lower.allocator import GO, Allocator
from goray_gen.lower.code import Code, code, joined
from goray_gen.rpyc.model import Function, Service, Type
from goray_gen.rpyc.names import camel_case
from goray_gen.rpyc.views import GoField, GoFunction, ServiceView

SCALARS: Mapping[str, LiteralString] = {
    "any": "any",
    "bool": "bool",
    "bytes": "Bytes",
    "float": "float64",
    "int": "int64",
    "none": "any",
    "str": "string",
}
KEYS: Mapping[str, LiteralString] = {"bool": "string", "float": "string", "int": "int64", "str": "string"}
_PACKAGE = """
Bytes NewRPyCClient NewRPyCClientDefault RPyCClient RPyCError cStrings cTexts lastError
"""
PACKAGE = frozenset(_PACKAGE.split())
"""What rpyc_client.go declares."""
_BODY = """
all any append args bool err error false float64 int64 json kwargs nil options result s string true
"""
BODY = frozenset(_BODY.split())
"""What a method's body names, its own variables and Go's."""


def lower(service: Service) -> ServiceView[GoFunction]:
    types = Allocator(GO, PACKAGE)
    name = types.allocate(exported(service.name))
    methods = Allocator(GO, {"Client"})  # a field
    functions = tuple(
        lower_function(service, function, methods.allocate(exported(function.name)), types)
        for function in service.functions
    )
    doc = service.doc or f"{name} calls {service.source}."
    return ServiceView(name, service.source, service.module, doc, functions)


def package_name(service: Service, given: str | None) -> Code:
    """The package of a service's files. Go leaves out a package called `documentation`.

    Raises:
        GenError: `given` is not a name.
    """
    name = Allocator(GO, {"documentation"}).allocate(given or service.name.replace("_", ""))
    if given and name != given:
        raise GenError(f"--package {given}: not a name that a Go package can have; use letters and digits")
    return name


def lower_function(service: Service, function: Function, name: Code, types: Allocator) -> GoFunction:
    for parameter in function.parameters:
        if has_keys_beyond_text(parameter.type):
            raise GenError(
                f"{service.source}: {function.name}: parameter {parameter.name}: "
                "a dict whose keys are not str cannot be sent from Go, which talks JSON; "
                "take str keys or a list of pairs, or leave Go out: --lang cpp,python"
            )
    scope = Allocator(GO, BODY | PACKAGE)
    required = [parameter for parameter in function.parameters if not parameter.has_default]
    names = {parameter.name: scope.allocate(parameter.name) for parameter in required}
    declared = [code("{} {}", names[parameter.name], go_type(parameter.type)) for parameter in required]
    options = lower_options(function)
    options_name = types.allocate(f"{name}Options") if options else None
    if options_name:
        declared.append(code("options *{}", options_name))
    variadic = function.variadic and not options
    if variadic:
        declared.append(code("args ...any"))
    return GoFunction(
        name=name,
        wire_name=function.name,
        doc=function.doc,
        parameters=joined(", ", declared),
        arguments=joined(", ", (names[parameter.name] for parameter in required if parameter.passing != "keyword")),
        keywords=tuple(
            (parameter.name, names[parameter.name]) for parameter in required if parameter.passing == "keyword"
        ),
        options=options,
        options_name=options_name,
        variadic=variadic,
        result=None if function.result.kind == "none" else go_type(function.result),
    )


def lower_options(function: Function) -> tuple[GoField, ...]:
    scope = Allocator(GO)
    fields: list[GoField] = []
    for parameter in function.parameters:
        if not parameter.has_default:
            continue
        by_position = parameter.optional_by_position
        needs = next((field.name for field in fields[-1:] if field.by_position), None) if by_position else None
        type_ = parameter.type.items[0] if parameter.type.kind == "optional" else parameter.type
        name = scope.allocate(exported(parameter.name))
        fields.append(GoField(name, parameter.name, go_type(type_), by_position, needs))
    return tuple(fields)


def has_keys_beyond_text(type_: Type) -> bool:
    wrong = type_.kind == "dict" and type_.items[0].kind not in ("any", "str")
    return wrong or any(has_keys_beyond_text(item) for item in type_.items)


def go_type(type_: Type) -> Code:
    if type_.kind in SCALARS:
        return code(SCALARS[type_.kind])
    if type_.kind == "dict":
        return code("map[{}]{}", code(KEYS.get(type_.items[0].kind, "string")), go_type(type_.items[1]))
    if type_.kind == "optional":
        return code("*{}", go_type(type_.items[0]))
    same = len(set(type_.items)) == 1
    return code("[]{}", go_type(type_.items[0]) if same else code("any"))


def exported(name: str) -> str:
    """`total_price` -> `TotalPrice`. Other packages see what begins with a capital letter only."""
    camel = camel_case(name)
    return camel if unicodedata.category(camel[0]) == "Lu" else f"X{camel}"
