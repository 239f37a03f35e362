// SPDX-License-Identifier: Apache-2.0
// Refs that one side makes and another reads: test_who_made_it.py asks for each pair of them.
#pragma once

#include <goray/goray.h>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace cpp_app {

/// How a ref is made: by a task or a method of this name, or by `Put` of the first argument.
struct Maker {
  std::string by;  ///< "task", "python", "method" or "put".
  std::optional<goray::ActorHandle<>> actor;
  std::string name;
  std::vector<goray::Any> args;  ///< At most two.
  std::map<std::string, goray::Any> options;
  std::int64_t values = 1;  ///< How many the result has.
};

struct GORAY_TASKS Made {
  goray::ObjectRef<> Make(const Maker& maker) const;
  /// What C++, or whom it gives the ref to, finds in it. `reader`: "get", "task", "actor", "body",
  /// or a library whose `Echo` is given it.
  goray::Any Read(const Maker& maker, const std::string& reader) const;
};

}  // namespace cpp_app
