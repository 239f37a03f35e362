// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nanobind/nanobind.h>

#include <cstddef>
#include <optional>
#include <string>

#include "declaration.h"
#include "positions.h"

namespace gorayffi {

namespace nb = nanobind;

extern "C" {
using CallbackFunction = void* (*)(long long, void*, long long, long long*, long long*);
using ExecuteFunction = void* (*)(long long, void*, long long, long long*, long long*);
using FreeMemoryFunction = void (*)(void*);
using RegisterCallbackFunction = void (*)(CallbackFunction);
}

/// One loaded library: `gorayffi.Library`. It lives until the process ends, as code cannot be
/// unloaded safely while threads of its own may run it; so a plain pointer to it stays valid.
class Library {
 public:
  /// Loads `path`, or returns what was loaded from the same file before (a link is the same file).
  /// Raises `LibraryNotFoundError` or `LibraryError`. Call with the GIL held; it is released while
  /// the file loads.
  static Library* Load(const std::string& path);

  const std::string& path() const { return path_; }
  ExecuteFunction execute() const { return execute_; }
  FreeMemoryFunction free_memory() const { return free_memory_; }
  /// Nothing if it exports no `GorayInterface`.
  const std::optional<Declaration>& declaration() const { return declaration_; }
  /// Needs the GIL.
  Positions& positions() { return positions_; }

  /// `dict[int, Callable[[bytes], tuple[bytes, int]]]`. They replace all earlier ones of this
  /// library. Needs the GIL.
  void SetHandlers(nb::dict handlers);
  /// A `gorayffi.passengers.Desk`, or None: values then hold no passengers. Needs the GIL.
  void SetDesk(nb::object desk);
  nb::handle desk() const { return desk_; }
  /// The desk's `knows`, for a `PassengerScope`; None without a desk.
  nb::handle knows() const { return knows_; }

 private:
  friend class LibraryLoader;
  Library() = default;

  std::string path_;
  void* handle_ = nullptr;
  ExecuteFunction execute_ = nullptr;
  FreeMemoryFunction free_memory_ = nullptr;
  RegisterCallbackFunction register_callback_ = nullptr;
  std::optional<Declaration> declaration_;
  Positions positions_;
  std::size_t slot_ = 0;
  // Owned and never released: calls of other threads may be using them.
  nb::handle desk_ = Py_None;
  nb::handle knows_ = Py_None;
};

}  // namespace gorayffi
