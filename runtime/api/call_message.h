// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/wire/buffer.h>
#include <goray/wire/writer.h>

#include <string>
#include <string_view>

namespace goray::api {

/// A call of Python as docs/reference/protocol.md has it; `options` are JSON. Throws Error if there are references among the
/// arguments that the host does not know; `what` names the call.
wire::Buffer CallMessage(const wire::Writer& arguments, std::string_view options,
                         const std::string& what);

}  // namespace goray::api
