// SPDX-License-Identifier: Apache-2.0
#include "call.h"

#include <cxxabi.h>
#include <goray/wire/error.h>

#include <charconv>
#include <exception>
#include <memory>
#include <optional>

#include "debug_log.h"
#include "errors.h"
#include "gil.h"
#include "interrupts.h"
#include "unpack.h"
#include "wire/units.h"

namespace gorayffi {

long long Request(long long command, unsigned long long index) {
  if (command < 0 || command >= 1LL << protocol::kCommandBits) {
    Raise(PyExc_OverflowError, "the command " + std::to_string(command) + " is not in 0..1023");
  }
  if (index >> (64 - protocol::kCommandBits) != 0) {
    Raise(PyExc_OverflowError, "the index " + std::to_string(index) + " is not below 2**54");
  }
  return static_cast<long long>(static_cast<unsigned long long>(command) |
                                index << protocol::kCommandBits);
}

namespace {

/// Returns what the library did against the protocol, or ''.
std::string EnterLibrary(const Library& library, long long request,
                         std::span<const std::byte> input, bool hold_gil, void*& answer,
                         long long& answer_size, long long& code) {
  const CallScope scope;
  std::optional<GilRelease> release;
  if (!hold_gil) release.emplace();
  try {
    answer = library.execute()(request, const_cast<std::byte*>(input.data()),
                               static_cast<long long>(input.size()), &answer_size, &code);
  } catch (const std::exception& error) {
    return std::string("its Execute() let a C++ exception escape: ") + error.what();
  } catch (abi::__forced_unwind&) {
    throw;
  } catch (...) {
    return "its Execute() let a C++ exception escape";
  }
  if (answer_size < 0)
    return "its Execute() answered with " + std::to_string(answer_size) + " bytes";
  if (answer == nullptr && answer_size != 0) {
    return "its Execute() answered with " + std::to_string(answer_size) + " bytes at no address";
  }
  return "";
}

}  // namespace

Response::Response(const Library& library, long long request, std::span<const std::byte> input,
                   const std::string& name, bool hold_gil)
    : library_(library) {
  const DebugTimer timer;
  const std::string broken = EnterLibrary(library, request, input, hold_gil, data_, size_, code_);
  timer.Log("->", request, name, input, size_, code_);
  if (broken.empty() && !HasInterrupt()) return;
  {
    // No destructor runs after a constructor that throws.
    const std::unique_ptr<void, FreeMemoryFunction> freed(data_, library_.free_memory());
    if (broken.empty() && code_ == kSuccessWithReferences && library_.takes_references())
      DropReferences(library_, bytes());
  }
  RaiseInterrupt();
  RaiseProtocolError("the library " + library.path() + " breaks the protocol: " + broken);
}

Response::~Response() {
  if (data_ != nullptr) library_.free_memory()(data_);
}

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

Result ResultOf(const Library& library, const Response& response, const std::string& name) {
  if (response.code() != kSuccessWithReferences || !library.takes_references())
    return {response.bytes(), nb::none(), response.code()};
  ValuesAndTable parts;
  if (!SplitTable(response.bytes(), parts)) {
    RaiseProtocolError("the result of " + name +
                       "() is not a unit of values and a unit of references");
  }
  nb::object references =
      library.hooks().attr("adopt")(nb::bytes(parts.entries.data(), parts.entries.size()));
  if (!PyList_Check(references.ptr()) ||
      protocol::kTableEntrySize * nb::len(references) != parts.entries.size()) {
    Raise(PyExc_TypeError, "ReferenceHooks.adopt() has to give a list with an item for each entry");
  }
  return {parts.values, references, 0};
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
    RaiseProtocolError(name + "(): the library answered with '" + std::string(text) +
                       "' instead of the decimal id of an actor");
  }
  return nb::steal(PyLong_FromUnsignedLongLong(id));
}

}  // namespace

nb::object CallLibrary(const Library& library, long long command, unsigned long long index,
                       wire::Buffer& request, const ReferenceTable& references,
                       const std::string& name, bool hold_gil) {
  const long long number = Request(command, index);
  references.Export(library, request);
  const Response response(library, number, request.bytes(), name, hold_gil);
  const Result result = ResultOf(library, response, name);
  if (result.code != 0) {
    SetFailure(result.code, result.values, name);
    return {};
  }
  if (command == kNewActor || command == kNewActorAt) return ActorId(AsText(result.values), name);
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
  for (const int known : {kRunTask, kNewActor, kActorMethodCall}) {
    if (command.equal(nb::int_(known))) return known;
  }
  Raise(PyExc_ValueError,
        std::string("a call's command is 4 (task), 5 (new actor) or 6 (actor's method), not ") +
            Utf8(nb::repr(command)));
}

}  // namespace gorayffi
