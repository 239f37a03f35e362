// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/wire/buffer.h>

#include <string_view>
#include <utility>

#include "abi/protocol.h"

namespace goray::dispatch {

using abi::Code;

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
