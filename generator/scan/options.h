// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include "generator/scan/scan.h"

namespace goray::scan {

struct Options {
  Request request;
  std::string output;
  std::string depfile;  ///< Empty: none.
  std::string depfile_target;
  bool help = false;
};

/// A command line that cannot be understood; `what()` says why.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The text of --help.
std::string Usage();

/// Reads the command line (without the program's name); makes paths absolute and finds the
/// runtime's and Clang's headers beside `program`, else where they were when it was built. Throws
/// UsageError.
Options ParseOptions(const std::vector<std::string>& arguments, const std::string& program);

}  // namespace goray::scan
