// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rpyc/protocol/brine.h"

/// The bodies of messages: each value is boxed, (label, content). Label 1: a brine value, 2: a
/// tuple of boxed values, 3: an object of the receiver, 4: an object of the sender. The content of
/// an object is its id pack, (name, class id, instance id).
namespace goray::rpyc_bridge {

/// Writes a value of the kinds of WriteBrine or a reference, or tuples of them. A `kTheirObject`
/// becomes label 3, `kOurObject` label 4.
void WriteBoxed(const Value& value, GatherBuffer& output, unsigned depth = Limits().depth);

/// Takes the label from a value that was read, and from its items, in place; objects become
/// `kTheirObject` or `kOurObject`. Throws kProtocol.
Value Unbox(const Value& boxed, Arena& arena);

}  // namespace goray::rpyc_bridge
