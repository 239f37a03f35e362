// SPDX-License-Identifier: Apache-2.0
#include "call_encoded.h"

#include <optional>

#include "call.h"
#include "errors.h"

namespace gorayffi {
namespace {

std::string_view Text(nb::handle bytes) {
  return {PyBytes_AS_STRING(bytes.ptr()), static_cast<std::size_t>(PyBytes_GET_SIZE(bytes.ptr()))};
}

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
            ": the resolved object has to be (bytes, code), what a task of a library returns");
}

using Failure = std::optional<nb::tuple>;

Failure Encode(Buffer& request, const std::string& name, const nb::bytes& raw_args,
               const nb::sequence& positions, const nb::sequence& refs) {
  const std::size_t count = nb::len(refs);
  if (nb::len(positions) != count) {
    Raise(PyExc_ValueError, name + "(): " + std::to_string(nb::len(positions)) + " positions for " +
                                std::to_string(count) +
                                " resolved objects; there must be one for each");
  }
  Units units(request, name);
  request.Append(raw_args.c_str(), raw_args.size());
  units.Close();
  for (std::size_t i = 0; i < count; ++i) {
    const auto position = nb::cast<long long>(positions[i]);
    const ResolvedRef ref = ReadRef(nb::object(refs[i]), name, position);
    const std::string_view data = Text(ref.data);
    if (ref.code != 0) {
      return Envelope("the task for argument " + std::to_string(position) + " of " + name +
                          "() failed: " + std::string(data),
                      ref.code);
    }
    request.AppendInt64(data.size() + 8);
    request.AppendInt64(static_cast<std::uint64_t>(position));
    request.Append(data.data(), data.size());
  }
  return std::nullopt;
}

}  // namespace

nb::tuple Envelope(std::string_view data, long long code) {
  return nb::make_tuple(nb::bytes(data.data(), data.size()), code);
}

nb::tuple EncodeCall(const std::string& name, const nb::bytes& raw_args,
                     const nb::sequence& positions, const nb::sequence& refs) {
  ScratchBuffer request;
  if (const Failure failure = Encode(*request, name, raw_args, positions, refs)) return *failure;
  return Envelope({request->data(), request->size()}, 0);
}

nb::tuple CallEncoded(const Library& library, long long command, unsigned long long index,
                      const std::string& name, const nb::bytes& raw_args,
                      const nb::sequence& positions, const nb::sequence& refs) {
  ScratchBuffer request;
  if (const Failure failure = Encode(*request, name, raw_args, positions, refs)) return *failure;
  const Response response(library, Request(command, index), request->data(), request->size(), name);
  return Envelope({response.data(), response.size()}, response.code());
}

}  // namespace gorayffi
