// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <unordered_map>

#include "dispatch/streams/open_stream.h"
#include "wire/references/random_ids.h"

namespace goray::dispatch {

/// The open streams of this process, by ids that nobody can guess. Thread-safe; no body is destroyed under its lock.
class StreamStore {
 public:
  /// Throws std::system_error if the system has no random numbers.
  std::uint64_t Add(std::shared_ptr<OpenStream> stream);
  /// Null: there is none.
  std::shared_ptr<OpenStream> Find(std::uint64_t id);
  /// The same, and forgets it.
  std::shared_ptr<OpenStream> Remove(std::uint64_t id);
  std::size_t size();

 private:
  std::mutex mutex_;  // of what follows
  std::unordered_map<std::uint64_t, std::shared_ptr<OpenStream>> streams_;
  wire::RandomIds ids_;
};

/// The process's one. Never destroyed, because bodies may run while the process ends.
StreamStore& Streams();

}  // namespace goray::dispatch
