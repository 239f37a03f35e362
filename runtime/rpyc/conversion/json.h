// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rpyc/connection/session.h"
#include "rpyc/conversion/arguments.h"

namespace goray::rpyc_bridge {

/// The value that a JSON text says. Objects become dicts, big integers stay exact. Texts live in
/// `arena`. Throws kUsage, naming `what`, also for what is nested more than `depth` deep.
Value FromJson(std::string_view json, Arena& arena, std::string_view what,
               unsigned depth = kValueDepth);

/// The JSON form that rpyc_bridge.h documents at rpyc_call(). An object's str() is asked of
/// `session`; without one it is null. Throws kUsage if the text would be too long, kTimeout.
std::string ToJson(const Value& value, Session* session, Deadline deadline);

/// A JSON array and a JSON object as arguments.
class JsonArguments {
 public:
  /// Throws kUsage.
  JsonArguments(std::string_view args_json, std::string_view kwargs_json);
  Arguments view() const { return {Items(values_), names_, named_}; }

 private:
  Arena arena_;
  Value values_;
  std::vector<const char*> names_;
  std::vector<Value> named_;
};

}  // namespace goray::rpyc_bridge
