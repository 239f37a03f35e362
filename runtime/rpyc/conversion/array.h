// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace goray::rpyc_bridge {

/// Bytes of an item of `dtype` ("<f8": 8); nothing if it is none that travels.
std::optional<std::size_t> ItemSize(std::string_view dtype);
/// Whether an array has more dimensions, or is empty and has more rows, than an array may.
bool TooManyExtents(std::span<const std::int64_t> shape);
/// Bytes of an array; nothing if an extent is negative or the product of those that are not 0 is too
/// much for 63 bits, as numpy has it.
std::optional<std::size_t> ArrayBytes(std::span<const std::int64_t> shape, std::size_t item_size);

}  // namespace goray::rpyc_bridge
