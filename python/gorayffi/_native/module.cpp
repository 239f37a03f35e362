// SPDX-License-Identifier: Apache-2.0
// The Python face of the extension; contracts and docs are in `_native.pyi`.
#include <nanobind/nanobind.h>
#include <nanobind/stl/string.h>

#include "bind_arguments.h"
#include "call.h"
#include "call_encoded.h"
#include "callback.h"
#include "errors.h"
#include "forward.h"
#include "function.h"
#include "library.h"
#include "method.h"
#include "pack.h"
#include "passengers.h"
#include "unpack.h"

namespace gorayffi {
namespace {

/// Any int that fits; others are OverflowError, not nanobind's "incompatible arguments".
unsigned long long Index(const nb::int_& index) {
  const unsigned long long value = PyLong_AsUnsignedLongLong(index.ptr());
  if (PyErr_Occurred()) nb::raise_python_error();
  return value;
}

long long CommandNumber(const nb::int_& command) {
  const long long value = PyLong_AsLongLong(command.ptr());
  if (PyErr_Occurred()) nb::raise_python_error();
  return value;
}

class BytesView {
 public:
  explicit BytesView(nb::handle value) {
    if (PyObject_GetBuffer(value.ptr(), &view_, PyBUF_SIMPLE) != 0) nb::raise_python_error();
  }
  BytesView(const BytesView&) = delete;
  ~BytesView() { PyBuffer_Release(&view_); }
  const char* data() const { return static_cast<const char*>(view_.buf); }
  std::size_t size() const { return static_cast<std::size_t>(view_.len); }

 private:
  Py_buffer view_{};
};

nb::tuple Execute(const Library& library, const nb::int_& command, const nb::int_& index,
                  const nb::object& data) {
  const BytesView view(data);
  const Response response(library, Request(CommandNumber(command), Index(index)), view.data(),
                          view.size(), "");
  return Envelope({response.data(), response.size()}, response.code());
}

/// A new dict each time, so that a caller may change it.
nb::object Declared(const Library& library) {
  if (!library.declaration()) return nb::none();
  const std::string& json = library.declaration()->json;
  return nb::module_::import_("json").attr("loads")(nb::bytes(json.data(), json.size()));
}

nb::object Hashes(const Library& library) {
  if (!library.declaration()) return nb::none();
  nb::dict hashes;
  for (const auto& [name, hash] : library.declaration()->hashes) hashes[name.c_str()] = hash;
  return hashes;
}

nb::object Call(const Library& library, const nb::int_& command, const nb::int_& index,
                const std::string& name, const nb::object& args) {
  const nb::object tuple = nb::steal(PySequence_Tuple(args.ptr()));
  if (!tuple) nb::raise_python_error();
  const Signature signature{name, {}, 0, true};
  ScratchBuffer request;
  Units units(*request, name);
  const PassengerScope passengers(library.knows());
  PackArguments(*request, signature, {&PyTuple_GET_ITEM(tuple.ptr(), 0), nb::len(tuple), nullptr});
  units.Close(library, passengers);
  return Run(library, CommandNumber(command), Index(index), *request, name);
}

nb::tuple CallEncodedNumbers(const Library& library, const nb::int_& command, const nb::int_& index,
                             const std::string& name, const nb::bytes& raw_args,
                             const nb::sequence& positions, const nb::sequence& refs) {
  return CallEncoded(library, CommandNumber(command), Index(index), name, raw_args, positions,
                     refs);
}

nb::bytes PackAll(const nb::args& values) {
  ScratchBuffer out;
  const Signature signature{"pack", {}, 0, true};
  PackArguments(*out, signature, {&PyTuple_GET_ITEM(values.ptr(), 0), values.size(), nullptr});
  return nb::bytes(out->data(), out->size());
}

nb::tuple PackBeside(const nb::object& knows, const nb::args& values) {
  const PassengerScope passengers(knows);
  const nb::bytes packed = PackAll(values);
  return nb::make_tuple(packed, passengers.empty() ? nb::object(nb::list()) : passengers.list());
}

template <typename Unpacker>
auto Unpacked(nb::handle data, Unpacker unpack, nb::handle passengers) {
  const BytesView view(data);
  try {
    return unpack(view.data(), view.size(), passengers);
  } catch (const UnpackError& error) {
    RaiseProtocolError("not valid msgpack: " + error.text);
  }
}

Library* Load(const std::string& path, const nb::object& handlers, nb::object desk) {
  Library* library = Library::Load(path);
  if (!handlers.is_none()) {
    nb::dict copy;
    if (PyDict_Update(copy.ptr(), handlers.ptr()) != 0) nb::raise_python_error();
    library->SetHandlers(std::move(copy));
  }
  if (!desk.is_none()) library->SetDesk(std::move(desk));
  return library;
}

}  // namespace

NB_MODULE(_native, module) {
  nb::set_leak_warnings(false);  // libraries live as long as the process
  nb::class_<Library>(module, "Library")
      .def_prop_ro("path", &Library::path)
      .def_prop_ro("declared", &Declared)
      .def("hashes", &Hashes)
      .def("execute", &Execute, nb::arg("cmd"), nb::arg("index"), nb::arg("data"))
      .def("call", &Call, nb::arg("cmd"), nb::arg("index"), nb::arg("name"), nb::arg("args"))
      .def("call_encoded", &CallEncodedNumbers, nb::arg("cmd"), nb::arg("index"), nb::arg("name"),
           nb::arg("raw_args"), nb::arg("positions"), nb::arg("refs"))
      .def("__repr__",
           [](const Library& library) { return "<gorayffi.Library " + library.path() + ">"; });
  module.def("load", &Load, nb::arg("path"), nb::arg("handlers").none(),
             nb::arg("desk").none() = nb::none(), nb::rv_policy::reference);
  module.def("encode_call", &EncodeCall, nb::arg("name"), nb::arg("raw_args"), nb::arg("positions"),
             nb::arg("refs"));
  module.def("pack", &PackAll, nb::arg("values"));
  module.def("pack_beside", &PackBeside, nb::arg("knows"), nb::arg("values"));
  module.def(
      "unpack",
      [](const nb::object& data, const nb::object& passengers) {
        return Unpacked(data, UnpackAll, passengers);
      },
      nb::arg("data"), nb::arg("passengers").none() = nb::none());
  module.def(
      "unpack_result",
      [](const nb::object& data) { return Unpacked(data, UnpackResult, nb::none()); },
      nb::arg("data"));
  module.def("stop_callbacks", &StopCallbacks, nb::arg("seconds"));
  AddFunctionType(module);
  AddMethodType(module);
  AddForwardType(module);
}

}  // namespace gorayffi
