// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "connection.h"

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
  Payload payload;
  Arena arena;
  Value value;
};

/// A connection and what we found or put at its other end. With a classic service that is the
/// helper (python/goray/_rpyc_helper.py): functions that take and give whole values, so that a call
/// is one round trip.
struct Session {
  std::shared_ptr<Connection> connection;
  ObjectId root;
  bool has_helper() const { return !helper.empty(); }
  int call_timeout_ms = Options().call_timeout_ms;
  std::vector<ObjectId> helper;  ///< By HelperFunction; empty if the service is a plain one.
};

/// In the order in which python/goray/_rpyc_helper.py gives them.
enum class HelperFunction {
  kCallJson,
  kGetJson,
  kCall,
  kGet,
  kAssign,
  kTake,
  kEvaluate,
  kExecute,
  kCount
};

/// Connects, finds out the generation, and installs the helper if the service is classic. A right
/// `guess` saves a connection.
std::shared_ptr<Session> OpenSession(const Address& address, const Options& options,
                                     Generation guess);

/// A request and its reply. Throws what the server raised (kRemote), kTimeout, kConnection,
/// kProtocol.
Result Ask(Connection& connection, Handler handler, std::span<const Value> arguments,
           Deadline deadline);
/// The value of an answer, or throws the exception in it.
Result TakeResult(Connection& connection, Answer answer);
/// What an exception message says.
Failure ReadException(std::string_view body, const Limits& limits);

}  // namespace goray::rpyc_bridge
