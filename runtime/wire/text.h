// SPDX-License-Identifier: Apache-2.0
// What texts of errors show of names and values that came from outside.
#pragma once

#include <goray/wire/limits.h>

#include <cstddef>
#include <string>
#include <string_view>

namespace goray::wire {

/// A name for a message, on one line and of printable characters: control characters, and those
/// that turn the direction of text, are escaped (`\x00`, `\n`, `\u202e`), as are bytes that are not
/// UTF-8. Of more than `limit` bytes the end is left out: `abc...`.
std::string Shown(std::string_view text, std::size_t limit = limits::kShownSize);

/// A whole message: escaped in the same way, but for its newlines and tabs; of more than
/// `limits::kMessageSize` bytes the middle is left out.
std::string BoundedMessage(std::string_view text);

}  // namespace goray::wire
