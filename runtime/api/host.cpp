// SPDX-License-Identifier: Apache-2.0
#include "api/host.h"

#include <atomic>

namespace goray::api {
namespace {

std::atomic<HostCallback> host = nullptr;

}  // namespace

void SetHost(HostCallback callback) { host.store(callback); }

}  // namespace goray::api
