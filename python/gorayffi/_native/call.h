// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nanobind/nanobind.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "buffer.h"
#include "library.h"
#include "passengers.h"

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
  /// Ends the unit of the arguments.
  void Close();
  /// Gives the passengers among them, if any, to the library; then as `Close`. Raises.
  void Close(const Library& library, const PassengerScope& passengers);

 private:
  Buffer& out_;
  std::size_t length_at_;
};

/// Runs a packed request and gives its result: an actor's id for `kNewActor`, else the returned
/// values. Raises; what the library reports is set as Python's error, and a null object returned.
nb::object Run(const Library& library, long long command, unsigned long long index,
               const Buffer& request, const std::string& name, bool hold_gil = false);

}  // namespace gorayffi
