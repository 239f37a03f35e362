// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/abi/goray_interface.h>

#include <cstdint>
#include <optional>
#include <utility>

#include "library/library.h"

namespace gorayffi {

/// An array in a library's memory that Python has, for the time of a scope, or until somebody takes it over.
class KeptArrayMemory {
 public:
  explicit KeptArrayMemory(const GorayHeldArray& held) : held_(held) {}
  KeptArrayMemory(KeptArrayMemory&& other) noexcept : held_(other.held_) {
    other.held_.owner = nullptr;
  }
  KeptArrayMemory& operator=(KeptArrayMemory&&) = delete;
  ~KeptArrayMemory() {
    if (held_.owner != nullptr) held_.release(held_.owner);
  }

  const GorayArray& array() const { return held_.array; }
  void (*release() const)(void*) { return held_.release; }
  /// What must be given to `release`: the caller's from now on.
  void* TakeOwner() { return std::exchange(held_.owner, nullptr); }

 private:
  GorayHeldArray held_;
};

// The library does no more than look the array up, so these keep the GIL. They are not in the call log.

/// The array that the library calls `id`; nothing if there is none.
std::optional<KeptArrayMemory> KeepArray(const Library& library, std::uint64_t id);
/// Gives up what Python owns of the library's under this id: an array or an object.
void ReleaseOwned(const Library& library, std::uint64_t id);
/// The library's id of an array that it is lent, with Python as its owner; nothing if it fails, and the array's owner is the
/// caller's still.
std::optional<std::uint64_t> LendArray(const Library& library, const GorayHeldArray& held);

}  // namespace gorayffi
