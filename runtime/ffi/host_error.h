// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/error.h>

#include <cstddef>
#include <span>
#include <string_view>

namespace goray::ffi {

/// Throws the error that a return code and its text, or JSON, stand for.
[[noreturn]] void ThrowHostError(long long code, std::span<const std::byte> text,
                                 std::string_view what);

}  // namespace goray::ffi
