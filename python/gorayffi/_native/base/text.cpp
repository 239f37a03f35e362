// SPDX-License-Identifier: Apache-2.0
#include "base/text.h"

#include "base/errors.h"
#include "wire/text.h"

namespace gorayffi {
namespace {

template <typename T = nb::object>
T OrRaise(PyObject* made) {
  if (made == nullptr) nb::raise_python_error();
  return nb::steal<T>(made);
}

}  // namespace

std::string Utf8(nb::handle text) {
  if (const auto utf8 = ViewUtf8(text.ptr())) return std::string(*utf8);
  return std::string(
      ViewBytes(OrRaise(PyUnicode_AsEncodedString(text.ptr(), "utf-8", "backslashreplace")).ptr()));
}

nb::str Str(std::string_view utf8) {
  return OrRaise<nb::str>(
      PyUnicode_DecodeUTF8(utf8.data(), static_cast<Py_ssize_t>(utf8.size()), "replace"));
}

std::string EncodedPath(nb::handle path) {
  return std::string(ViewBytes(OrRaise(PyUnicode_EncodeFSDefault(path.ptr())).ptr()));
}

nb::str DecodedPath(std::string_view path) {
  return OrRaise<nb::str>(
      PyUnicode_DecodeFSDefaultAndSize(path.data(), static_cast<Py_ssize_t>(path.size())));
}

std::string ShownStr(nb::handle text) {
  constexpr Py_ssize_t kEnough = goray::limits::kShownSize + 1;
  return goray::wire::Shown(Utf8(OrRaise(PyUnicode_Substring(text.ptr(), 0, kEnough))));
}

std::string TypeName(nb::handle value) { return "'" + ShownStr(nb::type_name(value.type())) + "'"; }

std::string ShownValue(nb::handle value) {
  static PyObject* cache = nullptr;
  return Utf8(ImportOnce(cache, "gorayffi.texts", "shown_value")(value));
}

}  // namespace gorayffi
