// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nanobind/nanobind.h>

#include <atomic>
#include <optional>
#include <string>

#include "library/callable_indexes.h"
#include "library/declaration.h"

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
  /// Whether it takes failures as JSON; else they are text.
  bool takes_json_failures() const { return declaration_ && declaration_->json_failures; }
  bool takes_arrays() const { return declaration_ && declaration_->arrays; }
  bool takes_arrow() const { return declaration_ && declaration_->arrow; }
  bool takes_references() const { return declaration_ && declaration_->references; }
  /// Whether it knows large arrays beside messages.
  bool shares_arrays() const {
    return declaration_ && declaration_->shared_arrays && takes_arrays() && takes_references();
  }
  /// For one that takes none: the end of a sentence that says so, with the remedy.
  std::string WhyNoReferences() const;

  // The rest needs the GIL. What the accessors return is the caller's own, as any code of Python
  // may set other handlers or hooks meanwhile.

  CallableIndexes& callable_indexes() { return callable_indexes_; }
  /// `dict[int, Callable[[bytes], tuple[bytes, int]]]`; null: none.
  nb::object handlers() const { return handlers_; }
  void SetHandlers(nb::dict handlers);
  /// A `gorayffi.ReferenceHooks`. Raises ProtocolError if there is none.
  nb::object hooks() const;
  /// The hook; null if there are no hooks.
  nb::object is_reference() const { return is_reference_; }
  void SetHooks(nb::object hooks);

 private:
  friend class LibraryLoader;
  Library() = default;

  std::string path_;
  void* handle_ = nullptr;
  ExecuteFunction execute_ = nullptr;
  FreeMemoryFunction free_memory_ = nullptr;
  RegisterCallbackFunction register_callback_ = nullptr;
  CallbackFunction callback_ = nullptr;
  std::optional<Declaration> declaration_;
  std::atomic<bool> ready_ = false;  // it knows its callback
  CallableIndexes callable_indexes_;
  nb::object handlers_;
  nb::object hooks_;
  nb::object is_reference_;
};

}  // namespace gorayffi
