"""`Service` -> what templates/rpyc/service.go.j2 shows. Go talks JSON, whose keys are text."""

from __future__ import annotations

from goray_gen.errors import GenError
from goray_gen.rpyc.model import Function, Service, Type
from goray_gen.rpyc.names import camel_case
from goray_gen.rpyc.views import GoField, GoFunction, ServiceView

SCALARS = {
    "any": "any",
    "bool": "bool",
    "bytes": "Bytes",
    "float": "float64",
    "int": "int64",
    "none": "any",
    "str": "string",
}
KEYS = {"bool": "string", "float": "string", "int": "int64", "str": "string"}
RESERVED_WORDS = """
any append bool break byte case chan const continue default defer else error fallthrough false float64 for func go
goto if import int int64 interface len make map new nil package range return select string struct switch true type
var args err json kwargs options result s
"""
RESERVED = frozenset(RESERVED_WORDS.split())


def lower(service: Service) -> ServiceView[GoFunction]:
    name = camel_case(service.name)
    functions = tuple(lower_function(service, function) for function in service.functions)
    doc = service.doc or f"{name} calls {service.source}."
    return ServiceView(name, service.source, service.module, doc, functions, service.name.replace("_", ""))


def lower_function(service: Service, function: Function) -> GoFunction:
    for parameter in function.parameters:
        if has_keys_beyond_text(parameter.type):
            raise GenError(
                f"{service.source}: {function.name}: parameter {parameter.name}: "
                "a dict whose keys are not str cannot be sent from Go, which talks JSON; "
                "take str keys or a list of pairs, or leave Go out: --lang cpp,python"
            )
    required = [parameter for parameter in function.parameters if not parameter.has_default]
    declared = [f"{go_name(parameter.name)} {go_type(parameter.type)}" for parameter in required]
    options = lower_options(function)
    if options:
        declared.append(f"options *{camel_case(function.name)}Options")
    variadic = function.variadic and not options
    if variadic:
        declared.append("args ...any")
    return GoFunction(
        name=camel_case(function.name),
        wire_name=function.name,
        doc=function.doc,
        parameters=", ".join(declared),
        arguments=tuple(go_name(parameter.name) for parameter in required if parameter.passing != "keyword"),
        keywords=tuple(
            (parameter.name, go_name(parameter.name)) for parameter in required if parameter.passing == "keyword"
        ),
        options=options,
        variadic=variadic,
        result="" if function.result.kind == "none" else go_type(function.result),
    )


def lower_options(function: Function) -> tuple[GoField, ...]:
    fields: list[GoField] = []
    for parameter in function.parameters:
        if not parameter.has_default:
            continue
        by_position = parameter.optional_by_position
        needs = next((field.name for field in fields[-1:] if field.by_position), "") if by_position else ""
        type_ = go_type(parameter.type).removeprefix("*")
        fields.append(GoField(camel_case(parameter.name), parameter.name, type_, by_position, needs))
    return tuple(fields)


def has_keys_beyond_text(type_: Type) -> bool:
    wrong = type_.kind == "dict" and type_.items[0].kind not in ("any", "str")
    return wrong or any(has_keys_beyond_text(item) for item in type_.items)


def go_type(type_: Type) -> str:
    if type_.kind in SCALARS:
        return SCALARS[type_.kind]
    if type_.kind == "dict":
        return f"map[{KEYS.get(type_.items[0].kind, 'string')}]{go_type(type_.items[1])}"
    if type_.kind == "optional":
        return f"*{go_type(type_.items[0])}"
    same = len(set(type_.items)) == 1
    return f"[]{go_type(type_.items[0]) if same else 'any'}"


def go_name(name: str) -> str:
    return f"{name}_" if name in RESERVED else name
