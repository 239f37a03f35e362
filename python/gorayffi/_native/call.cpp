// SPDX-License-Identifier: Apache-2.0
#include "call.h"

#include <cxxabi.h>

#include <charconv>
#include <exception>
#include <optional>

#include "callback.h"
#include "debug_log.h"
#include "errors.h"
#include "unpack.h"

namespace gorayffi {

long long Request(long long command, unsigned long long index) {
  if (command < 0 || command >= 1 << 10) {
    Raise(PyExc_OverflowError, "the command " + std::to_string(command) + " is not in 0..1023");
  }
  if (index >= 1ULL << 54) {
    Raise(PyExc_OverflowError, "the index " + std::to_string(index) + " is not below 2**54");
  }
  return static_cast<long long>(static_cast<unsigned long long>(command) | index << 10);
}

namespace {

/// Runs the library; returns what it did against the protocol, or ''.
std::string RunLibrary(const Library& library, long long request, const char* data,
                       std::size_t size, bool hold_gil, void*& answer, long long& answer_size,
                       long long& code) {
  const CallScope scope;
  std::optional<GilRelease> release;
  if (!hold_gil) release.emplace();
  try {
    answer = library.execute()(request, const_cast<char*>(data), static_cast<long long>(size),
                               &answer_size, &code);
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

Response::Response(const Library& library, long long request, const char* data, std::size_t size,
                   const std::string& name, bool hold_gil)
    : library_(library) {
  const DebugTimer timer;
  const std::string broken =
      RunLibrary(library, request, data, size, hold_gil, data_, size_, code_);
  timer.Log("->", request, name, {data, size}, size_, code_);
  if (broken.empty() && !HasInterrupt()) return;
  if (data_ != nullptr)
    library_.free_memory()(data_);  // no destructor runs after a constructor that throws
  RaiseInterrupt();
  RaiseProtocolError("the library " + library.path() + " breaks the protocol: " + broken);
}

Response::~Response() {
  if (data_ != nullptr) library_.free_memory()(data_);
}

Units::Units(Buffer& out) : out_(out), length_at_(out.size()) { out.AppendInt64(0); }

Units::Units(Buffer& out, std::string_view name) : out_(out) {
  out.AppendInt64(name.size());
  out.Append(name.data(), name.size());
  length_at_ = out.size();
  out.AppendInt64(0);
}

void Units::Close() { out_.PatchInt64(length_at_, out_.size() - length_at_ - 8); }

void Units::Close(const Library& library, const PassengerScope& passengers) {
  if (!passengers.empty()) {
    if (!library.declaration() || !library.declaration()->passengers) {
      Raise(PyExc_TypeError,
            "an ObjectRef or an actor handle inside a value cannot cross to " + library.path() +
                ", which is a Go library or was built with an older goray-cpp; with Ray an "
                "ObjectRef may be an argument of its own");
    }
    const auto entries = nb::cast<nb::bytes>(library.desk().attr("give")(passengers.list()));
    InsertTable(out_, length_at_ + 8, {entries.c_str(), entries.size()});
  }
  Close();
}

namespace {

/// The values of an answer, whose passengers are Python's from now on.
nb::object Values(const Library& library, std::string_view message) {
  const std::string_view entries = TakeTable(message);
  nb::object passengers = nb::none();
  if (!entries.empty() && !library.desk().is_none())
    passengers = library.desk().attr("take")(nb::bytes(entries.data(), entries.size()));
  return UnpackResult(message.data(), message.size(), passengers);
}

nb::object ActorId(const Response& response, const std::string& name) {
  unsigned long long id = 0;
  const char* end = response.data() + response.size();
  const auto parsed = std::from_chars(response.data(), end, id);
  if (parsed.ec != std::errc() || parsed.ptr != end) {
    RaiseProtocolError(name + "(): the library answered with '" +
                       std::string(response.data(), response.size()) +
                       "' instead of the decimal id of an actor");
  }
  return nb::steal(PyLong_FromUnsignedLongLong(id));
}

}  // namespace

nb::object Run(const Library& library, long long command, unsigned long long index,
               const Buffer& request, const std::string& name, bool hold_gil) {
  const Response response(library, Request(command, index), request.data(), request.size(), name,
                          hold_gil);
  if (response.code() != 0) {
    SetFailure(response.code(), response.data(), response.size(), name);
    return {};
  }
  if (command == kNewActor || command == kNewActorAt) return ActorId(response, name);
  try {
    return Values(library, {response.data(), response.size()});
  } catch (const UnpackError& error) {
    RaiseProtocolError("the result of " + name + "() is not valid msgpack: " + error.text);
  }
}

}  // namespace gorayffi
