// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/api/outgoing_call.h>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace goray::api {

using HostCallback = void* (*)(long long, void*, long long, long long*, long long*);

/// What `RegisterCallback` was last called with. Thread-safe.
void SetHost(HostCallback callback);

/// Takes what the host says of itself, see docs/reference/protocol.md; false if it is no JSON
/// object. Thread-safe.
bool DeclareHost(std::string_view json);
/// Whether the host declared the feature. Thread-safe.
bool HostHas(std::string_view feature);

/// Asks the host and waits. A return code other than 0 is thrown as the error it stands for; so is
/// a missing host. `what` names the call in errors.
Value CallHost(HostCommand command, std::span<const std::byte> data, std::string_view what);
Value CallHost(HostCommand command, std::string_view json, std::string_view what);

/// The id in a host's answer.
std::uint64_t IdOf(const Value& answer, std::string_view what);

}  // namespace goray::api
