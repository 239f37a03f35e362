// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/detail/app.h>
#include <goray/wire/limits.h>

#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>

namespace goray::dispatch {

/// A live actor. While a copy exists, so does the object.
struct LiveActor {
  std::shared_ptr<void> object;
  const Actor* type = nullptr;
};

enum class Closing { kClosed, kClosedBefore, kUnknown };

/// The actors of this process, by id. An id is a slot and the slot's generation, below 2^32 and
/// never 0, so the id of a closed actor never means another one. Thread-safe.
class ActorStore {
 public:
  static constexpr std::uint32_t kSlotBits = limits::kActorBits;
  static constexpr std::uint32_t kSlots = 1U << kSlotBits;
  static constexpr std::uint32_t kGenerations = 1U << (32 - kSlotBits);

  /// Throws `goray::Error` when there are `kSlots` actors.
  std::uint64_t Add(LiveActor actor);
  /// Without an object if there is no such actor.
  LiveActor Find(std::uint64_t id) const;
  /// The object is destroyed here, or at the end of the last call that runs on it.
  Closing Close(std::uint64_t id);

 private:
  struct Slot {
    LiveActor actor;
    std::uint32_t generation = 1;
  };

  mutable std::mutex mutex_;
  std::deque<Slot> slots_;
  std::deque<std::uint32_t> free_;  // first closed, first used again
};

}  // namespace goray::dispatch
