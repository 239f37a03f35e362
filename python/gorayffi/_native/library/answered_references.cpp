// SPDX-License-Identifier: Apache-2.0
#include "library/answered_references.h"

#include <goray/wire/error.h>

#include "abi/protocol.h"
#include "wire/units.h"

namespace gorayffi {

namespace protocol = goray::abi;
namespace wire = goray::wire;

void DropReferences(const Library& library, std::span<const std::byte> body) {
  ValuesAndTable parts;
  if (SplitTable(body, parts))
    library.hooks().attr("adopt")(nb::bytes(parts.entries.data(), parts.entries.size()));
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
