// SPDX-License-Identifier: Apache-2.0
#include "dispatch/actor_store.h"

#include <goray/error.h>

#include <string>
#include <utility>

namespace goray::dispatch {
namespace {

std::uint64_t MakeId(std::uint32_t slot, std::uint32_t generation) {
  return std::uint64_t{generation} << ActorStore::kSlotBits | slot;
}
std::uint64_t SlotOf(std::uint64_t id) { return id & (ActorStore::kSlots - 1); }
std::uint64_t GenerationOf(std::uint64_t id) { return id >> ActorStore::kSlotBits; }

}  // namespace

std::uint64_t ActorStore::Add(LiveActor actor) {
  const std::lock_guard lock(mutex_);
  std::uint32_t slot = 0;
  if (!free_.empty()) {
    slot = free_.front();
    free_.pop_front();
  } else if (slots_.size() < kSlots) {
    slot = static_cast<std::uint32_t>(slots_.size());
    slots_.emplace_back();
  } else {
    throw Error("there are " + std::to_string(kSlots) +
                " actors in this process already: close some");
  }
  slots_[slot].actor = std::move(actor);
  return MakeId(slot, slots_[slot].generation);
}

LiveActor ActorStore::Find(std::uint64_t id) const {
  const std::lock_guard lock(mutex_);
  if (SlotOf(id) >= slots_.size()) return {};
  const Slot& slot = slots_[SlotOf(id)];
  return slot.generation == GenerationOf(id) ? slot.actor : LiveActor{};
}

Closing ActorStore::Close(std::uint64_t id) {
  LiveActor closed;  // destroyed after the lock is gone: a destructor may close other actors
  const std::lock_guard lock(mutex_);
  if (SlotOf(id) >= slots_.size() || GenerationOf(id) == 0) return Closing::kUnknown;
  Slot& slot = slots_[SlotOf(id)];
  if (GenerationOf(id) > slot.generation) return Closing::kUnknown;
  if (GenerationOf(id) < slot.generation) return Closing::kClosedBefore;
  closed = std::exchange(slot.actor, {});
  // A slot whose generations are used up is left alone for ever: its ids stay unique.
  if (++slot.generation < kGenerations) free_.push_back(static_cast<std::uint32_t>(SlotOf(id)));
  return Closing::kClosed;
}

}  // namespace goray::dispatch
