// SPDX-License-Identifier: Apache-2.0
#include "call/call.h"

#include <goray/wire/error.h>

#include <charconv>

#include "base/errors.h"
#include "base/text.h"
#include "conversion/references.h"
#include "conversion/unpack.h"
#include "library/tables.h"
#include "wire/text.h"
#include "wire/units.h"

namespace gorayffi {

Units::Units(wire::Buffer& out) : out_(out), start_(out.size()) { wire::AppendInt64(out, 0); }

Units::Units(wire::Buffer& out, std::string_view name) : out_(out) {
  wire::AppendUnit(out, std::as_bytes(std::span(name)));
  start_ = out.size();
  wire::AppendInt64(out, 0);
}

void Units::Close() {
  wire::StoreInt64(out_.at(start_),
                   static_cast<std::int64_t>(out_.size() - start_ - wire::kUnitHeaderSize));
}

void Units::Open(long long position) {
  start_ = out_.size();
  wire::AppendInt64(out_, 0);
  wire::AppendInt64(out_, position);
}

Result ResultOf(const Library& library, std::span<const std::byte> bytes, long long code,
                const std::string& name) {
  if (code != kSuccessWithReferences || !library.takes_references())
    return {bytes, nb::none(), code};
  ValuesAndTable parts;
  if (!SplitTable(bytes, parts)) {
    RaiseProtocolError("the result of " + name +
                       "() is not a unit of values and a unit of references");
  }
  return {parts.values, AdoptEntries(library, parts.entries), 0};
}

namespace {

std::string_view AsText(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

nb::object ActorId(std::string_view text, const std::string& name) {
  unsigned long long id = 0;
  const char* end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, id);
  if (parsed.ec != std::errc() || parsed.ptr != end) {
    RaiseProtocolError(name + "(): the library answered with '" + wire::Shown(text) +
                       "' instead of the decimal id of an actor");
  }
  return nb::steal(PyLong_FromUnsignedLongLong(id));
}

}  // namespace

nb::object CallLibrary(const Library& library, long long command, unsigned long long index,
                       wire::Buffer& request, ReferenceTable& references, const std::string& name,
                       bool hold_gil) {
  const long long number = Request(command, index);
  references.Export(library, request);
  const Response response(library, number, request.bytes(), name, hold_gil);
  if (response.code() == 0 && (command == kNewActor || command == kNewActorAt))
    return ActorId(AsText(response.bytes()), name);
  return ObjectOf(library, response.bytes(), response.code(), name);
}

nb::object ObjectOf(const Library& library, std::span<const std::byte> bytes, long long code,
                    const std::string& name) {
  const Result result = ResultOf(library, bytes, code, name);
  if (result.code != 0) {
    SetFailure(result.code, result.values, name);
    return {};
  }
  try {
    return UnpackResult(result.values, result.references);
  } catch (const wire::CodecError& error) {
    RaiseProtocolError("the result of " + name + "() is not valid msgpack: " + error.reason());
  }
}

void CheckPositions(const std::string& name, const nb::sequence& positions,
                    const nb::sequence& resolved) {
  if (nb::len(positions) == nb::len(resolved)) return;
  Raise(PyExc_ValueError, name + "(): " + std::to_string(nb::len(positions)) + " positions for " +
                              std::to_string(nb::len(resolved)) +
                              " resolved objects; there must be one for each");
}

long long PositionOf(const nb::object& position) {
  const long long value = PyLong_AsLongLong(position.ptr());
  if (value == -1 && PyErr_Occurred()) nb::raise_python_error();
  return value;
}

long long CallCommand(const nb::int_& command) {
  for (const int known : {kRunTask, kNewActor, kActorMethodCall, kBeginMethodCall}) {
    if (command.equal(nb::int_(known))) return known;
  }
  Raise(PyExc_ValueError,
        std::string("a call's command is 4 (task), 5 (new actor) or 6 (actor's method), not ") +
            ShownValue(command));
}

}  // namespace gorayffi
