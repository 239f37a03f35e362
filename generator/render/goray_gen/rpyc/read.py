"""Python source -> `Service`. Only the syntax is looked at; the file is never imported."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from goray_gen.errors import GenError
from goray_gen.rpyc.hints import type_of
from goray_gen.rpyc.model import Function, Parameter, Service
from goray_gen.rpyc.names import service_name

EXPOSED = "exposed_"


def read_service(path: Path, module: str | None = None) -> Service:
    """The service in `path`: the class that derives from an RPyC service if there is one, else the module's functions.

    Args:
        path: A Python file.
        module: The name under which the server imports the file; default: the file's name.

    Raises:
        GenError: the file cannot be read or parsed, has several service classes, or has nothing to call.
    """
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
    except OSError as error:
        raise GenError(f"{path}: cannot be read: {error.strerror}") from error
    except (SyntaxError, ValueError) as error:
        raise GenError(f"{path}:{getattr(error, 'lineno', 0) or 0}: not valid Python: {error}") from error
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef) and is_service(node)]
    if len(classes) > 1:
        names = ", ".join(node.name for node in classes)
        raise GenError(f"{path}: several service classes ({names}); move each into a file of its own")
    if classes:
        found = exposed_functions(classes[0])
        service = Service(service_name(classes[0].name), "", path.name, ast.get_docstring(classes[0]) or "", found)
    else:
        name = module or path.stem
        functions = tuple(read_function(node, node.name, False) for node in public_functions(tree))
        service = Service(
            service_name(name.rpartition(".")[2]), name, path.name, ast.get_docstring(tree) or "", functions
        )
    if not service.functions:
        raise GenError(
            f"{path}: nothing to call; write public functions, or a class derived from rpyc.Service with exposed_ ones"
        )
    return service


def is_service(node: ast.ClassDef) -> bool:
    """Whether a base is called `...Service`; the file that defines it is not looked at."""
    return any(ast.unparse(base).endswith("Service") for base in node.bases)


def public_functions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    """The functions in `__all__`, or all that do not start with `_`; the last of each name, as in Python."""
    listed = next((names for node in tree.body if (names := all_names(node)) is not None), None)
    found: dict[str, ast.FunctionDef] = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and (node.name in listed if listed is not None else node.name[0] != "_"):
            found[node.name] = node
    yield from found.values()


def all_names(node: ast.stmt) -> list[str] | None:
    if not isinstance(node, ast.Assign) or ast.unparse(node.targets[0]) != "__all__":
        return None
    try:
        return [str(name) for name in ast.literal_eval(node.value)]
    except (ValueError, TypeError):
        return None


def exposed_functions(node: ast.ClassDef) -> tuple[Function, ...]:
    found: dict[str, Function] = {}
    for item in node.body:
        if not isinstance(item, ast.FunctionDef):
            continue
        decorated = any(ast.unparse(decorator).split("(")[0].endswith("exposed") for decorator in item.decorator_list)
        if item.name.startswith(EXPOSED) or decorated:
            name = item.name.removeprefix(EXPOSED)
            found[name] = read_function(item, name, not is_static(item))
    return tuple(found.values())


def is_static(node: ast.FunctionDef) -> bool:
    return any(ast.unparse(decorator) == "staticmethod" for decorator in node.decorator_list)


def read_function(node: ast.FunctionDef, name: str, is_method: bool) -> Function:
    arguments = node.args
    positional = [*arguments.posonlyargs, *arguments.args]
    defaults = [False] * (len(positional) - len(arguments.defaults)) + [True] * len(arguments.defaults)
    parameters = [
        Parameter(
            argument.arg,
            type_of(argument.annotation),
            default,
            "position" if argument in arguments.posonlyargs else "either",
        )
        for argument, default in zip(positional, defaults, strict=True)
    ][1 if is_method else 0 :]
    if arguments.vararg:  # *args takes their places too; named as well they could not be left out
        parameters = [parameter for parameter in parameters if not parameter.has_default]
    parameters += [
        Parameter(argument.arg, type_of(argument.annotation), default is not None, "keyword")
        for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    ]
    # A function without a result hint may return anything.
    return Function(
        name, tuple(parameters), arguments.vararg is not None, type_of(node.returns), ast.get_docstring(node) or ""
    )
