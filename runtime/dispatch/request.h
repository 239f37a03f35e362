// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/detail/invocation.h>

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace goray::dispatch {

/// What commands 4 to 6 and 64 to 66 carry. Views into the message.
struct Request {
  std::string_view name;  ///< Empty for commands by index.
  wire::Message arguments;
  std::vector<ResolvedRef> refs;
};

enum class HasName { kNo, kYes };

/// Adopts all references of the message before anything else, so that no failure leaves one behind;
/// then throws ValueError if the message is malformed.
Request ParseRequest(std::span<const std::byte> message, HasName has_name);

/// Sorts the refs by position. Throws TypeError if two have the same one, or one is below 0;
/// `callable` is named.
void SortRefs(Request& request, std::string_view callable);

}  // namespace goray::dispatch
