// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/abi/goray_interface.h>
#include <goray/detail/app.h>

#include "dispatch/actor_store.h"

namespace goray::dispatch {

/// The call table of an app; see abi/goray_interface.h. It is never freed, as `app` and `store` may
/// not be. A call does what the commands by index of `Execute` do.
const GorayCallTable& MakeCallTable(const App& app, ActorStore& store);

}  // namespace goray::dispatch
