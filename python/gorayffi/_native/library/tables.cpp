// SPDX-License-Identifier: Apache-2.0
#include "library/tables.h"

#include <goray/wire/error.h>

#include <cstring>
#include <memory>

#include "abi/protocol.h"
#include "wire/units.h"

namespace gorayffi {

namespace protocol = goray::abi;
namespace wire = goray::wire;

namespace {

/// Calls `read` with the answer to a command, if it succeeds.
template <typename Read>
void Ask(const Library& library, protocol::LibraryCommand command, std::uint64_t index,
         std::span<const std::byte> input, Read read) {
  const std::uint64_t request = static_cast<std::uint64_t>(command) | index
                                                                          << protocol::kCommandBits;
  long long size = 0, code = 1;
  void* const answer =
      library.execute()(static_cast<long long>(request), const_cast<std::byte*>(input.data()),
                        static_cast<long long>(input.size()), &size, &code);
  const std::unique_ptr<void, FreeMemoryFunction> freed(answer, library.free_memory());
  if (code == 0 && size >= 0)
    read(std::span(static_cast<const std::byte*>(answer), static_cast<std::size_t>(size)));
}

}  // namespace

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

std::optional<KeptArrayMemory> KeepArray(const Library& library, std::uint64_t id) {
  std::optional<KeptArrayMemory> kept;
  Ask(library, protocol::LibraryCommand::kKeepArray, id, {},
      [&](std::span<const std::byte> answer) {
        GorayHeldArray held;
        if (answer.size() != sizeof held) return;
        std::memcpy(&held, answer.data(), sizeof held);
        kept.emplace(held);
      });
  return kept;
}

void ReleaseOwned(const Library& library, std::uint64_t id) {
  Ask(library, protocol::LibraryCommand::kReleaseOpaque, id, {}, [](auto) {});
}

std::optional<std::uint64_t> LendArray(const Library& library, const GorayHeldArray& held) {
  std::optional<std::uint64_t> id;
  Ask(library, protocol::LibraryCommand::kLendArray, 0, std::as_bytes(std::span(&held, 1)),
      [&](std::span<const std::byte> answer) {
        if (answer.size() == sizeof(std::uint64_t))
          id = static_cast<std::uint64_t>(wire::TakeInt64(answer));
      });
  return id;
}

}  // namespace gorayffi
