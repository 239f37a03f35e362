// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <memory>

#include "rpyc/connection/session.h"

/// A handle on an object of the server. It names one receipt of the object; when the last reference
/// goes, the server is told.
struct rpyc_object {
  rpyc_object(std::shared_ptr<goray::rpyc_bridge::Session> its_session,
              const goray::rpyc_bridge::IdPack& its_id)
      : session(std::move(its_session)), id(its_id) {}
  ~rpyc_object() { session->connection->Release(id.pack()); }
  rpyc_object(const rpyc_object&) = delete;
  rpyc_object& operator=(const rpyc_object&) = delete;

  const std::shared_ptr<goray::rpyc_bridge::Session> session;
  const goray::rpyc_bridge::ObjectId id;
  std::atomic<int> references = 1;
};

namespace goray::rpyc_bridge {

inline void Retain(rpyc_object* object) {
  object->references.fetch_add(1, std::memory_order_relaxed);
}
inline void Release(rpyc_object* object) {
  if (object != nullptr && object->references.fetch_sub(1, std::memory_order_acq_rel) == 1)
    delete object;
}

/// A value for the user with all it points to.
struct OwnedValue : Value {
  OwnedValue() : Value(MakeKind(RPYC_NONE)) {}
  ~OwnedValue() {
    for (rpyc_object* object : objects) Release(object);
  }
  OwnedValue(const OwnedValue&) = delete;
  OwnedValue& operator=(const OwnedValue&) = delete;

  std::vector<Result> replies;  ///< The messages its parts stand in.
  Arena arena;
  std::vector<rpyc_object*> objects;
};

}  // namespace goray::rpyc_bridge
