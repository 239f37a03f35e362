// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>

#include "library/answers.h"

namespace gorayffi {

/// A handler of a command that is C++: it sees the library's bytes where they lie, and writes what
/// the library reads.
class NativeHandler {
 public:
  NativeHandler() = default;
  NativeHandler(const NativeHandler&) = delete;
  NativeHandler& operator=(const NativeHandler&) = delete;
  virtual ~NativeHandler() = default;

  /// Needs the GIL. Raises what Python raises, which `FailureOf` then tells the library.
  virtual Answer Handle(const Library& library, long long command,
                        std::span<const std::byte> data) = 0;
};

}  // namespace gorayffi
