// SPDX-License-Identifier: Apache-2.0
// Tables of references as a library gives and takes them: what is in them, and the arrays that they name.
#pragma once

#include <goray/abi/goray_interface.h>
#include <goray/wire/buffer.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "abi/translate_exceptions.h"
#include "library/library.h"

namespace gorayffi {

/// `[values][table]`, a message with a table in two units, as results and answers have it.
struct ValuesAndTable {
  std::span<const std::byte> values;
  std::span<const std::byte> entries;
};

/// A table's entries by whom they are for: arrays, which this package knows, and what only the hooks know.
struct SplitEntries {
  explicit SplitEntries(std::span<const std::byte> entries);

  std::vector<bool> is_array;  // of each
  std::vector<std::uint64_t> arrays;
  goray::wire::Buffer others;
};

/// Of an answer with references that nobody will read, `[values][table]`: they are adopted, and
/// dropped. Raises what `ReferenceHooks.adopt` raises.
void DropReferences(const Library& library, std::span<const std::byte> body);

/// Whether `body` is well-formed; then `parts` is what is in it.
bool SplitTable(std::span<const std::byte> body, ValuesAndTable& parts);

/// An array in a library's memory that Python has, for the time of a scope, or until somebody takes it over.
class KeptArrayMemory {
 public:
  explicit KeptArrayMemory(const GorayHeldArray& held) : held_(held) {}
  KeptArrayMemory(KeptArrayMemory&& other) noexcept : held_(other.held_) {
    other.held_.owner = nullptr;
  }
  KeptArrayMemory& operator=(KeptArrayMemory&&) = delete;
  ~KeptArrayMemory() {
    if (held_.owner != nullptr)
      goray::abi::TranslateExceptions([this] { held_.release(held_.owner); }, [] {});
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
