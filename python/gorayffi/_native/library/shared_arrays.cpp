// SPDX-License-Identifier: Apache-2.0
#include "library/shared_arrays.h"

#include <cstring>
#include <memory>
#include <span>

#include "abi/protocol.h"
#include "library/commands.h"
#include "wire/units.h"

namespace gorayffi {
namespace {

namespace wire = goray::wire;

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
