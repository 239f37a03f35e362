// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/wire/buffer.h>
#include <nanobind/nanobind.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "abi/protocol.h"
#include "library.h"
#include "references.h"

namespace gorayffi {

namespace protocol = goray::abi;
namespace wire = goray::wire;

// Commands as Python has them, plain ints.
inline constexpr int kRunTask = static_cast<int>(protocol::LibraryCommand::kRunTask);
inline constexpr int kNewActor = static_cast<int>(protocol::LibraryCommand::kNewActor);
inline constexpr int kActorMethodCall =
    static_cast<int>(protocol::LibraryCommand::kActorMethodCall);
inline constexpr int kRunTaskAt = static_cast<int>(protocol::LibraryCommand::kRunTaskAt);
inline constexpr int kNewActorAt = static_cast<int>(protocol::LibraryCommand::kNewActorAt);

inline constexpr auto kSuccessWithReferences =
    static_cast<long long>(protocol::Code::kSuccessWithReferences);

/// A command and, above it, an index. Raises OverflowError if one of them has too many bits.
long long Request(long long command, unsigned long long index);

/// What the library answered; frees it in the end.
class Response {
 public:
  /// Calls `Execute`, without the GIL unless `hold_gil`. `name` is for the debug log alone. If a
  /// callback of this call met KeyboardInterrupt or SystemExit, that is raised here, whatever the
  /// library made of it.
  Response(const Library& library, long long request, std::span<const std::byte> input,
           const std::string& name, bool hold_gil = false);
  Response(const Response&) = delete;
  Response& operator=(const Response&) = delete;
  ~Response();

  std::span<const std::byte> bytes() const {
    return {static_cast<const std::byte*>(data_), static_cast<std::size_t>(size_)};
  }
  long long code() const { return code_; }

 private:
  const Library& library_;
  void* data_ = nullptr;
  long long size_ = 0;
  long long code_ = 1;
};

/// A request's first two units, the second left open: name, then arguments as they are packed; or
/// the second alone.
class Units {
 public:
  explicit Units(wire::Buffer& out);
  Units(wire::Buffer& out, std::string_view name);
  /// Ends the unit that is open.
  void Close();
  /// Begins the unit of an argument that another task made; its value is appended next.
  void Open(long long position);

 private:
  wire::Buffer& out_;
  std::size_t start_;  // of the open unit, at its length
};

/// What a response says: values, and what the indexes in them mean.
struct Result {
  std::span<const std::byte> values;  // or the text of a failure
  nb::object references;              // a list, or None
  long long code;                     // 0..5
};

/// The references are Python's from now on. Raises ProtocolError.
Result ResultOf(const Library& library, const Response& response, const std::string& name);

/// Hands the references over, enters the library and gives the call's result: an actor's id for
/// `kNewActor`, else the returned values. Raises; what the library reports is set as Python's
/// error, and a null object returned.
nb::object CallLibrary(const Library& library, long long command, unsigned long long index,
                       wire::Buffer& request, const ReferenceTable& references,
                       const std::string& name, bool hold_gil = false);

/// Raises ValueError unless there is a position for each resolved value.
void CheckPositions(const std::string& name, const nb::sequence& positions,
                    const nb::sequence& resolved);

/// An int. Raises TypeError or OverflowError for others.
long long PositionOf(const nb::object& position);

/// A command that calls something by name. Raises ValueError for others.
long long CallCommand(const nb::int_& command);

}  // namespace gorayffi
