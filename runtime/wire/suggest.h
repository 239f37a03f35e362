// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace goray::wire {

/// "; did you mean 'price'?" for the known name nearest to `name`, or "" if none is near.
std::string DidYouMean(std::string_view name, std::span<const std::string_view> known);

}  // namespace goray::wire
