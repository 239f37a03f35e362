// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/wire/reference.h>

#include <string_view>

namespace goray::ffi {

/// Throws Error if the host did not declare the feature `references`. `what` names the call.
void RequireHostWithReferences(std::string_view what);

/// What `wire` needs of this stage; given to it when there is a host.
extern const wire::ReferenceHooks kReferenceHooks;

}  // namespace goray::ffi
