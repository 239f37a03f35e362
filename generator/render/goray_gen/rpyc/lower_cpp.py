"""`Service` -> what templates/rpyc/client.h.j2 shows."""

from __future__ import annotations

from collections.abc import Mapping

from typing_extensions import LiteralString

from goray_gen.lower.allocator import CPP, Allocator
from goray_gen.lower.code import Code, code, joined
from goray_gen.lower.text import quote
from goray_gen.rpyc.model import Function, Parameter, Service, Type
from goray_gen.rpyc.views import CppFunction, ServiceView

SCALARS: Mapping[str, LiteralString] = {
    "any": "::goray::rpyc::Value",
    "bool": "bool",
    "bytes": "std::vector<std::byte>",
    "float": "double",
    "int": "std::int64_t",
    "none": "void",
    "str": "std::string",
}
CONTAINERS: Mapping[str, LiteralString] = {
    "dict": "std::map",
    "list": "std::vector",
    "optional": "std::optional",
    "set": "std::set",
    "tuple": "std::tuple",
}
OWN = frozenset({"Client", "client_"})
"""The class, and its member."""


def lower(service: Service) -> ServiceView[CppFunction]:
    """The namespace has a tail, so that it is never a function of the C library, as `log` is."""
    scope = Allocator(CPP, OWN)
    functions = tuple(
        lower_function(service, function, scope.allocate(function.name)) for function in service.functions
    )
    name = Allocator(CPP).allocate(f"{service.name}_rpyc")
    return ServiceView(name, service.source, service.module, service.doc, functions)


def lower_function(service: Service, function: Function, name: Code) -> CppFunction:
    scope = Allocator(CPP, {*OWN, name})  # a template parameter may not be called as its function
    names = {parameter.name: scope.allocate(parameter.name) for parameter in function.parameters}
    templates: list[Code] = []
    declared: list[Code] = []
    sent: list[Code] = [quote(service.module), quote(function.name)]
    # Those the server may fill in come last in C++, and travel by keyword if they can: the server knows their places.
    for parameter in sorted(function.parameters, key=lambda each: each.has_default):
        own, wire = names[parameter.name], quote(parameter.name)
        if parameter.has_default:
            declared.append(code("const {}& {} = std::nullopt", optional_type(parameter), own))
            send = code("PositionalIf") if parameter.optional_by_position else code("KwIf")
            sent.append(code("::goray::rpyc::{}({}, {})", send, wire, own))
            continue
        if parameter.type.kind in ("any", "none"):
            type_ = scope.allocate(f"T{len(templates)}")
            templates.append(code("typename {}", type_))
            declared.append(code("const {}& {}", type_, own))
        else:
            declared.append(code("{} {}", parameter_type(parameter.type), own))
        sent.append(code("::goray::rpyc::Kw({}, {})", wire, own) if parameter.passing == "keyword" else own)
    if function.variadic and not any(parameter.has_default for parameter in function.parameters):
        types, rest = scope.allocate("Args"), scope.allocate("args")
        templates.append(code("typename... {}", types))
        declared.append(code("const {}&... {}", types, rest))
        sent.append(code("{}...", rest))
    return CppFunction(
        name=name,
        doc=function.doc,
        template=joined(", ", templates) if templates else None,
        parameters=joined(", ", declared),
        call=joined(", ", sent),
        result=cpp_type(function.result),
    )


def optional_type(parameter: Parameter) -> Code:
    kind = parameter.type.kind
    if kind == "optional":
        return cpp_type(parameter.type)
    return code("std::optional<{}>", code(SCALARS["any"]) if kind == "none" else cpp_type(parameter.type))


def parameter_type(type_: Type) -> Code:
    text = cpp_type(type_)
    return text if type_.kind in ("bool", "float", "int") else code("const {}&", text)


def cpp_type(type_: Type) -> Code:
    """The C++ type of a value of this type."""
    if type_.kind in SCALARS:
        return code(SCALARS[type_.kind])
    items = [cpp_type(item) if item.kind != "none" else code("std::nullptr_t") for item in type_.items]
    ordered = type_.kind not in ("dict", "set") or type_.items[0].kind not in ("any", "dict", "set")
    return code("{}<{}>", code(CONTAINERS[type_.kind]), joined(", ", items)) if ordered else code(SCALARS["any"])
