"""`Service` -> what templates/rpyc/client.py.j2 shows."""

from __future__ import annotations

from goray_gen.rpyc.lower_go import camel_case
from goray_gen.rpyc.model import Function, Service, Type
from goray_gen.rpyc.views import PythonFunction, PythonService

SCALARS = {"any": "Any", "bool": "bool", "bytes": "bytes", "float": "float", "int": "int", "none": "None", "str": "str"}


def lower(service: Service) -> PythonService:
    return PythonService(
        source=service.source,
        type=camel_case(service.name),
        module=service.module,
        doc=service.doc or f"Calls {service.source}.",
        functions=tuple(lower_function(function) for function in service.functions),
    )


def lower_function(function: Function) -> PythonFunction:
    declared: list[str] = []
    positional: list[str] = []
    keywords: list[str] = []
    variadic = "*args: Any" if function.variadic else ""
    for parameter in sorted(function.parameters, key=lambda each: (each.by_keyword, each.has_default)):
        if parameter.by_keyword and (variadic or not any("*" in text for text in declared)):
            declared.append(variadic or "*")
            variadic = ""
        declared.append(
            f"{parameter.name}: {python_type(parameter.type)}{' = _OMITTED' if parameter.has_default else ''}"
        )
        # What the server may fill in goes by keyword, so that it can be left out.
        if parameter.by_keyword or (parameter.has_default and not function.variadic):
            keywords.append(f'"{parameter.name}": {parameter.name}')
        elif not parameter.has_default:
            positional.append(parameter.name)
    if function.variadic:
        positional.append("*args")
        declared += [variadic] if variadic else []
    return PythonFunction(
        name=function.name,
        doc=function.doc,
        parameters="".join(f", {text}" for text in declared),
        arguments=f"({', '.join(positional)}{',' if len(positional) == 1 else ''}), {{{', '.join(keywords)}}}",
        result=python_type(function.result),
    )


def python_type(type_: Type) -> str:
    if type_.kind in SCALARS:
        return SCALARS[type_.kind]
    items = ", ".join(python_type(item) for item in type_.items)
    return f"{items} | None" if type_.kind == "optional" else f"{type_.kind}[{items}]"
