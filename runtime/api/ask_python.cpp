// SPDX-License-Identifier: Apache-2.0
#include "api/ask_python.h"

namespace goray::api {

void ThrowUnanswered(const TaskError& error, const std::string& call) {
  if (!error.task().empty()) throw Error(call + ": " + error.message());  // it ran, and failed
  throw Error(call +
              ": the Python package that runs this library does not tell; upgrade goray-cpp to "
              "the library's version (" +
              error.message() + ")");
}

}  // namespace goray::api
