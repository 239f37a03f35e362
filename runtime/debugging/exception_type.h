// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <typeinfo>
#include <vector>

namespace goray::debugging {

/// What is told of the class of an exception.
struct ExceptionType {
  std::string name;                ///< As C++ writes it.
  std::vector<std::string> bases;  ///< The user's and goray's, the nearest first, each once.
  /// What Python has for it: that of the nearest class that is registered or known, else
  /// "RuntimeError".
  std::string python;
};

/// Lives for ever; the answer for a class changes only when one is registered. Thread-safe.
const ExceptionType& TypeOf(const std::type_info& type);

}  // namespace goray::debugging
