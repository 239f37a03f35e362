"""An annotated header and source of hostile names and texts, which C++ accepts."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.features.hostile.words import CALLABLES, CPP_KEYWORDS, MEMBERS, TYPES, Draw, cpp_message, cpp_string

OUTER = ["api", "wire", "dispatch", "detail", "codec", "a", "a_b", "my", "lambda", "größe"]
INNER = ["b", "std", "goray", "wire", "x", "日本"]
CORE = ["Options", "Value", "Error", "Args", "Any", "Bytes", "Codec", "ObjectRef"]
"""In every app, at global scope: names that users like and goray has."""
KEYED = ("::std::string", "::std::int64_t")


@dataclass
class AppSource:
    """`defaults`: task -> parameter -> the text that it must have in Python."""

    header: str
    source: str
    defaults: dict[str, dict[int, str]] = field(default_factory=dict)


class _Writer:
    def __init__(self, draw: Draw) -> None:
        self.draw = draw
        self.random = draw.random
        self.values = [
            "::std::int64_t",
            "::std::string",
            "bool",
            "double",
            "::goray::Any",
            "::std::vector<::std::byte>",
        ]
        self.enums: list[str] = []
        self.out = AppSource("", "")

    def type(self) -> str:
        plain = self.random.choice(self.values)
        form = self.random.randrange(6)
        if form == 0:
            return f"::std::vector<{plain}>"
        if form == 1 and plain != "::goray::Any":
            return f"::std::optional<{plain}>"
        if form == 2:
            return f"::std::map<{self.random.choice((*KEYED, *self.enums[:1]))}, {plain}>"
        return f"::std::tuple<{plain}, ::std::int64_t>" if form == 3 else plain

    def enum(self, name: str, path: str) -> str:
        members = [item for item in self.draw.names(MEMBERS, 8) if item != name]
        self.values.append(path)
        self.enums.append(path)
        lines = "".join(f"  {item} = {i},  {self.draw.doc()}\n" for i, item in enumerate(members))
        return f"{self.draw.doc()}\nenum class {name} {{\n{lines}}};\n"

    def struct(self, name: str, path: str) -> str:
        fields = ""
        for item in self.draw.names(MEMBERS, 6):
            if item == name:
                continue
            type_ = self.type()
            default = f" = {cpp_string(self.draw.text())}" if type_ == "::std::string" else ""
            fields += f"  {self.draw.doc()}\n  {type_} {item}{default};\n"
        self.values.append(path)
        return f"{self.draw.doc()}\nstruct {name} {{\n{fields}}};\n"

    def callable(self, name: str, number: int, result: str, task: bool) -> str:
        attributes = f"[[deprecated({cpp_message(self.draw.text())})]] " if self.random.random() < 0.3 else ""
        cpp_name, macro = (f"f{number}_", f' GORAY_NAME("{name}")') if name in CPP_KEYWORDS else (name, "")
        parameters: list[str] = []
        names = self.draw.names(MEMBERS, self.random.randrange(4))
        for i, item in enumerate(names):
            type_ = self.type()
            if i + 1 == len(names) and self.random.random() < 0.6:
                text = self.draw.text()
                parameters.append(f"::std::string {item} = ::std::string({cpp_string(text)}, {len(text.encode())})")
                if "\0" not in text:
                    parameters[-1] = f"::std::string {item} = {cpp_string(text)}"
                    if task:
                        self.out.defaults.setdefault(name, {})[i] = text
            else:
                parameters.append(f"{type_} {item}")
        return f"  {self.draw.doc()}\n  {attributes}{result} {cpp_name}({', '.join(parameters)}) const{macro};\n"

    def callables(self, count: int, taken: set[str], results: list[str] | None = None, tasks: bool = False) -> str:
        text = ""
        for i, name in enumerate(["_app", "_remote", "lambda", "kMethods", *self.draw.names(CALLABLES, count)]):
            if name in taken:
                continue
            taken.add(name)
            result = self.random.choice(results) if results else self.random.choice((self.type(), "void"))
            text += self.callable(name, i, result, tasks)
        return text


def write(draw: Draw) -> AppSource:
    """Types at global scope and in namespaces whose names flatten to one, all tasks, actors in three namespaces."""
    writer = _Writer(draw)
    text = "#pragma once\n#include <goray/goray.h>\n\n#include <cstdint>\n#include <map>\n#include <memory>\n"
    text += "#include <optional>\n#include <string>\n#include <tuple>\n#include <vector>\n\n"
    ascii_types = [name for name in TYPES if name != "_"]
    spaces = ["", *draw.names(OUTER, 4)]
    names = [*CORE, *draw.names([name for name in ascii_types if name not in CORE], 16)]
    for i, name in enumerate(names):
        space = "" if name in CORE else spaces[i % len(spaces)]
        inner = draw.random.choice(("", *INNER)) if space else ""
        path = "::" + "::".join(filter(None, [space, inner, name]))
        body = writer.enum(name, path) if i % 4 == 0 else writer.struct(name, path)
        head = "::".join(filter(None, [space, inner]))
        text += f"namespace {head} {{\n{body}}}\n" if head else body
    actors = ["a::b_c", "a_b::c", "a::b::c"]
    classes: list[str] = []
    for space, name in zip(actors, draw.names([name for name in ascii_types if name not in names], 3), strict=True):
        body = writer.callables(8, {name})
        text += f"namespace {space} {{\n{draw.doc()}\nclass {name} {{\n public:\n{body}}};\n}}\n"
        text += f"namespace {space} {{\nclass k {{\n public:\n{writer.callables(3, {'k'})}}};\n}}\n"
        classes += [f"::{space}::{name}", f"::std::unique_ptr<::{space}::k>"]
    taken = {"Tasks", "Actors"}
    text += f"namespace home_of_tasks {{\nstruct GORAY_TASKS Tasks {{\n{writer.callables(25, taken, tasks=True)}}};\n"
    text += f"struct GORAY_ACTORS Actors {{\n{writer.callables(10, {'Actors'}, classes)}}};\n}}\n"
    source = f"struct GORAY_TASKS Options_ {{\n{writer.callables(6, taken, tasks=True)}}};\n"
    writer.out.header, writer.out.source = text, source
    return writer.out
