// SPDX-License-Identifier: Apache-2.0
#include "call/call_encoded.h"

#include <goray/wire/error.h>

#include <optional>

#include "base/errors.h"
#include "base/text.h"
#include "call/bind_arguments.h"
#include "call/call.h"
#include "conversion/references.h"
#include "conversion/scratch_writer.h"
#include "conversion/unpack.h"

namespace gorayffi {
namespace {

struct ResolvedRef {
  nb::bytes data;
  long long code;
};

ResolvedRef ReadRef(nb::handle ref, const std::string& name, long long position) {
  long long code = 0;
  if (!PyTuple_Check(ref.ptr()) && !PyList_Check(ref.ptr())) ref = nb::none();
  if (!ref.is_none() && nb::len(ref) == 2) {
    nb::object data = nb::object(ref[0]);
    if (PyBytes_Check(data.ptr()) && nb::try_cast(nb::object(ref[1]), code))
      return {nb::borrow<nb::bytes>(data), code};
  }
  Raise(PyExc_TypeError,
        name + "() argument " + std::to_string(position) +
            ": the resolved object must be (bytes, code), what a task of a library returns");
}

using Failure = std::optional<nb::tuple>;

Failure Encode(wire::Buffer& request, const std::string& name, const nb::bytes& raw_args,
               const nb::sequence& positions, const nb::sequence& refs) {
  CheckPositions(name, positions, refs);
  Units units(request, name);
  request.Append(ViewBytes(raw_args.ptr()).data(), raw_args.size());
  units.Close();
  for (std::size_t i = 0; i < nb::len(refs); ++i) {
    const auto position = PositionOf(positions[i]);
    const ResolvedRef ref = ReadRef(nb::object(refs[i]), name, position);
    if (ref.code != 0) {
      const std::string text = "the task for argument " + std::to_string(position) + " of " + name +
                               "() failed: " + std::string(ViewBytes(ref.data.ptr()));
      return Envelope(std::as_bytes(std::span(text)), ref.code);
    }
    units.Open(position);
    request.Append(ViewBytes(ref.data.ptr()).data(), ref.data.size());
    units.Close();
  }
  return std::nullopt;
}

/// The same values with the arrays of the table among them.
std::span<const std::byte> WithItsArrays(wire::Writer& out, std::span<const std::byte> values,
                                         const nb::list& table, const std::string& name) {
  ReferenceTable none({}, /*arrays=*/true, /*shared_arrays=*/false);
  try {
    for (const nb::handle value : UnpackAll(values, table))
      PackNamed(out, value.ptr(), none, "the result of " + name + "()");
  } catch (const wire::CodecError& error) {
    RaiseProtocolError("the result of " + name + "() is not valid msgpack: " + error.reason());
  }
  return out.bytes();
}

}  // namespace

nb::tuple Envelope(std::span<const std::byte> data, long long code) {
  return nb::make_tuple(nb::bytes(data.data(), data.size()), code);
}

nb::tuple EncodeCall(const std::string& name, const nb::bytes& raw_args,
                     const nb::sequence& positions, const nb::sequence& refs) {
  ScratchWriter request;
  if (const Failure failure = Encode(request.buffer(), name, raw_args, positions, refs))
    return *failure;
  return Envelope(request.buffer().bytes(), 0);
}

nb::tuple CallEncoded(const Library& library, long long command, unsigned long long index,
                      const std::string& name, const nb::bytes& raw_args,
                      const nb::sequence& positions, const nb::sequence& refs) {
  ScratchWriter request;
  if (const Failure failure = Encode(request.buffer(), name, raw_args, positions, refs))
    return *failure;
  const Response response(library, Request(command, index), request.buffer().bytes(), name);
  const Result result = ResultOf(library, response.bytes(), response.code(), name);
  ScratchWriter answer;
  if (result.references.is_none()) return Envelope(result.values, result.code);
  const auto table = nb::borrow<nb::list>(result.references);
  if (CountSharedArrays(table) != nb::len(table)) {  // dropped here
    Raise(PyExc_TypeError, name +
                               "() returned references, which (bytes, code) has no place for; "
                               "call it by Library.call_message()");
  }
  return Envelope(WithItsArrays(*answer, result.values, table, name), result.code);
}

}  // namespace gorayffi
