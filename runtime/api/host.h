// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace goray::api {

using HostCallback = void* (*)(long long, void*, long long, long long*, long long*);

/// What `RegisterCallback` was last called with. Thread-safe.
void SetHost(HostCallback callback);

}  // namespace goray::api
