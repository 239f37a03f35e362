// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nanobind/nanobind.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "buffer.h"
#include "library.h"
#include "references.h"

namespace gorayffi {

/// See docs/reference/protocol.md.
enum Command : int {
  kListCallables = 2,
  kListMethods = 3,
  kRunTask = 4,
  kNewActor = 5,
  kActorMethodCall = 6,
  kRunTaskAt = 64,
  kNewActorAt = 65,
  kActorMethodCallAt = 66,
};

/// Of a response or an answer: its body is `[values][table]`. Only between peers that declared
/// `references`.
inline constexpr long long kSuccessWithReferences = 6;

/// A method's part of the index of `kActorMethodCallAt`; above it, in 32 bits, the actor's id.
inline constexpr int kMethodBits = 22;

/// `command | index << 10`. Raises OverflowError unless `0 <= command < 2^10` and `0 <= index <
/// 2^54`.
long long Request(long long command, unsigned long long index);

/// What the library answered; frees it in the end.
class Response {
 public:
  /// Calls `Execute`, without the GIL unless `hold_gil`. `name` is for the debug log alone. If a
  /// callback of this call met KeyboardInterrupt or SystemExit, that is raised here, whatever the
  /// library made of it.
  Response(const Library& library, long long request, const char* data, std::size_t size,
           const std::string& name, bool hold_gil = false);
  Response(const Response&) = delete;
  Response& operator=(const Response&) = delete;
  ~Response();

  const char* data() const { return static_cast<const char*>(data_); }
  std::size_t size() const { return static_cast<std::size_t>(size_); }
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
  explicit Units(Buffer& out);
  Units(Buffer& out, std::string_view name);
  /// Ends the unit that is open.
  void Close();
  /// Begins the unit of an argument that another task made; its value is appended next.
  void Open(long long position);

 private:
  Buffer& out_;
  std::size_t length_at_;
};

/// What a response says: values, and what the indexes in them mean.
struct Result {
  std::string_view values;  // or the text of a failure
  nb::object references;    // a list, or None
  long long code;           // 0..5
};

/// The references are Python's from now on. Raises ProtocolError.
Result ResultOf(const Library& library, const Response& response, const std::string& name);

/// Hands the references over, enters the library and gives the call's result: an actor's id for
/// `kNewActor`, else the returned values. Raises; what the library reports is set as Python's
/// error, and a null object returned.
nb::object CallLibrary(const Library& library, long long command, unsigned long long index,
                       Buffer& request, const ReferenceTable& references, const std::string& name,
                       bool hold_gil = false);

/// Raises ValueError unless there is a position for each resolved value.
void CheckPositions(const std::string& name, const nb::sequence& positions,
                    const nb::sequence& resolved);

/// An int. Raises TypeError or OverflowError for others.
long long PositionOf(const nb::object& position);

/// A command that calls something by name. Raises ValueError for others.
long long CallCommand(const nb::int_& command);

}  // namespace gorayffi
