// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace goray::dispatch {

/// The process's one `T`, made at the first call. It is never destroyed, as calls may still run
/// while the process ends.
template <typename T>
T& Instance() {
  static T* const instance = new T();
  return *instance;
}

}  // namespace goray::dispatch
