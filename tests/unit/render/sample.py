"""Interfaces for tests, written as briefly as the C++ they stand for."""

from __future__ import annotations

from goray_gen.lower.code import code
from goray_gen.lower.type_hints import Scope
from goray_gen.model.interface import (
    Actor,
    Callable,
    Class,
    Default,
    Enum,
    Enumerator,
    Field,
    Interface,
    Location,
    Parameter,
    Struct,
    Type,
)

AT = Location("app.h", 1, 1)
ANY = Type("any", "::goray::Any")
ARGS = Type("args", "::goray::Args")
BOOL = Type("bool", "bool")
BYTES = Type("bytes", "std::vector<std::byte>")
COMPLEX = Type("complex", "std::complex<double>", bits=64)
DURATION = Type("duration", "std::chrono::seconds")
FLOAT = Type("float", "double", bits=64)
INT = Type("int", "long", bits=64, signed=True)
NIL = Type("nil", "std::monostate")
PATH = Type("path", "std::filesystem::path")
STRING = Type("string", "std::string")
TIME_POINT = Type("time_point", "std::chrono::sys_time<std::chrono::seconds>")
VOID = Type("void", "void")
SCOPE = Scope(
    code("calc"),
    {"c::Order": code("Order"), "c::Color": code("Color")},
    {"c::Order": code("OrderLike")},
    {},
    {"c::Order": code("to_Order")},
)
"""Of the package `calc`, with a struct and an enum."""


def enum_type(name: str) -> Type:
    return Type("enum", f"::{name}", name=name)


def struct_type(name: str) -> Type:
    return Type("struct", f"::{name}", name=name)


def stream_of(element: Type) -> Type:
    return Type("stream", f"::goray::Generator<{element.cpp}>", element=element)


def list_of(element: Type) -> Type:
    return Type("list", f"std::vector<{element.cpp}>", element=element)


def set_of(element: Type) -> Type:
    return Type("set", f"std::set<{element.cpp}>", element=element)


def map_of(key: Type, element: Type) -> Type:
    return Type("map", f"std::map<{key.cpp}, {element.cpp}>", key=key, element=element)


def optional(element: Type) -> Type:
    return Type("optional", f"std::optional<{element.cpp}>", element=element)


def shared_ptr(element: Type) -> Type:
    return Type("shared_ptr", f"std::shared_ptr<{element.cpp}>", element=element)


def unique_ptr(element: Type) -> Type:
    return Type("unique_ptr", f"std::unique_ptr<{element.cpp}>", element=element)


def tuple_of(*elements: Type) -> Type:
    return Type("tuple", f"std::tuple<{', '.join(e.cpp for e in elements)}>", elements=elements)


def variant(*elements: Type) -> Type:
    return Type("variant", f"std::variant<{', '.join(e.cpp for e in elements)}>", elements=elements)


def known(value: object, cpp: str = "?") -> Default:
    return Default(cpp, value, has_value=True)


def function(
    name: str,
    result: Type = VOID,
    *parameters: tuple[str, Type] | tuple[str, Type, Default],
    doc: str = "",
    deprecated: str | None = None,
    owner: str = "::calc::Tasks",
) -> Callable:
    return Callable(
        name=name,
        cpp_name=name,
        cpp_class=owner,
        static=False,
        const=True,
        hold_gil=False,
        parameters=tuple(Parameter(p[0], p[1], p[2] if len(p) > 2 else None) for p in parameters),
        result=result,
        doc=doc,
        deprecated=deprecated,
        location=AT,
    )


def struct(name: str, *fields: tuple[str, Type] | tuple[str, Type, Default | None] | Field, doc: str = "") -> Struct:
    made = [f if isinstance(f, Field) else Field(f[0], f[1], f[2] if len(f) > 2 else None, "") for f in fields]
    return Struct(name, doc, tuple(made), AT)


def enum(name: str, **values: int) -> Enum:
    return Enum(name, "", INT, tuple(Enumerator(n, v, "") for n, v in values.items()), AT)


def actor(factory: str, class_name: str, *parameters: tuple[str, Type], doc: str = "") -> Actor:
    made = Type("unique_ptr", f"std::unique_ptr<{class_name}>")
    return Actor(function(factory, made, *parameters, doc=doc, owner="::calc::Actors"), class_name, "unique_ptr")


def cls(name: str, *methods: Callable, doc: str = "") -> Class:
    return Class(name, doc, methods, AT)


def interface(
    *tasks: Callable,
    package: str = "calc",
    actors: tuple[Actor, ...] = (),
    classes: tuple[Class, ...] = (),
    structs: tuple[Struct, ...] = (),
    enums: tuple[Enum, ...] = (),
) -> Interface:
    return Interface(
        package=package,
        generator="0.1.0",
        files=(),
        tasks=tasks,
        actors=actors,
        classes=classes,
        structs=structs,
        enums=enums,
        driver=None,
        options=None,
    )
