"""PythonTasks -> the view of `<name>.python.h`: the namespace `py`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from goray_gen.lower.allocator import CPP, Allocator
from goray_gen.lower.code import Code, code, joined
from goray_gen.lower.remote_client import OF_HANDLES, ClientCall
from goray_gen.lower.text import cpp_comment, quote
from goray_gen.lower.views_cpp import Codec, RemoteFunction, RemoteHandle, RemoteSpace
from goray_gen.python_tasks.model import Actor, Enum, Function, Kind, PythonTasks, Struct, Type
from goray_gen.python_tasks.views import EnumView, PythonView, StructView

SPACE: Final = code("py")
_PLAIN: Final[Mapping[Kind, Code]] = {
    "any": code("::goray::Any"),
    "bool": code("bool"),
    "bytes": code("std::vector<std::byte>"),
    "complex": code("std::complex<double>"),
    "datetime": code("std::chrono::system_clock::time_point"),
    "duration": code("std::chrono::microseconds"),
    "float": code("double"),
    "handle": code("::goray::ActorHandle<>"),
    "int": code("std::int64_t"),
    "none": code("std::monostate"),
    "path": code("std::filesystem::path"),
    "str": code("std::string"),
}
_OF_OTHERS: Final[Mapping[Kind, Code]] = {
    "dict": code("std::map"),
    "list": code("std::vector"),
    "optional": code("std::optional"),
    "set": code("std::set"),
    "tuple": code("std::tuple"),
    "variant": code("std::variant"),
}
_ITEMS: Final[Mapping[str, Code]] = {
    "bool": code("bool"),
    "complex128": code("std::complex<double>"),
    "complex64": code("std::complex<float>"),
    "float32": code("float"),
    "float64": code("double"),
    "int16": code("std::int16_t"),
    "int32": code("std::int32_t"),
    "int64": code("std::int64_t"),
    "int8": code("std::int8_t"),
    "uint16": code("std::uint16_t"),
    "uint32": code("std::uint32_t"),
    "uint64": code("std::uint64_t"),
    "uint8": code("std::uint8_t"),
}
"""Of arrays, by numpy's names."""
_HEADERS: Final = (
    (code("<array>"), r"std::array"),
    (code("<chrono>"), r"std::chrono"),
    (code("<complex>"), r"std::complex"),
    (code("<cstddef>"), r"std::byte"),
    (code("<cstdint>"), r"std::u?int\d"),
    (code("<filesystem>"), r"std::filesystem"),
    (code("<map>"), r"std::map"),
    (code("<optional>"), r"std::optional"),
    (code("<set>"), r"std::set"),
    (code("<span>"), r"std::span"),
    (code("<string>"), r"std::string\b"),
    (code("<string_view>"), r"std::string_view"),
    (code("<tuple>"), r"std::tuple"),
    (code("<variant>"), r"std::(variant|monostate)"),
    (code("<vector>"), r"std::vector"),
)
"""Of the standard library, and what needs them."""


def lower_tasks(tasks: PythonTasks) -> PythonView:
    return _Lowering(tasks).view()


class _Lowering:
    def __init__(self, tasks: PythonTasks) -> None:
        self._tasks = tasks
        scope = Allocator(CPP, {"goray", "py", "std"})
        self._structs = {struct.name: scope.allocate(struct.name) for struct in tasks.structs}
        self._enums = {enum.name: scope.allocate(enum.name) for enum in tasks.enums}
        self._functions = {task.name: scope.allocate(task.name) for task in tasks.tasks}
        self._factories = {actor.made.name: scope.allocate(actor.made.name) for actor in tasks.actors}
        self._handles = {name: scope.allocate(f"{name}Handle") for name in self._factories}
        self._used = list[str]()

    def view(self) -> PythonView:
        enums = tuple(map(self._enum, self._tasks.enums))
        structs = tuple(map(self._struct, self._tasks.structs))
        codecs = (*map(self._enum_codec, self._tasks.enums), *map(self._codec, self._tasks.structs))
        handles = tuple(map(self._handle, self._tasks.actors))
        tasks = [self._task(task) for task in self._tasks.tasks]
        factories = [self._factory(actor) for actor in self._tasks.actors]
        space = RemoteSpace(SPACE, handles, (*tasks, *factories))
        return PythonView(", ".join(self._tasks.files), tuple(self._includes()), enums, structs, codecs, space)

    def _includes(self) -> Iterable[Code]:
        text = " ".join(self._used)
        return (header for header, needed_by in _HEADERS if re.search(needed_by, text))

    def _type(self, type_: Type) -> Code:
        """As a result, a field, an item: it owns what it holds."""
        if type_.kind == "struct":
            return code("::py::{}", self._structs[type_.name])
        if type_.kind == "enum":
            return code("::py::{}", self._enums[type_.name])
        if type_.kind == "array":
            return code("::goray::NdArray<const {}, {}>", _ITEMS[type_.name], type_.rank)
        if type_.kind == "ref":
            return code("::goray::ObjectRef<{}>", joined(", ", map(self._referred, type_.items)))
        if type_.kind in _OF_OTHERS:
            return code("{}<{}>", _OF_OTHERS[type_.kind], joined(", ", map(self._type, type_.items)))
        return _PLAIN[type_.kind]

    def _referred(self, type_: Type) -> Code:
        return code("void") if type_.kind == "none" else self._type(type_)

    def _parameter(self, type_: Type) -> Code:
        """Of a call, which only looks at it."""
        if type_.kind == "str":
            return code("std::string_view")
        if type_.kind == "bytes":
            return code("std::span<const std::byte>")
        if type_.kind == "list" and type_.items[0].kind in ("int", "float"):
            return code("std::span<const {}>", self._type(type_.items[0]))
        return self._type(type_)

    def _ref(self, result: Type | None) -> Code:
        """What refers to a result."""
        if result is not None and result.kind == "stream":
            return code("::goray::StreamRefs<{}>", self._referred(result.items[0]))
        if result is not None and result.kind == "split":
            return code("std::tuple<{}>", joined(", ", map(self._ref, result.items)))
        return code("::goray::ObjectRef<{}>", code("") if result is None else self._referred(result))

    def _calls(self, function: Function, result: Code) -> list[ClientCall]:
        """A way of calling for each number of arguments that Python's defaults leave."""
        scope = Allocator(CPP, {"Method", "goray", "py", "rest", "std"})
        types = tuple(self._parameter(parameter.type) for parameter in function.parameters)
        names = tuple(scope.allocate(parameter.name) for parameter in function.parameters)
        self._used += [*types, result]
        required = sum(not parameter.has_default for parameter in function.parameters)
        return [
            ClientCall(result, types[:count], names[:count], function.variadic and count == len(types))
            for count in range(required, len(types) + 1)
        ]

    def _task(self, task: Function) -> RemoteFunction:
        calls = self._calls(task, self._ref(task.result))
        return _object(code("RemotePyTask"), self._functions[task.name], task, calls, task.doc)

    def _factory(self, actor: Actor) -> RemoteFunction:
        name = actor.made.name
        calls = self._calls(actor.made, code("::py::{}", self._handles[name]))
        return _object(code("RemotePyActor"), self._factories[name], actor.made, calls, actor.made.doc or actor.doc)

    def _handle(self, actor: Actor) -> RemoteHandle:
        name = self._handles[actor.made.name]
        scope = Allocator(CPP, {*OF_HANDLES, name, "RemoteHandle"})
        methods: list[RemoteFunction] = []
        for method in actor.methods:
            own = scope.allocate(method.name)
            comment = _comment(method, method.doc, 2)
            calls = self._calls(method, self._ref(method.result))
            methods += [RemoteFunction(comment, call.method(own, _wire(method))) for call in calls]
        text = f"An actor of the Python class `{actor.made.name}` of {actor.made.place}."
        doc = f"{text}\n\n{actor.doc}" if actor.doc else text
        return RemoteHandle(cpp_comment(doc, "/// "), name, code("void"), tuple(methods))

    def _struct(self, struct: Struct) -> StructView:
        text = f"Python's `{struct.name}` of {struct.place}."
        doc = f"{struct.doc}\n\n{text}" if struct.doc else text
        fields = tuple(code("{} {}{{}};", *pair) for pair in self._fields(struct))
        return StructView(cpp_comment(doc, "/// "), self._structs[struct.name], fields)

    def _enum(self, enum: Enum) -> EnumView:
        text = f"Python's `{enum.name}` of {enum.place}."
        doc = f"{enum.doc}\n\n{text}" if enum.doc else text
        self._used.append(code("std::int64_t std::array"))
        rows = zip(self._members(enum), enum.members, strict=True)
        members = tuple(code("{} = {},", name, value) for name, (_, value) in rows)
        return EnumView(cpp_comment(doc, "/// "), self._enums[enum.name], members)

    @staticmethod
    def _members(enum: Enum) -> list[Code]:
        scope = Allocator(CPP, {enum.name})
        return [scope.allocate(name) for name, _ in enum.members]

    def _enum_codec(self, enum: Enum) -> Codec:
        cpp = code("::py::{}", self._enums[enum.name])
        table = code("std::array<Enumerator<{}>, {}> kEnumerators{{", cpp, len(enum.members))
        names = zip(enum.members, self._members(enum), strict=True)
        rows = tuple(code("{{{}, {}::{}}}", quote(name), cpp, own) for (name, _), own in names)
        return Codec(cpp, code("FlagsCodec") if enum.flags else code("EnumCodec"), quote(enum.name), table, rows)

    def _fields(self, struct: Struct) -> list[tuple[Code, Code]]:
        scope = Allocator(CPP, {"goray", "py", "std", struct.name})
        types = [self._type(self._field_type(field.type, field.required)) for field in struct.fields]
        self._used += types
        return list(zip(types, [scope.allocate(field.name) for field in struct.fields], strict=True))

    @staticmethod
    def _field_type(type_: Type, required: bool) -> Type:
        return type_ if required or type_.kind in ("any", "optional") else Type("optional", (type_,))

    def _codec(self, struct: Struct) -> Codec:
        cpp = code("::py::{}", self._structs[struct.name])
        rows = tuple(
            code(
                "::goray::{}({}, &{}::{})",
                code("Required") if field.required else code("Optional"),
                quote(field.name),
                cpp,
                name,
            )
            for field, (_, name) in zip(struct.fields, self._fields(struct), strict=True)
        )
        is_whole = all(field.required for field in struct.fields)
        base = code("StructCodec") if is_whole else code("PartialStructCodec")
        return Codec(cpp, base, quote(struct.name), code("std::tuple kFields"), rows)


def _object(kind: Code, name: Code, function: Function, calls: Iterable[ClientCall], doc: str) -> RemoteFunction:
    signatures = joined(", ", (call.signature for call in calls))
    line = code("inline constexpr ::goray::{}<{}> {}{{{}}};", kind, signatures, name, quote(_wire(function)))
    return RemoteFunction(_comment(function, doc, 0), line)


def _wire(function: Function) -> str:
    """What the host is told: the name, and which of the arguments are given by keyword."""
    names = [parameter.name for parameter in function.parameters if parameter.by_keyword]
    first = sum(not parameter.has_default and not parameter.by_keyword for parameter in function.parameters)
    return f"{function.wire}({first}:{','.join(names)})" if names else function.wire


def _comment(function: Function, doc: str, indent: int) -> Code:
    """The docstring, and what the function is in Python."""
    text = f"Python: `{function.signature}` of {function.place}."
    if function.left_out:
        names = ", ".join(f"`{name}`" for name in function.left_out)
        text += f" What is given by keyword alone keeps its default: {names}."
    return cpp_comment(f"{doc}\n\n{text}" if doc else text, "/// ", indent)
