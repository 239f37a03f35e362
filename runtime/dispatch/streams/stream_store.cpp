// SPDX-License-Identifier: Apache-2.0
#include "dispatch/streams/stream_store.h"

#include <utility>

namespace goray::dispatch {

std::uint64_t StreamStore::Add(std::shared_ptr<OpenStream> stream) {
  const std::lock_guard lock(mutex_);
  std::uint64_t id = ids_.Next();
  while (streams_.contains(id)) id = ids_.Next();
  streams_.emplace(id, std::move(stream));
  return id;
}

std::shared_ptr<OpenStream> StreamStore::Find(std::uint64_t id) {
  const std::lock_guard lock(mutex_);
  const auto found = streams_.find(id);
  return found == streams_.end() ? nullptr : found->second;
}

std::shared_ptr<OpenStream> StreamStore::Remove(std::uint64_t id) {
  const std::lock_guard lock(mutex_);
  const auto found = streams_.find(id);
  if (found == streams_.end()) return nullptr;
  std::shared_ptr<OpenStream> removed = std::move(found->second);
  streams_.erase(found);
  return removed;
}

std::size_t StreamStore::size() {
  const std::lock_guard lock(mutex_);
  return streams_.size();
}

StreamStore& Streams() {
  static auto* const streams = new StreamStore();
  return *streams;
}

}  // namespace goray::dispatch
