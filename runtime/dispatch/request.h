// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/dispatch/call.h>

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace goray::dispatch {

/// What commands 4, 5 and 6 carry. Views into the message.
struct Request {
  std::string_view name;
  wire::Message arguments;
  std::vector<ResolvedRef> refs;  ///< Sorted by position, none twice.
};

/// Throws TypeError or ValueError.
Request ParseRequest(std::span<const std::byte> message);

/// What commands 64, 65 and 66 carry: the same without the unit of the name, which is `name`.
/// Throws as `ParseRequest`.
Request ParseNamelessRequest(std::span<const std::byte> message, std::string_view name);

}  // namespace goray::dispatch
