// SPDX-License-Identifier: Apache-2.0
#include "goray/detail/app.h"

namespace goray::dispatch {

/// In a program that has the runtime without generated code, such as the unit tests of an app's
/// sources. The generated definition is a strong one.
[[gnu::weak]] const App& GeneratedApp() {
  static constexpr App kNone{};
  return kNone;
}

}  // namespace goray::dispatch
