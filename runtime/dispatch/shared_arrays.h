// SPDX-License-Identifier: Apache-2.0
// Arrays beside messages, which the host keeps and lends; docs/reference/protocol.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "dispatch/response.h"

namespace goray::dispatch {

/// A `GorayHeldArray` of the array with this id. Its owner is the host's.
Response KeepArray(std::uint64_t id);
/// The id of the array in a `GorayHeldArray`, whose owner is the library's if it succeeds.
Response LendArray(std::span<const std::byte> data);

}  // namespace goray::dispatch
