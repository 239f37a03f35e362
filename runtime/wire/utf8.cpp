// SPDX-License-Identifier: Apache-2.0
#include "wire/utf8.h"

#include <goray/wire/error.h>

#include <cstdint>
#include <cstring>
#include <string>

namespace goray::wire {
namespace {

/// What a lead byte asks for; `second_*` narrows the first continuation byte (RFC 3629, section 4).
struct Lead {
  std::size_t length;
  unsigned char second_low;
  unsigned char second_high;
};

constexpr Lead Classify(unsigned char lead) {
  if (lead < 0x80) return {1, 0, 0};
  if (lead < 0xC2) return {0, 0, 0};
  if (lead < 0xE0) return {2, 0x80, 0xBF};
  if (lead == 0xE0) return {3, 0xA0, 0xBF};
  if (lead == 0xED) return {3, 0x80, 0x9F};
  if (lead < 0xF0) return {3, 0x80, 0xBF};
  if (lead == 0xF0) return {4, 0x90, 0xBF};
  if (lead < 0xF4) return {4, 0x80, 0xBF};
  if (lead == 0xF4) return {4, 0x80, 0x8F};
  return {0, 0, 0};
}

bool IsAscii8(const char* bytes) {
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof word);
  return (word & 0x8080808080808080U) == 0;
}

}  // namespace

std::size_t FindInvalidUtf8(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    while (text.size() - at >= 8 && IsAscii8(text.data() + at)) at += 8;
    if (at == text.size()) break;
    const Lead lead = Classify(static_cast<unsigned char>(text[at]));
    if (lead.length == 0 || text.size() - at < lead.length) return at;
    for (std::size_t i = 1; i < lead.length; ++i) {
      const auto byte = static_cast<unsigned char>(text[at + i]);
      const bool valid =
          i == 1 ? byte >= lead.second_low && byte <= lead.second_high : (byte & 0xC0) == 0x80;
      if (!valid) return at;
    }
    at += lead.length;
  }
  return std::string_view::npos;
}

void RequireUtf8(std::string_view text) {
  const std::size_t at = FindInvalidUtf8(text);
  if (at == std::string_view::npos) return;
  throw CodecError(Fault::kValue, "str is not UTF-8 at byte " + std::to_string(at));
}

}  // namespace goray::wire
