// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace goray::wire {

/// The offset of the first byte that is not UTF-8 (overlong forms and surrogates are not), or
/// `npos`.
std::size_t FindInvalidUtf8(std::string_view text);

/// Throws `CodecError` for a msgpack str that is not UTF-8.
void RequireUtf8(std::string_view text);

}  // namespace goray::wire
