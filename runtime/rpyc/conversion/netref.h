// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rpyc/conversion/object.h"

/// Results of services that are not classic. RPyC copies only immutable builtin values; a list or
/// dict arrives as a reference.
namespace goray::rpyc_bridge {

/// Copies what can be: list, dict, set, tuple, numpy scalars, and arrays if the service allows
/// public attributes. That takes further requests, but not one an item. What cannot be copied
/// becomes a handle.
Value CopyNetref(const Value& wire, const std::shared_ptr<Session>& session, OwnedValue& owner,
                 Deadline deadline);

/// References become handles; a value that RPyC copied stays a value.
Value KeepNetref(const Value& wire, const std::shared_ptr<Session>& session, OwnedValue& owner);

}  // namespace goray::rpyc_bridge
