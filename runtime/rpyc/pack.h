// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "object.h"

/// Between the values users see and those that travel. A classic service has our helper, which
/// takes containers packed as tuples that start with a tag (_rpyc_helper.py lists them). A plain
/// one gets what RPyC itself sends by value: a list becomes a tuple, a set a frozenset; a dict and
/// an array have no such form and are refused.
namespace goray::rpyc_bridge {

/// For sending. The result points into `value` and `arena`. Throws kUsage, also for an object of
/// another connection.
Value Pack(const Value& value, const Session& session, Arena& arena);

/// What the helper of a classic service sent; objects become handles. Throws kProtocol.
Value Unpack(const Value& wire, const std::shared_ptr<Session>& session, OwnedValue& owner);

/// A handle on an object that was received; `owner` keeps it.
Value MakeObject(const IdPack& id, const std::shared_ptr<Session>& session, OwnedValue& owner);

/// Puts a NUL behind the text of a received value. What stands there has been read already.
Value Terminated(Value text);

}  // namespace goray::rpyc_bridge
