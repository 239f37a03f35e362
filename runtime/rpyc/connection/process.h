// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace goray::rpyc_bridge {

/// How often this process was forked from the one that loaded the library. A child shares its
/// parent's sockets, and locks may be held there by threads it does not have; so whatever was made
/// under another count is not touched.
unsigned ForkCount();

/// While it lives, pthread_cancel() does not end this thread: for what a destructor does.
class NoCancellation {
 public:
  NoCancellation();
  ~NoCancellation();
  NoCancellation(const NoCancellation&) = delete;
  NoCancellation& operator=(const NoCancellation&) = delete;

 private:
  int before_ = 0;
};

}  // namespace goray::rpyc_bridge
