// SPDX-License-Identifier: Apache-2.0
#include "call/call_message.h"

#include <goray/wire/error.h>

#include "base/errors.h"
#include "call/bind_arguments.h"
#include "call/call.h"
#include "conversion/bytes_view.h"
#include "conversion/references.h"
#include "conversion/scratch_writer.h"
#include "conversion/unpack.h"

namespace gorayffi {
namespace {

nb::handle MessageType() {
  static PyObject* cache = nullptr;
  return ImportOnce(cache, "gorayffi.references", "Message");
}

bool IsMessage(nb::handle value) { return value.type().is(MessageType()); }

/// Of a message with arrays beside it, for a library that knows none there.
nb::list Values(const BytesView& data, const nb::list& table, const std::string& what) {
  try {
    return UnpackAll(data.bytes(), table);
  } catch (const wire::CodecError& error) {
    RaiseProtocolError(what + ": not valid msgpack: " + error.reason());
  }
}

/// `what`: of the error's text.
void AppendMessage(wire::Writer& request, ReferenceTable& references, nb::handle message,
                   const std::string& what) {
  PyObject* tuple = message.ptr();
  if (!IsMessage(message) || PyTuple_GET_SIZE(tuple) != 2 ||
      !PyList_Check(PyTuple_GET_ITEM(tuple, 1))) {
    Raise(PyExc_TypeError, what + " must be a gorayffi.Message of a buffer and a list");
  }
  const BytesView data(PyTuple_GET_ITEM(tuple, 0));
  const auto table = nb::borrow<nb::list>(PyTuple_GET_ITEM(tuple, 1));
  if (!references.shares_arrays() && CountSharedArrays(table) > 0) {
    for (const nb::handle value : Values(data, table, what))
      PackNamed(request, value.ptr(), references, what);
    return;
  }
  request.WriteRaw(data.bytes());
  references.AddAll(table);
}

}  // namespace

nb::object MakeMessage(const nb::bytes& data, const nb::object& references) {
  return MessageType()(data, references.is_none() ? nb::object(nb::list()) : references);
}

nb::tuple CallMessage(const Library& library, long long command, unsigned long long index,
                      const std::string& name, const nb::object& arguments,
                      const nb::sequence& positions, const nb::sequence& resolved) {
  const long long number = Request(command, index);
  CheckPositions(name, positions, resolved);
  ScratchWriter request;
  ReferenceTable references(library);
  Units units(request.buffer(), name);
  AppendMessage(*request, references, arguments, name + "(): what is packed already");
  units.Close();
  for (std::size_t i = 0, count = nb::len(resolved); i < count; ++i) {
    const auto position = PositionOf(positions[i]);
    const nb::object value = resolved[i];
    const std::string what = name + "() argument " + std::to_string(position);
    references.StartPart();
    units.Open(position);
    if (IsMessage(value)) {
      AppendMessage(*request, references, value, what);
    } else {
      PackNamed(*request, value.ptr(), references, what);
    }
    units.Close();
  }
  references.Export(library, request.buffer());
  const Response response(library, number, request.buffer().bytes(), name);
  const Result result = ResultOf(library, response.bytes(), response.code(), name);
  return nb::make_tuple(
      MakeMessage(nb::bytes(result.values.data(), result.values.size()), result.references),
      result.code);
}

}  // namespace gorayffi
