"""The API reference is what the sources say."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.api import cpp, prose
from scripts.api.pages import FOLDER, pages

HEADER = """\
// SPDX-License-Identifier: Apache-2.0
// Everything about shelves.
#pragma once

namespace goray {
namespace detail {
void Hidden();
}  // namespace detail

/// A shelf. Throws ValueError.
///
/// Example:
///   Shelf shelf(3);
class Shelf : public Base {
 public:
  /// Takes over `id`.
  explicit Shelf(int id) : id_(id) {}
  template <typename T>
  T Get(int at = 0) const {
    return At(at).As<T>();
  }

 private:
  int id_ = 0;
};

template <>
struct Codec<Shelf> {
  static Shelf Read(wire::Reader& reader);
};

/// Whether `a` < `b`; a<b.
inline bool Less(int a, int b) { return a < b; }
int Bare();
}  // namespace goray

/// Marks a shelf.
#define GORAY_SHELF(name) \\
  SOMETHING(name)
#define GORAY_INTERNAL_SHELF 1
"""
PAGE = """\
# goray/shelf.h

`#include <goray/shelf.h>` - [source](../../../../runtime/include/goray/shelf.h)

Everything about shelves.

## `goray::Shelf`

A shelf. Throws ValueError.

Example:
```cpp
Shelf shelf(3);
```

```cpp
class Shelf : public Base {
  /// Takes over `id`.
  explicit Shelf(int id);
  template <typename T>
  T Get(int at = 0) const;
};
```

## `goray::Less`

Whether `a` \\< `b`; a\\<b.

```cpp
inline bool Less(int a, int b);
```

## `goray::Bare`

```cpp
int Bare();
```

## `GORAY_SHELF`

Marks a shelf.

```cpp
#define GORAY_SHELF(name)
```
"""


def test_the_pages_are_what_the_sources_say() -> None:
    found = {path.relative_to(FOLDER).as_posix(): path.read_text(encoding="utf-8") for path in FOLDER.glob("**/*.md")}
    made = pages()
    differ = [name for name in sorted({*found, *made}) if found.get(name) != made.get(name)]
    if differ:
        pytest.fail(f"the sources say something else than {', '.join(differ)}: `make api`", pytrace=False)


def test_a_header_without_bodies_and_private_members(tmp_path: Path) -> None:
    (tmp_path / cpp.INCLUDE / "goray").mkdir(parents=True)
    (tmp_path / cpp.INCLUDE / "goray/shelf.h").write_text(HEADER)
    bare: list[str] = []
    assert cpp.page(tmp_path, "goray/shelf.h", bare) == PAGE
    assert bare == ["goray::Bare in goray/shelf.h"]


def test_sections_of_a_docstring() -> None:
    text = "Divides.\n\nArgs:\n    a: What is\n        divided.\nRaises:\n    TypeError, ValueError: it is `<`."
    assert prose.markdown(text, "python") == (
        "Divides.\n\n**Args**\n\n* `a`: What is divided.\n\n**Raises**\n\n* `TypeError, ValueError`: it is `<`."
    )
