// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "rpyc/conversion/arguments.h"
#include "rpyc/conversion/object.h"

namespace goray::rpyc_bridge {

/// Where a name is looked up: in an object, a module, or (module "") what the service exposes.
struct Target {
  std::string_view module;
  const rpyc_object* object = nullptr;
};

/// How a result comes: copied, as far as it can be, or as a handle.
enum class Mode { kValue = 0, kReference = 1 };

/// A request under way.
struct Pending {
  std::shared_ptr<Session> session;
  std::shared_ptr<PendingRequest> call;
  Mode mode = Mode::kValue;
};

/// `path` may be dotted on a classic service, and "" is the target itself. Throw kUsage,
/// kConnection.
Pending StartCall(std::shared_ptr<Session> session, Target target, std::string_view path,
                  const Arguments& arguments, Mode mode, Deadline deadline);
Pending StartGet(std::shared_ptr<Session> session, Target target, std::string_view path, Mode mode,
                 Deadline deadline);
Pending StartSet(std::shared_ptr<Session> session, Target target, std::string_view path,
                 const Value& value, Deadline deadline);
/// Up to `count` items of an iterator.
Pending StartTake(std::shared_ptr<Session> session, const rpyc_object& iterator, std::size_t count,
                  Mode mode, Deadline deadline);
/// An expression in the namespace of a classic connection.
Pending StartEval(std::shared_ptr<Session> session, std::string_view expression, Mode mode,
                  Deadline deadline);

/// Statements there.
Pending StartExecute(std::shared_ptr<Session> session, std::string_view code, Deadline deadline);

/// The result. Throws kRemote, kTimeout, kConnection, kProtocol.
std::unique_ptr<OwnedValue> Finish(const Pending& pending, Deadline deadline,
                                   AfterTimeout after_timeout = AfterTimeout::kDrop);

}  // namespace goray::rpyc_bridge
