// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/wire/limits.h>

#include <cstddef>

#include "library/library.h"

namespace gorayffi {

/// The protocol's callback carries no user data, so each library needs a C function of its own.
inline constexpr std::size_t kMaxLibraries = goray::limits::kLibraries;

/// A function that calls `AnswerCallback` for `library`; null if all are taken. Needs the
/// `LeafLock`.
CallbackFunction TakeTrampoline(Library& library);

}  // namespace gorayffi
