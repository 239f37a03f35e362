// SPDX-License-Identifier: Apache-2.0
#include "generator/scan/text.h"

#include <llvm/Support/JSON.h>

namespace goray::scan {
namespace {

constexpr std::string_view kReplacement = "\xef\xbf\xbd";

bool IsControl(char c) {
  const auto code = static_cast<unsigned char>(c);
  return (code < 0x20 && c != '\n' && c != '\t') || code == 0x7f;
}

}  // namespace

std::string WithoutControls(std::string_view text) {
  std::string left(text);
  std::erase_if(left, IsControl);
  return left;
}

std::string Printable(std::string_view text) {
  std::string shown;
  for (const char c : llvm::json::fixUTF8(text)) {
    if (IsControl(c)) {
      shown += kReplacement;
    } else {
      shown += c;
    }
  }
  return shown;
}

}  // namespace goray::scan
