// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "generator/model/diagnostic.h"
#include "generator/model/interface.h"

namespace goray::scan {

/// `text` without control characters but line feeds and tabs.
std::string WithoutControls(std::string_view text);

/// `text` as a terminal can show it: U+FFFD for what is not UTF-8, and for each control character
/// but line feeds and tabs.
std::string Printable(std::string_view text);

/// Reports every text of `interface` that is not UTF-8.
std::vector<model::Diagnostic> CheckTexts(const model::Interface& interface);

}  // namespace goray::scan
