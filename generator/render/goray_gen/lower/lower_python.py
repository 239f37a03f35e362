"""Interface -> PackageView: every decision about the Python package.

Interface --names.assign--> Names --lower--> PackageView
"""

from __future__ import annotations

import dataclasses
import keyword
from collections.abc import Mapping

from goray_gen.lower import converters, names, type_hints
from goray_gen.lower.docstrings import variable_docstring
from goray_gen.lower.literals import literal
from goray_gen.lower.signatures import Annotate, Signature, signature
from goray_gen.lower.type_hints import Scope
from goray_gen.lower.views_python import (
    ClassView,
    EnumView,
    FactoryView,
    FieldView,
    MethodView,
    PackageView,
    StructView,
    TaskView,
)
from goray_gen.model.hashes import hashes
from goray_gen.model.interface import Actor, Callable, Class, Enum, Interface, Struct

MAX_OVERLOADS = 50
"""Above this many tasks an editor takes over a second for one list of overloads."""


@dataclasses.dataclass(frozen=True)
class _Context:
    interface: Interface
    names: names.Names
    enums: Mapping[str, Enum]
    scope: Scope
    """In a scope that takes no names."""
    converted: frozenset[str]

    def convert(self, callable_: Callable) -> str | None:
        return converters.returned(callable_.result, self.names.types, self.converted)


def lower(interface: Interface) -> PackageView:
    """All decisions about the package of `interface`."""
    assigned = names.assign(interface)
    enums = {enum.name: enum for enum in interface.enums}
    scope = Scope(interface.package, assigned.types, type_hints.likes(interface))
    context = _Context(interface, assigned, enums, scope, converters.structs_to_convert(interface))
    structs = tuple(_struct(struct, context) for struct in interface.structs)
    classes = tuple(_class(cls, context) for cls in interface.classes)
    literals = len(interface.tasks) <= MAX_OVERLOADS
    string_api = (
        *(names.ACTOR_API if interface.actors else ()),
        *(names.TASK_API if interface.tasks else ()),
        *(() if literals else ("by_name",)),
    )
    exported = [
        *assigned.types.values(),
        *(f"{struct.name}Like" for struct in structs if struct.like_fields),
        *(f"{cls.name}Handle" for cls in classes),
        *assigned.factories.values(),
        *string_api,
        "tasks",
    ]
    return PackageView(
        package=interface.package,
        library=f"lib{interface.package.split('.')[-1]}.so",
        doc=f"The C++ app `{interface.package}`: tasks, actors and their types.",
        enums=tuple(_enum(enum, context) for enum in interface.enums),
        structs=structs,
        tasks=tuple(_task(task, context) for task in interface.tasks),
        classes=classes,
        exports=tuple(sorted(set(exported))),
        string_api=string_api,
        hashes=tuple(hashes(interface).items()),
        literals=literals,
    )


def _enum(enum: Enum, context: _Context) -> EnumView:
    members = names.enumerator_names(enum)
    return EnumView(
        context.names.types[enum.name],
        enum.doc,
        tuple((members[item.name], item.value, item.doc) for item in enum.enumerators),
    )


def _struct(struct: Struct, context: _Context) -> StructView:
    name = context.names.types[struct.name]
    scope = context.scope
    taken = {*type_hints.MODULES, *context.names.types.values(), "ReadOnly", "Required"}
    converts = struct.name in context.converted

    def fields(annotate: Annotate) -> tuple[FieldView, ...]:
        return tuple(
            FieldView(
                field.name,
                annotate(field.type, scope),
                field.doc,
                not (keyword.iskeyword(field.name) or field.name.startswith("__") or field.name in taken),
                type_hints.required(struct, i),
            )
            for i, field in enumerate(struct.fields)
        )

    conversions = [
        (f.name, converters.converter(f.type, context.names.types, context.converted)) for f in struct.fields
    ]
    return StructView(
        name=name,
        doc=struct.doc,
        fields=fields(type_hints.result),
        like_fields=fields(type_hints.parameter) if struct.name in scope.likes else (),
        convert=tuple((field, how) for field, how in conversions if how is not None) if converts else (),
        converter=converters.struct_converter(name),
    )


def _task(task: Callable, context: _Context) -> TaskView:
    name = context.names.tasks[task.name]
    sig = signature(task, context.enums)
    module = context.scope.within(*context.names.tasks.values())
    result = type_hints.returned(task.result, module)
    stub = sig.stub(module)
    return TaskView(
        name=name,
        wire=task.name,
        call=sig.define("__call__", stub, result),
        remote=sig.define("remote", sig.stub(module, type_hints.remote_parameter), _ref(result)),
        positional=sig.define(
            "golang_local_run_task", sig.by_name("task", sig.stub(context.scope)), _plain(task, context)
        ),
        run=sig.define(name, sig.runtime(module), result),
        arguments=sig.arguments(),
        declared=_declared(sig, name, module, context),
        docstring=variable_docstring(sig.callable, name, stub, result),
        doc=task.doc,
        deprecated=task.deprecated,
    )


def _class(cls: Class, context: _Context) -> ClassView:
    actors = [actor for actor in context.interface.actors if actor.class_name == cls.name]
    primary = names.primary_factory(cls.name, actors, context.names)
    factories = {actor.factory.name: _factory(actor, context) for actor in actors}
    wire_to_python = names.method_names(cls.methods, context.names.types.values())
    scope = context.scope.within(*wire_to_python.values())
    name = context.names.types[cls.name]
    return ClassView(
        name=name,
        doc=cls.doc,
        methods=tuple(_method(method, wire_to_python[method.name], name, scope, context) for method in cls.methods),
        renamed=tuple(f"{literal(own)}: {literal(wire)}" for wire, own in wire_to_python.items() if own != wire),
        factories=tuple(factories.values()),
        primary=factories[primary.factory.name] if primary else None,
    )


def _factory(actor: Actor, context: _Context) -> FactoryView:
    sig = signature(actor.factory, context.enums)
    exported = context.names.factories[actor.factory.name]
    own = context.names.types[actor.class_name]
    same = exported == own
    stub = sig.stub(context.scope)
    return FactoryView(
        wire=actor.factory.name,
        variable=f"_make_{exported}" if same else exported,
        stub_class=f"_{exported}Factory" if same else f"_{exported}",
        call=sig.define("__call__", stub, own),
        remote=sig.define("remote", sig.stub(context.scope, type_hints.remote_parameter), f"{own}Handle"),
        positional=sig.define("golang_local_new_actor", sig.by_name("actor", stub), own),
        init=sig.define("__init__", sig.runtime(context.scope), "None"),
        init_stub=sig.define("__init__", stub, "None"),
        arguments=sig.arguments(),
        declared=_declared(sig, actor.factory.name, context.scope, context),
        class_name=own,
        docstring=variable_docstring(sig.callable, exported, stub, own),
        doc=actor.factory.doc,
        deprecated=actor.factory.deprecated,
        exported=not same,
    )


def _method(method: Callable, name: str, owner: str, scope: Scope, context: _Context) -> MethodView:
    sig: Signature = signature(method, context.enums)
    result = type_hints.returned(method.result, scope)
    stub = sig.stub(scope)
    plain = context.scope
    return MethodView(
        name=name,
        wire=method.name,
        call=sig.define(name, stub, result),
        remote=sig.define("remote", sig.stub(plain, type_hints.remote_parameter), _ref(_plain(method, context))),
        run=sig.define(name, sig.runtime(scope), result),
        arguments=sig.arguments(),
        declared=_declared(sig, name, scope, context),
        stub_class=f"_{owner}_{name}",
        docstring=variable_docstring(sig.callable, name, stub, result),
        doc=method.doc,
        deprecated=method.deprecated,
    )


def _declared(sig: Signature, name: str, scope: Scope, context: _Context) -> tuple[str, ...]:
    """All that `goray.package` is told of a callable that Python calls `name`: what differs from the plain case."""
    callable_ = sig.callable
    convert = context.convert(callable_)
    parts = [] if callable_.name == name else [f"name={literal(callable_.name)}"]
    parts += sig.declared(scope)
    parts += [] if convert is None else [f"convert={convert}"]
    parts += ["hold_gil=True"] if callable_.hold_gil else []
    parts += [] if callable_.deprecated is None else [f"deprecated={literal(callable_.deprecated)}"]
    return tuple(parts)


def _plain(callable_: Callable, context: _Context) -> str:
    return type_hints.returned(callable_.result, context.scope)


def _ref(result: str) -> str:
    return f"ObjectRef[{result}]"
