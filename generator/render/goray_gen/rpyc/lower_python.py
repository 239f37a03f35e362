"""`Service` -> what templates/rpyc/client.py.j2 shows."""

from __future__ import annotations

from goray_gen.rpyc.model import Function, Parameter, Passing, Service, Type
from goray_gen.rpyc.names import camel_case
from goray_gen.rpyc.views import PythonFunction, ServiceView

SCALARS = {"any": "Any", "bool": "bool", "bytes": "bytes", "float": "float", "int": "int", "none": "None", "str": "str"}


def lower(service: Service) -> ServiceView[PythonFunction]:
    functions = tuple(lower_function(function) for function in service.functions)
    doc = service.doc or f"Calls {service.source}."
    return ServiceView(camel_case(service.name), service.source, service.module, doc, functions)


def lower_function(function: Function) -> PythonFunction:
    sent = [parameter for parameter in function.parameters if not by_keyword(parameter)]
    named = [parameter for parameter in function.parameters if by_keyword(parameter)]
    positional = [parameter.name for parameter in sent] + (["*args"] if function.variadic else [])
    keywords = ", ".join(f'"{parameter.name}": {parameter.name}' for parameter in named)
    return PythonFunction(
        name=function.name,
        doc=function.doc,
        parameters="".join(f", {text}" for text in declarations(function)),
        arguments=f"({', '.join(positional)}{',' if len(positional) == 1 else ''}), {{{keywords}}}",
        result=python_type(function.result),
    )


def by_keyword(parameter: Parameter) -> bool:
    """What the server may fill in goes by keyword if it can, so that any of them can be left out."""
    return parameter.passing == "keyword" or (parameter.has_default and parameter.passing == "either")


def declarations(function: Function) -> list[str]:
    """The parameters as the source has them, with `/` and `*` in their places."""

    def declare(passing: Passing) -> list[str]:
        return [
            f"{parameter.name}: {python_type(parameter.type)}{' = _OMITTED' if parameter.has_default else ''}"
            for parameter in function.parameters
            if parameter.passing == passing
        ]

    position, keyword = declare("position"), declare("keyword")
    star = ["*args: Any"] if function.variadic else ["*"] if keyword else []
    return [*position, *(["/"] if position else []), *declare("either"), *star, *keyword]


def python_type(type_: Type) -> str:
    if type_.kind in SCALARS:
        return SCALARS[type_.kind]
    items = ", ".join(python_type(item) for item in type_.items)
    return f"{items} | None" if type_.kind == "optional" else f"{type_.kind}[{items}]"
