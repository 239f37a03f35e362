// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace goray::rpyc_bridge {

/// Lone surrogates, which Python's str may hold, have no UTF-8, but a form like it.
enum class Surrogates { kRefused, kAllowed };

/// Bytes of the character that `text` starts with; 0 if that is not UTF-8, for example an overlong
/// form.
std::size_t Utf8Length(std::string_view text, Surrogates surrogates = Surrogates::kRefused);
bool IsUtf8(std::string_view text, Surrogates surrogates = Surrogates::kRefused);

/// `text` for people: at most `bytes` bytes of UTF-8, cut in the middle, without control characters
/// but tab and line feed. Those, and bytes that are not UTF-8, are shown as "\x1b".
std::string Shown(std::string_view text, std::size_t bytes);

}  // namespace goray::rpyc_bridge
