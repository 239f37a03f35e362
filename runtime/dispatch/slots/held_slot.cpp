// SPDX-License-Identifier: Apache-2.0
#include <goray/detail/held_slot.h>

#include <utility>

namespace goray::dispatch {

std::shared_ptr<void> TakeOwner(const GorayHeldArray& array) {
  if (array.owner == nullptr) return nullptr;
  void* const owner = std::exchange(const_cast<GorayHeldArray&>(array).owner, nullptr);
  return {owner, array.release};
}

std::span<const std::byte> BytesIn(const GorayArray& array) {
  CheckItems(array, DtypeOf<std::uint8_t>(), 1);
  CheckOrder(array, 1, 1);
  return {static_cast<const std::byte*>(array.data), static_cast<std::size_t>(array.shape[0])};
}

}  // namespace goray::dispatch
