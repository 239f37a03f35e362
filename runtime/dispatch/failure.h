// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/dispatch/app.h>

#include "dispatch/response.h"

namespace goray::dispatch {

/// The exception being handled, as the JSON of code 5:
///   {"Message", "Traceback", "Language": "cpp", "Type": "std::invalid_argument", "PyType":
///   "ValueError"}
/// `callable` is what failed, or null. To be called in a `catch` block; throws `std::bad_alloc` at
/// worst.
Response CurrentFailure(const Callable* callable);

}  // namespace goray::dispatch
