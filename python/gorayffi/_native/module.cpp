// SPDX-License-Identifier: Apache-2.0
// The Python face of the extension; contracts and docs are in `_native.pyi`.
#include <goray/wire/error.h>
#include <nanobind/nanobind.h>

#include "base/errors.h"
#include "base/text.h"
#include "call/actor_base.h"
#include "call/bind_arguments.h"
#include "call/call.h"
#include "call/call_encoded.h"
#include "call/call_message.h"
#include "call/forward.h"
#include "call/function.h"
#include "call/local_call.h"
#include "call/method.h"
#include "conversion/array_objects.h"
#include "conversion/bytes_view.h"
#include "conversion/kept_bytes.h"
#include "conversion/pack.h"
#include "conversion/references.h"
#include "conversion/scratch_writer.h"
#include "conversion/unpack.h"
#include "library/gate.h"
#include "library/handle_map.h"
#include "library/library.h"
#include "wire/text.h"

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

nb::tuple Execute(const Library& library, const nb::int_& command, const nb::int_& index,
                  const nb::object& data) {
  const BytesView view(data);
  const Response response(library, Request(CommandNumber(command), Index(index)), view.bytes(), "");
  return Envelope(response.bytes(), response.code());
}

nb::list Adopted(const Library& library, const nb::bytes& entries) {
  return AdoptEntries(library, std::as_bytes(std::span(ViewBytes(entries.ptr()))));
}

nb::list Borrowed(const Library& library, const nb::bytes& entries) {
  return BorrowEntries(library, std::as_bytes(std::span(ViewBytes(entries.ptr()))));
}

/// A new dict each time, so that a caller may change it.
nb::object Declared(const Library& library) {
  const auto& declaration = library.declaration();
  if (!declaration) return nb::none();
  const std::string& json = declaration->json;
  return nb::module_::import_("json").attr("loads")(nb::bytes(json.data(), json.size()));
}

nb::object Hashes(const Library& library) {
  const auto& declaration = library.declaration();
  if (!declaration) return nb::none();
  nb::dict hashes;
  for (const auto& [name, hash] : declaration->hashes) hashes[Str(name)] = Str(hash);
  return hashes;
}

nb::object CallByName(const Library& library, const nb::int_& command, const nb::int_& index,
                      const nb::str& name_text, const nb::object& args) {
  const long long number = CallCommand(command);
  const std::string name = Utf8(name_text);
  const nb::object tuple = nb::steal(PySequence_Tuple(args.ptr()));
  if (!tuple) nb::raise_python_error();
  const Signature signature{name, {}, 0, true};
  ScratchWriter request;
  ReferenceTable references(library);
  Units units(request.buffer(), name);
  PackArguments(*request, signature, {&PyTuple_GET_ITEM(tuple.ptr(), 0), nb::len(tuple), nullptr},
                references);
  units.Close();
  return CallLibrary(library, number, Index(index), request.buffer(), references, name);
}

/// Raises StopIteration at the end.
nb::object NextItem(const Library& library, const nb::int_& stream, const nb::str& name_text) {
  const std::string name = Utf8(name_text);
  const Response response(library, Request(kNextItem, Index(stream)), {}, name);
  if (response.code() == 0 && response.bytes().empty()) throw nb::stop_iteration();
  return ObjectOf(library, response.bytes(), response.code(), name);
}

nb::tuple CallMessageNumbers(const Library& library, const nb::int_& command, const nb::int_& index,
                             const nb::str& name, const nb::object& arguments,
                             const nb::sequence& positions, const nb::sequence& resolved) {
  return CallMessage(library, CallCommand(command), Index(index), Utf8(name), arguments, positions,
                     resolved);
}

nb::tuple CallEncodedNumbers(const Library& library, const nb::int_& command, const nb::int_& index,
                             const nb::str& name, const nb::bytes& raw_args,
                             const nb::sequence& positions, const nb::sequence& refs) {
  return CallEncoded(library, CommandNumber(command), Index(index), Utf8(name), raw_args, positions,
                     refs);
}

nb::bytes PackValues(ReferenceTable& references, const Signature& signature,
                     const nb::args& values) {
  ScratchWriter out;
  PackArguments(*out, signature, {&PyTuple_GET_ITEM(values.ptr(), 0), values.size(), nullptr},
                references);
  return nb::bytes(out.buffer().bytes().data(), out.buffer().size());
}

nb::bytes PackAll(const nb::args& values) {
  static const Signature signature{"pack", {}, 0, true};
  ReferenceTable none;
  return PackValues(none, signature, values);
}

nb::object PackMessage(const nb::object& is_reference, const nb::args& values, bool arrays,
                       bool shared_arrays) {
  static const Signature signature{"pack_message", {}, 0, true};
  ReferenceTable references(is_reference, arrays, shared_arrays);
  const nb::bytes data = PackValues(references, signature, values);
  return MakeMessage(data, references.references());
}

template <typename Unpacker>
auto Unpacked(nb::handle data, Unpacker unpack, const nb::object& references) {
  const BytesView view(data);
  try {
    return unpack(view.bytes(), references);
  } catch (const wire::CodecError& error) {
    RaiseProtocolError("not valid msgpack: " + error.reason());
  }
}

void Serve(Library& library, const nb::object& handlers, const nb::object& hooks) {
  if (!hooks.is_none()) library.SetHooks(hooks);
  if (handlers.is_none()) return;
  nb::dict copy;
  if (PyDict_Update(copy.ptr(), handlers.ptr()) != 0) nb::raise_python_error();
  library.SetHandlers(std::move(copy));
}

Library* Load(const nb::str& path, const nb::object& handlers, const nb::object& hooks) {
  Library* library = Library::Load(EncodedPath(path));
  Serve(*library, handlers, hooks);
  return library;
}

}  // namespace

NB_MODULE(native_in_main, module) {
  nb::set_leak_warnings(false);  // libraries live as long as the process
  nb::class_<Library>(module, "Library")
      .def_prop_ro("path", [](const Library& library) { return DecodedPath(library.path()); })
      .def_prop_ro("declared", &Declared)
      .def_prop_ro("takes_arrays", &Library::takes_arrays)
      .def_prop_ro("takes_references", &Library::takes_references)
      .def_prop_ro("shares_arrays", &Library::shares_arrays)
      .def("adopt", &Adopted, nb::arg("entries"))
      .def("borrow", &Borrowed, nb::arg("entries"))
      .def("export", &ExportEntries, nb::arg("values"))
      .def("hashes", &Hashes)
      .def("execute", &Execute, nb::arg("cmd"), nb::arg("index"), nb::arg("data"))
      .def("call", &CallByName, nb::arg("cmd"), nb::arg("index"), nb::arg("name"), nb::arg("args"))
      .def("next_item", &NextItem, nb::arg("stream"), nb::arg("name"))
      .def("call_message", &CallMessageNumbers, nb::arg("cmd"), nb::arg("index"), nb::arg("name"),
           nb::arg("arguments"), nb::arg("positions"), nb::arg("resolved"))
      .def("call_encoded", &CallEncodedNumbers, nb::arg("cmd"), nb::arg("index"), nb::arg("name"),
           nb::arg("raw_args"), nb::arg("positions"), nb::arg("refs"))
      .def("serve", &Serve, nb::arg("handlers").none(), nb::arg("hooks").none() = nb::none())
      .def("__repr__", [](const Library& library) {
        return Str("<gorayffi.Library " + wire::Shown(library.path(), goray::limits::kMessageSize) +
                   ">");
      });
  module.def("load", &Load, nb::arg("path"), nb::arg("handlers").none(),
             nb::arg("hooks").none() = nb::none(), nb::rv_policy::reference);
  module.def(
      "encode_call",
      [](const nb::str& name, const nb::bytes& raw_args, const nb::sequence& positions,
         const nb::sequence& refs) { return EncodeCall(Utf8(name), raw_args, positions, refs); },
      nb::arg("name"), nb::arg("raw_args"), nb::arg("positions"), nb::arg("refs"));
  module.def("pack", &PackAll, nb::arg("values"));
  module.def("pack_message", &PackMessage, nb::arg("is_reference"), nb::arg("values"),
             nb::arg("arrays") = false, nb::arg("shared_arrays") = false);
  module.def(
      "unpack",
      [](const nb::object& data, const nb::object& references) {
        return Unpacked(data, UnpackAll, references);
      },
      nb::arg("data"), nb::arg("references").none() = nb::none());
  module.def(
      "unpack_result",
      [](const nb::object& data, const nb::object& references) {
        return Unpacked(data, UnpackResult, references);
      },
      nb::arg("data"), nb::arg("references").none() = nb::none());
  module.def("stop_callbacks", &StopCallbacks, nb::arg("seconds"));
  AddHandleMapType(module);
  AddFunctionType(module);
  AddLocalCallType(module);
  AddKeptArrayType(module);
  AddKeptBytesType(module);
  AddMethodType(module);
  AddActorBaseType(module);
  AddForwardType(module);
}

}  // namespace gorayffi

// Before nanobind is set up: its types, and our caches and libraries, are the process's. A second
// interpreter would replace them, and free what the first one uses.
extern "C" NB_EXPORT PyObject* PyInit__native(void) {  // NOLINT: the name is Python's
  if (PyInterpreterState_Get() == PyInterpreterState_Main())
    return gorayffi::PyInit_native_in_main();
  PyErr_SetString(
      PyExc_ImportError,
      "gorayffi works in a process's main interpreter only, and this is a "
      "sub-interpreter; use a process of its own, for instance by multiprocessing or Ray");
  return nullptr;
}
