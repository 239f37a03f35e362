// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "rpyc/connection/connection.h"

namespace goray::rpyc_bridge {

/// An id pack that owns its name.
struct ObjectId {
  std::string name;
  std::int64_t class_id = 0;
  std::int64_t instance_id = 0;
  ObjectId() = default;
  explicit ObjectId(const IdPack& id)
      : name(id.name), class_id(id.class_id), instance_id(id.instance_id) {}
  IdPack pack() const { return {name, class_id, instance_id}; }
};

/// What a reply holds, and the memory it stands in.
struct Result {
  MessageBytes message_bytes;
  Arena arena;
  Value value;
};

/// The functions of the helper (helper/goray_rpyc_helper.py), under its names: they take and give
/// whole values, so that a call is one round trip.
struct Helper {
  ObjectId call_json;
  ObjectId get_json;
  ObjectId call;
  ObjectId get;
  ObjectId assign;
  ObjectId take;
  ObjectId evaluate;
  ObjectId execute;
};

/// A connection and what we found or put at its other end.
struct Session {
  std::shared_ptr<Connection> connection;
  ObjectId root;
  int call_timeout_ms = Options().call_timeout_ms;
  std::optional<Helper> helper;  ///< Nothing if the service is a plain one.
  bool has_helper() const { return helper.has_value(); }
};

/// Connects, finds out the generation, and installs the helper if the service is classic. A right
/// `guess` saves a connection.
std::shared_ptr<Session> OpenSession(const Address& address, const Options& options,
                                     Generation guess, Deadline deadline);

/// A request and its reply. Throws what the server raised (kRemote), kTimeout, kConnection,
/// kProtocol.
Result Ask(Connection& connection, Handler handler, std::span<const Value> arguments,
           Deadline deadline, std::shared_ptr<Budget> budget = nullptr);
/// The value of an answer, read by the deadline, or throws the exception in it.
Result TakeResult(Connection& connection, Answer answer, Deadline deadline);

}  // namespace goray::rpyc_bridge
