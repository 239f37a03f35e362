// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace goray::model {

/// Where the first byte of `text` stands that is not part of UTF-8, `npos` if all are.
std::size_t FindInvalidUtf8(std::string_view text);

/// `text` without control characters but line feeds and tabs.
std::string WithoutControls(std::string_view text);

/// `text` as a terminal can show it: U+FFFD for each byte that is not UTF-8, and for each control
/// character but line feeds and tabs.
std::string Printable(std::string_view text);

}  // namespace goray::model
