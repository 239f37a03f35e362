// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>

#include <chrono>
#include <string>
#include <vector>

namespace goray::scan {

/// What a program left behind.
struct Finished {
  std::string failure = {};  ///< Why there is no good output; empty: it succeeded.
  std::string output = {};
  std::string errors = {};
};

/// A program at work. Its output is kept in memory, so that it never waits for its reader. It is a
/// process group of its own, all of which is ended with the object.
class ChildProcess {
 public:
  ChildProcess(const std::vector<std::string>& command, const std::string& folder,
               const std::string& input);
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  Finished Wait(std::chrono::milliseconds limit);

 private:
  void Start(const std::vector<std::string>& command, const std::string& folder);

  int input_ = -1;
  int output_ = -1;
  int errors_ = -1;
  pid_t process_ = 0;         ///< 0: none is running.
  std::string failure_ = {};  ///< Of the start.
};

}  // namespace goray::scan
