// SPDX-License-Identifier: Apache-2.0
#include "dispatch/actor_store.h"

#include <goray/error.h>

#include <string>
#include <utility>

#include "abi/translate_exceptions.h"

namespace goray::dispatch {
namespace {

std::uint64_t MakeId(std::uint32_t slot, std::uint32_t generation) {
  return std::uint64_t{generation} << ActorStore::kSlotBits | slot;
}
std::uint64_t SlotOf(std::uint64_t id) { return id & (ActorStore::kSlots - 1); }
std::uint64_t GenerationOf(std::uint64_t id) { return id >> ActorStore::kSlotBits; }

}  // namespace

Error NoActor(std::uint64_t id) {
  return Error("there is no actor " + std::to_string(id) +
               " in this process: it is closed, or was never here");
}

ActorStore::~ActorStore() {
  for (const std::atomic<Slot*>& chunk : chunks_) delete[] chunk.load();
}

ActorStore::Slot* ActorStore::SlotAt(std::uint64_t index) const {
  Slot* const chunk = chunks_[index >> kChunkBits].load(std::memory_order_acquire);
  return chunk == nullptr ? nullptr : &chunk[index & (kChunk - 1)];
}

std::uint64_t ActorStore::Add(LiveActor actor) {
  const std::lock_guard lock(mutex_);
  std::uint32_t index = count_;
  if (!free_.empty()) {
    index = free_.front();
    free_.pop_front();
  } else if (count_ == kSlots) {
    throw Error("there are " + std::to_string(kSlots) +
                " actors in this process already: close some");
  } else {
    std::atomic<Slot*>& chunk = chunks_[index >> kChunkBits];
    if (chunk.load(std::memory_order_relaxed) == nullptr)
      chunk.store(new Slot[kChunk], std::memory_order_release);
    ++count_;
  }
  Slot& slot = *SlotAt(index);
  slot.actor = std::move(actor);
  const std::uint64_t state = slot.state.load(std::memory_order_relaxed) & ~kLowerHalf;
  slot.state.store(state, std::memory_order_release);
  return MakeId(index, static_cast<std::uint32_t>(state >> 32));
}

ActorStore::Pin ActorStore::Find(std::uint64_t id) {
  const std::uint64_t index = SlotOf(id);
  Slot* const slot = SlotAt(index);
  if (slot == nullptr) return {};
  std::uint64_t state = slot->state.load(std::memory_order_relaxed);
  do {
    if (state >> 32 != GenerationOf(id) || (state & kClosed) != 0) return {};
  } while (!slot->state.compare_exchange_weak(state, state + 1, std::memory_order_acquire,
                                              std::memory_order_relaxed));
  return {*this, *slot, static_cast<std::uint32_t>(index)};
}

void ActorStore::Unpin(Slot& slot, std::uint32_t index) {
  const std::uint64_t state = slot.state.fetch_sub(1, std::memory_order_acq_rel) - 1;
  if ((state & kLowerHalf) == kClosed) Destroy(slot, index);
}

Closing ActorStore::Close(std::uint64_t id) {
  const std::uint64_t index = SlotOf(id);
  Slot* const slot = SlotAt(index);
  if (slot == nullptr || GenerationOf(id) == 0) return Closing::kUnknown;
  std::uint64_t state = slot->state.load(std::memory_order_relaxed);
  do {
    if (GenerationOf(id) > state >> 32) return Closing::kUnknown;
    if (GenerationOf(id) < state >> 32) return Closing::kClosedBefore;
    if ((state & kUnused) != 0) return Closing::kUnknown;
    if ((state & kClosed) != 0) return Closing::kClosedBefore;  // a call still runs on it
  } while (!slot->state.compare_exchange_weak(state, state | kClosed, std::memory_order_acq_rel,
                                              std::memory_order_relaxed));
  if ((state & kLowerHalf) == 0) Destroy(*slot, static_cast<std::uint32_t>(index));
  return Closing::kClosed;
}

void ActorStore::Destroy(Slot& slot, std::uint32_t index) {
  // Destroyed last, when the slot is free and no lock is held: a destructor may close other actors.
  const LiveActor closed = std::exchange(slot.actor, {});
  const std::uint64_t generation = (slot.state.load(std::memory_order_relaxed) >> 32) + 1;
  slot.state.store(generation << 32 | kClosed | kUnused, std::memory_order_release);
  // A slot whose generations are used up is left alone for ever: its ids stay unique.
  if (generation == kGenerations) return;
  // Without memory for that the slot is lost.
  abi::TranslateExceptions(
      [&] {
        const std::lock_guard lock(mutex_);
        free_.push_back(index);
      },
      [] {});
}

}  // namespace goray::dispatch
