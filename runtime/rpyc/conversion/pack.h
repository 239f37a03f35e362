// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include "rpyc/conversion/object.h"

/// Between the values users see and those that travel. A classic service has our helper, which
/// takes containers packed as tuples that start with a tag (helper/goray_rpyc_helper.py lists
/// them). A plain one gets what RPyC itself sends by value: a list becomes a tuple, a set a
/// frozenset; a dict and an array have no such form and are refused.
namespace goray::rpyc_bridge {

/// For sending. The result points into `value` and `arena`. Throws kUsage, also for an object of
/// another connection.
Value Pack(const Value& value, const Session& session, Arena& arena);

/// What the helper of a classic service sent; objects become handles. Throws kProtocol.
Value Unpack(const Value& wire, const std::shared_ptr<Session>& session, OwnedValue& owner);

/// A handle on an object that was received; `owner` keeps it.
Value MakeObject(const IdPack& id, const std::shared_ptr<Session>& session, OwnedValue& owner);

/// A received text with a NUL behind it, as C wants it. It is written into the message, which is
/// ours (`MessageBytes`): all of the message has been read, so the byte there is needed no more,
/// and behind its last text there is the byte that `MessageBytes` has to spare.
Value Terminated(Value text);

/// A received value that is no container, for the user; an object becomes a handle. Throws
/// kProtocol.
Value ReceiveScalar(const Value& wire, const std::shared_ptr<Session>& session, OwnedValue& owner);

/// A container of `kind` whose items are what `convert` makes of those of `wire`, in their place.
template <typename Convert>
Value ReceiveItems(std::uint32_t kind, std::span<const Value> wire, const Convert& convert) {
  Value result = MakeItems(kind, wire);
  std::ranges::transform(wire, MutableItems(result).begin(), convert);
  return result;
}

}  // namespace goray::rpyc_bridge
