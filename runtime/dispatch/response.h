// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/wire/buffer.h>

#include <string_view>
#include <utility>

namespace goray::dispatch {

/// The protocol's return codes.
enum class Code : long long {
  kSuccess = 0,
  kFailed = 1,
  kTimeout = 2,
  kCancelled = 3,
  kRefNotFound = 4,
  kPanic = 5
};

struct Response {
  Code code = Code::kSuccess;
  wire::Buffer data;
};

inline Response TextResponse(Code code, std::string_view text) {
  Response response{code, {}};
  response.data.Append(text.data(), text.size());
  return response;
}

}  // namespace goray::dispatch
