// SPDX-License-Identifier: Apache-2.0
// Python's text and C++'s. No other file of the extension converts one into the other, which
// scripts/check_boundary.py looks after: a str may hold lone surrogates and NULs.
#pragma once

#include <nanobind/nanobind.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace gorayffi {

namespace nb = nanobind;

/// A `str` as UTF-8, which it owns; nothing, and no error set, if that cannot be had.
inline std::optional<std::string_view> ViewUtf8IfAny(PyObject* text) noexcept {
  Py_ssize_t size = 0;
  if (const char* utf8 = PyUnicode_AsUTF8AndSize(text, &size))
    return std::string_view(utf8, static_cast<std::size_t>(size));
  PyErr_Clear();
  return std::nullopt;
}

/// The same; nothing for one with a lone surrogate alone. Raises MemoryError.
inline std::optional<std::string_view> ViewUtf8(PyObject* text) {
  Py_ssize_t size = 0;
  if (const char* utf8 = PyUnicode_AsUTF8AndSize(text, &size))
    return std::string_view(utf8, static_cast<std::size_t>(size));
  if (!PyErr_ExceptionMatches(PyExc_UnicodeError)) nb::raise_python_error();
  PyErr_Clear();
  return std::nullopt;
}

/// A `str` as UTF-8. What has no such form, a lone surrogate, is escaped: `\udc80`.
std::string Utf8(nb::handle text);

/// The content of `bytes`, which it owns.
inline std::string_view ViewBytes(PyObject* bytes) {
  return {PyBytes_AS_STRING(bytes), static_cast<std::size_t>(PyBytes_GET_SIZE(bytes))};
}

/// A `str` of UTF-8; a bad byte is replaced.
nb::str Str(std::string_view utf8);

/// The same, but null, and no error set, for what is not UTF-8. Raises MemoryError.
inline nb::object StrIfUtf8(std::string_view utf8) {
  PyObject* const text =
      PyUnicode_DecodeUTF8(utf8.data(), static_cast<Py_ssize_t>(utf8.size()), nullptr);
  if (text == nullptr) {
    if (!PyErr_ExceptionMatches(PyExc_UnicodeError)) nb::raise_python_error();
    PyErr_Clear();
  }
  return nb::steal(text);
}

/// A path for the system, as `os.fsencode` makes it; raises UnicodeEncodeError.
std::string EncodedPath(nb::handle path);
/// As `os.fsdecode` makes it.
nb::str DecodedPath(std::string_view path);

/// A `str` for a message, as `wire::Shown` makes it; a long one is not copied.
std::string ShownStr(nb::handle text);
/// A value for a message: its `repr()`, of a size that does not depend on the value's.
std::string ShownValue(nb::handle value);
/// The name of the value's type, in quotes.
std::string TypeName(nb::handle value);

}  // namespace gorayffi
