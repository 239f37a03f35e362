// SPDX-License-Identifier: Apache-2.0
#include "base/errors.h"

namespace gorayffi {
namespace {

[[noreturn]] void RaiseObject(const nb::object& error) {
  PyErr_SetObject(reinterpret_cast<PyObject*>(Py_TYPE(error.ptr())), error.ptr());
  nb::raise_python_error();
}

}  // namespace

nb::handle ImportOnce(PyObject*& cache, const char* module, const char* name) {
  if (cache == nullptr) cache = nb::object(nb::module_::import_(module).attr(name)).release().ptr();
  return cache;
}

std::string Utf8(nb::handle text) {
  Py_ssize_t size = 0;
  if (const char* utf8 = PyUnicode_AsUTF8AndSize(text.ptr(), &size)) {
    return {utf8, static_cast<std::size_t>(size)};
  }
  if (!PyErr_ExceptionMatches(PyExc_UnicodeError)) nb::raise_python_error();
  PyErr_Clear();
  const nb::object escaped =
      nb::steal(PyUnicode_AsEncodedString(text.ptr(), "utf-8", "backslashreplace"));
  if (!escaped) nb::raise_python_error();
  return {PyBytes_AS_STRING(escaped.ptr()),
          static_cast<std::size_t>(PyBytes_GET_SIZE(escaped.ptr()))};
}

void Raise(PyObject* exception_type, std::string_view text) {
  nb::object message =
      nb::steal(PyUnicode_DecodeUTF8(text.data(), static_cast<Py_ssize_t>(text.size()), "replace"));
  if (message) PyErr_SetObject(exception_type, message.ptr());
  nb::raise_python_error();
}

void RaiseProtocolError(const std::string& text) {
  static PyObject* cache = nullptr;
  const nb::handle type = ImportOnce(cache, "gorayffi.errors", "ProtocolError");
  Raise(type.ptr(), text);
}

void RaiseLibraryError(const std::string& path, const std::string& reason, bool missing) {
  static PyObject* cache = nullptr;
  const nb::handle make = ImportOnce(cache, "gorayffi.errors", "library_error");
  RaiseObject(make(path.c_str(), reason.c_str(), missing));
}

void SetFailure(long long code, std::span<const std::byte> data, const std::string& name) {
  static PyObject* cache = nullptr;
  const nb::handle make = ImportOnce(cache, "gorayffi.errors", "from_response");
  const nb::object error = make(code, nb::bytes(data.data(), data.size()), name.c_str());
  PyErr_SetObject(reinterpret_cast<PyObject*>(Py_TYPE(error.ptr())), error.ptr());
}

}  // namespace gorayffi
