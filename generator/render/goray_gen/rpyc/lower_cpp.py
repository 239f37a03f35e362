"""`Service` -> what templates/rpyc/client.h.j2 shows."""

from __future__ import annotations

import re

from goray_gen.rpyc.model import Function, Parameter, Service, Type
from goray_gen.rpyc.views import CppFunction, ServiceView

SCALARS = {
    "any": "goray::rpyc::Value",
    "bool": "bool",
    "bytes": "std::vector<std::byte>",
    "float": "double",
    "int": "std::int64_t",
    "none": "void",
    "str": "std::string",
}
CONTAINERS = {
    "dict": "std::map",
    "list": "std::vector",
    "optional": "std::optional",
    "set": "std::set",
    "tuple": "std::tuple",
}
RESERVED_WORDS = """
alignas alignof and and_eq asm auto bitand bitor bool break case catch char class compl concept const constexpr
continue co_await co_return co_yield decltype default delete do double dynamic_cast else enum explicit export extern
false float for friend goto if inline int long mutable namespace new noexcept not not_eq nullptr operator or or_eq
private protected public register requires return short signed sizeof static struct switch template this throw true
try typedef typeid typename union unsigned using virtual void volatile wchar_t while xor xor_eq client args
"""
RESERVED = frozenset(RESERVED_WORDS.split())


def lower(service: Service) -> ServiceView[CppFunction]:
    functions = tuple(lower_function(function) for function in service.functions)
    return ServiceView(cpp_name(service.name), service.source, service.module, service.doc, functions)


def lower_function(function: Function) -> CppFunction:
    templates: list[str] = []
    declared: list[str] = []
    sent: list[str] = []
    # Those the server may fill in come last in C++, and travel by keyword if they can: the server knows their places.
    for parameter in sorted(function.parameters, key=lambda each: each.has_default):
        name = cpp_name(parameter.name)
        if parameter.has_default:
            declared.append(f"const {optional_type(parameter)}& {name} = std::nullopt")
            send = "PositionalIf" if parameter.optional_by_position else "KwIf"
            sent.append(f'goray::rpyc::{send}("{parameter.name}", {name})')
            continue
        if parameter.type.kind in ("any", "none"):
            templates.append(f"typename T{len(templates)}")
            declared.append(f"const T{len(templates) - 1}& {name}")
        else:
            declared.append(f"{parameter_type(parameter.type)} {name}")
        sent.append(f'goray::rpyc::Kw("{parameter.name}", {name})' if parameter.passing == "keyword" else name)
    if function.variadic and not any(parameter.has_default for parameter in function.parameters):
        templates.append("typename... Args")
        declared.append("const Args&... args")
        sent.append("args...")
    return CppFunction(
        name=cpp_name(function.name),
        wire_name=function.name,
        doc=function.doc,
        template=", ".join(templates),
        parameters=", ".join(declared),
        arguments="".join(f", {argument}" for argument in sent),
        result=cpp_type(function.result),
    )


def optional_type(parameter: Parameter) -> str:
    kind = parameter.type.kind
    if kind == "optional":
        return cpp_type(parameter.type)
    return f"std::optional<{'goray::rpyc::Value' if kind == 'none' else cpp_type(parameter.type)}>"


def parameter_type(type_: Type) -> str:
    text = cpp_type(type_)
    return text if type_.kind in ("bool", "float", "int") else f"const {text}&"


def cpp_type(type_: Type) -> str:
    """The C++ type of a value of this type."""
    if type_.kind in SCALARS:
        return SCALARS[type_.kind]
    items = [cpp_type(item) if item.kind != "none" else "std::nullptr_t" for item in type_.items]
    ordered = type_.kind not in ("dict", "set") or type_.items[0].kind not in ("any", "dict", "set")
    return f"{CONTAINERS[type_.kind]}<{', '.join(items)}>" if ordered else SCALARS["any"]


def cpp_name(name: str) -> str:
    return f"{name}_" if name in RESERVED or re.match(r"_[A-Z_]", name) else name
