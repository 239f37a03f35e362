// SPDX-License-Identifier: Apache-2.0
#include "rpyc/conversion/array.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "rpyc/base/limits.h"

namespace goray::rpyc_bridge {

std::optional<std::size_t> ItemSize(std::string_view dtype) {
  constexpr std::array<std::string_view, 14> kTypes = {"|b1", "|i1", "|u1", "<i2", "<u2",
                                                       "<f2", "<i4", "<u4", "<f4", "<i8",
                                                       "<u8", "<f8", "<c8", "<c16"};
  if (std::ranges::find(kTypes, dtype) == kTypes.end()) return std::nullopt;
  return dtype == "<c16" ? 16 : static_cast<std::size_t>(dtype[2] - '0');
}

bool TooManyExtents(std::span<const std::int64_t> shape) {
  if (shape.size() > kArrayDimensions) return true;
  if (std::ranges::find(shape, 0) == shape.end()) return false;
  std::size_t rows = 1;
  for (std::int64_t extent : shape) {
    if (extent > 0 && __builtin_mul_overflow(rows, extent, &rows)) return true;
  }
  return rows > kEmptyArrayRows;
}

std::optional<std::size_t> ArrayBytes(std::span<const std::int64_t> shape, std::size_t item_size) {
  auto bytes = static_cast<std::int64_t>(item_size);
  bool empty = false;
  for (std::int64_t extent : shape) {
    empty = empty || extent == 0;
    if (extent < 0 || (extent > 0 && __builtin_mul_overflow(bytes, extent, &bytes)))
      return std::nullopt;
  }
  return empty ? 0 : static_cast<std::size_t>(bytes);
}

}  // namespace goray::rpyc_bridge
