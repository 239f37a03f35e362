// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/wire/buffer.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

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

}  // namespace gorayffi
