// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace goray::api {

/// Starts a thread of goray's own, which ends by itself when there is nothing to do. It takes no signals, which are for the
/// program's own threads. False: no memory, or too many threads. A forked child has none: `pthread_atfork`.
bool StartDetachedThread(void* (*run)(void*));

}  // namespace goray::api
