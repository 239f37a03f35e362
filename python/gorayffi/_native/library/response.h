// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "library/commands.h"
#include "library/library.h"

namespace gorayffi {

/// A command and, above it, an index. Raises OverflowError if one of them has too many bits.
long long Request(long long command, unsigned long long index);

/// What the library answered; frees it in the end.
class Response {
 public:
  /// Calls `Execute`, without the GIL unless `hold_gil`. `name` is for the call log alone. If a
  /// callback of this call met KeyboardInterrupt or SystemExit, that is raised here, whatever the
  /// library made of it.
  Response(const Library& library, long long request, std::span<const std::byte> input,
           const std::string& name, bool hold_gil = false);
  Response(const Response&) = delete;
  Response& operator=(const Response&) = delete;
  ~Response();

  std::span<const std::byte> bytes() const {
    return {static_cast<const std::byte*>(data_), static_cast<std::size_t>(size_)};
  }
  long long code() const { return code_; }

 private:
  const Library& library_;
  void* data_ = nullptr;
  long long size_ = 0;
  long long code_ = 1;
};

}  // namespace gorayffi
