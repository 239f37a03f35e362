// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace gorayffi {

/// Holds the extension's one leaf mutex for a scope. Inside it no foreign code runs, nothing waits
/// for the GIL, and no Python object is made or loses a reference, which could run a finalizer. A
/// fork in another thread waits for it, so that a child never finds it locked.
class LeafLock {
 public:
  LeafLock();
  LeafLock(const LeafLock&) = delete;
  LeafLock& operator=(const LeafLock&) = delete;
  ~LeafLock();
};

}  // namespace gorayffi
