// SPDX-License-Identifier: Apache-2.0
// What needs the codecs of the app's classes, which the generated header has.
#include <opaque.goray.h>

namespace opaque {

std::shared_ptr<Index> Tasks::AskPython(const std::string& function) const {
  return goray::LocalCallPyTask(function, Open({"from", "C++"})).As<std::shared_ptr<Index>>();
}

}  // namespace opaque
