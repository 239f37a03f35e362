// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/detail/app.h>
#include <goray/error.h>
#include <goray/wire/limits.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <utility>

namespace goray::dispatch {

/// A live actor. While a copy exists, so does the object.
struct LiveActor {
  std::shared_ptr<void> object;
  const Actor* type = nullptr;
};

/// What is thrown where an actor is looked for that the store does not have.
Error NoActor(std::uint64_t id);

enum class Closing { kClosed, kClosedBefore, kUnknown };

/// The actors of this process, by id. An id is a slot and the slot's generation, below 2^32 and
/// never 0, so the id of a closed actor never means another one. Thread-safe; to find one takes no
/// lock.
class ActorStore {
  struct Slot;

 public:
  static constexpr std::uint32_t kSlotBits = limits::kActorBits;
  static constexpr std::uint32_t kSlots = 1U << kSlotBits;
  static constexpr std::uint32_t kGenerations = 1U << (32 - kSlotBits);

  /// A live actor, which is not destroyed while this exists; or none.
  class Pin {
   public:
    Pin() = default;
    Pin(Pin&& other) noexcept
        : store_(other.store_), slot_(std::exchange(other.slot_, nullptr)), index_(other.index_) {}
    Pin& operator=(Pin&&) = delete;
    ~Pin() {
      if (slot_ != nullptr) store_->Unpin(*slot_, index_);
    }
    explicit operator bool() const { return slot_ != nullptr; }
    const LiveActor* operator->() const { return &slot_->actor; }

   private:
    friend class ActorStore;
    Pin(ActorStore& store, Slot& slot, std::uint32_t index)
        : store_(&store), slot_(&slot), index_(index) {}

    ActorStore* store_ = nullptr;
    Slot* slot_ = nullptr;
    std::uint32_t index_ = 0;
  };

  ActorStore() = default;
  ~ActorStore();
  ActorStore(const ActorStore&) = delete;
  ActorStore& operator=(const ActorStore&) = delete;

  /// Throws `goray::Error` when there are `kSlots` actors.
  std::uint64_t Add(LiveActor actor);
  Pin Find(std::uint64_t id);
  /// The object is destroyed here, or at the end of the last call that runs on it.
  Closing Close(std::uint64_t id);

 private:
  static constexpr std::uint32_t kChunkBits = 10;
  static constexpr std::uint32_t kChunk = 1U << kChunkBits;

  // `state` is the generation in its upper half; in the lower half kClosed, kUnused, and how many
  // pins there are. `actor` is there from Add until the state is closed and without pins; from then
  // to the next Add it is closed and unused, in a new generation.
  static constexpr std::uint64_t kClosed = std::uint64_t{1} << 31;
  static constexpr std::uint64_t kUnused = std::uint64_t{1} << 30;
  static constexpr std::uint64_t kLowerHalf = (std::uint64_t{1} << 32) - 1;
  struct Slot {
    std::atomic<std::uint64_t> state = (std::uint64_t{1} << 32) | kClosed | kUnused;
    LiveActor actor;
  };

  /// Null if there never was one.
  Slot* SlotAt(std::uint64_t index) const;
  void Unpin(Slot& slot, std::uint32_t index);
  /// Of one that is closed and without pins, which nobody else can see any more.
  void Destroy(Slot& slot, std::uint32_t index);

  std::array<std::atomic<Slot*>, kSlots / kChunk> chunks_{};
  std::mutex mutex_;  // of what follows
  std::uint32_t count_ = 0;
  std::deque<std::uint32_t> free_;  // first closed, first used again
};

}  // namespace goray::dispatch
