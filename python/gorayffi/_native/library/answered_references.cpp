// SPDX-License-Identifier: Apache-2.0
#include "library/answered_references.h"

#include <goray/wire/error.h>

#include "abi/protocol.h"
#include "library/shared_arrays.h"
#include "wire/units.h"

namespace gorayffi {

namespace protocol = goray::abi;
namespace wire = goray::wire;

SplitEntries::SplitEntries(std::span<const std::byte> entries) {
  while (entries.size() >= protocol::kTableEntrySize) {
    const auto entry = entries.first(protocol::kTableEntrySize);
    std::span<const std::byte> id = entry.subspan(1);
    is_array.push_back(entry.front() == std::byte{protocol::kArrayKind});
    if (is_array.back()) {
      arrays.push_back(static_cast<std::uint64_t>(wire::TakeInt64(id)));
    } else {
      others.Append(entry.data(), entry.size());
    }
    entries = entries.subspan(protocol::kTableEntrySize);
  }
  others.Append(entries.data(), entries.size());  // a cut one, which the hooks refuse
}

void DropReferences(const Library& library, std::span<const std::byte> body) {
  ValuesAndTable parts;
  if (!SplitTable(body, parts)) return;
  const SplitEntries entries(parts.entries);
  for (const std::uint64_t id : entries.arrays) ReleaseOwned(library, id);
  if (entries.others.size() > 0)
    library.hooks().attr("adopt")(nb::bytes(entries.others.bytes().data(), entries.others.size()));
}

bool SplitTable(std::span<const std::byte> body, ValuesAndTable& parts) {
  try {
    wire::UnitReader units(body);
    parts.values = units.Next();
    parts.entries = units.Next();
    return units.AtEnd() && parts.entries.size() % protocol::kTableEntrySize == 0;
  } catch (const wire::CodecError&) {
    return false;
  }
}

}  // namespace gorayffi
