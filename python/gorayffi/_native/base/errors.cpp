// SPDX-License-Identifier: Apache-2.0
#include "base/errors.h"

#include "base/text.h"
#include "wire/text.h"

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

void Raise(PyObject* exception_type, std::string_view text) {
  PyErr_SetObject(exception_type, Str(goray::wire::BoundedMessage(text)).ptr());
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
  RaiseObject(make(DecodedPath(path), Str(reason), missing));
}

void SetFailure(long long code, std::span<const std::byte> data, const std::string& name) {
  static PyObject* cache = nullptr;
  const nb::handle make = ImportOnce(cache, "gorayffi.errors", "raised_by");
  const nb::object error = make(code, nb::bytes(data.data(), data.size()), Str(name));
  PyErr_SetObject(reinterpret_cast<PyObject*>(Py_TYPE(error.ptr())), error.ptr());
}

}  // namespace gorayffi
