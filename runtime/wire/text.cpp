// SPDX-License-Identifier: Apache-2.0
#include "wire/text.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>

#include "wire/utf8.h"

namespace goray::wire {
namespace {

// Of valid UTF-8: the character at its front.
struct Character {
  std::uint32_t code;
  std::size_t size;
};

Character FrontOf(std::string_view text) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  const unsigned char lead = byte(0);
  const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  std::uint32_t code = size == 1 ? lead : lead & (0xFFU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) code = code << 6 | (byte(i) & 0x3FU);
  return {code, size};
}

std::size_t SizeOfCharacter(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  const std::size_t size = lead < 0xC2 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  return FindInvalidUtf8(text.substr(0, size)) == 0 ? 0 : size;
}

bool IsControl(std::uint32_t code) {
  return code < 0x20 || (code >= 0x7F && code < 0xA0) || (code >= 0x200E && code <= 0x200F) ||
         (code >= 0x2028 && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
}

std::string Escape(std::uint32_t code) {
  if (code == '\n') return "\\n";
  if (code == '\r') return "\\r";
  if (code == '\t') return "\\t";
  char text[8];
  std::snprintf(text, sizeof text, code <= 0xFF ? "\\x%02x" : "\\u%04x", code);
  return text;
}

// Moves past the character at the front of `text`, or past a byte that is none.
std::string TakeShown(std::string_view& text) {
  const std::size_t size = SizeOfCharacter(text);
  if (size == 0) {
    const auto byte = static_cast<unsigned char>(text.front());
    text.remove_prefix(1);
    return Escape(byte);
  }
  const Character character = FrontOf(text);
  std::string shown =
      IsControl(character.code) ? Escape(character.code) : std::string(text.substr(0, size));
  text.remove_prefix(size);
  return shown;
}

// The characters at the front of `text` that need no look at more than one byte, at most `limit`;
// most texts are nothing else.
std::string_view TakePlain(std::string_view& text, std::size_t limit) {
  const std::string_view first = text.substr(0, limit);
  const auto end = std::ranges::find_if_not(first, [](char c) { return c >= ' ' && c <= '~'; });
  const std::string_view plain(first.begin(), end);
  text.remove_prefix(plain.size());
  return plain;
}

bool BreaksLine(char c) { return c == '\n' || c == '\t'; }

// Of `text` at most `limit` bytes, escaped but for newlines and tabs.
std::string Part(std::string_view text, std::size_t limit) {
  std::string part;
  while (true) {
    part += TakePlain(text, limit - std::min(limit, part.size()));
    if (text.empty() || part.size() >= limit) return part;
    if (BreaksLine(text.front())) {
      part += text.front();
      text.remove_prefix(1);
    } else {
      part += TakeShown(text);
    }
  }
}

}  // namespace

std::string Shown(std::string_view text, std::size_t limit) {
  std::string shown;
  while (true) {
    shown += TakePlain(text, limit - shown.size());
    if (text.empty()) return shown;
    const std::string next = TakeShown(text);
    if (shown.size() + next.size() > limit) return shown + "...";
    shown += next;
  }
}

std::string BoundedMessage(std::string_view text) {
  constexpr std::size_t kHalf = limits::kMessageSize / 2;
  if (text.size() <= limits::kMessageSize) {
    std::string whole = Part(text, limits::kMessageSize + 1);
    if (whole.size() <= limits::kMessageSize) return whole;
  }
  std::string_view end = text.substr(text.size() - std::min(text.size(), kHalf / 4));
  while (!end.empty() && (static_cast<unsigned char>(end.front()) & 0xC0) == 0x80)
    end.remove_prefix(1);  // not in the middle of a character
  const std::string shown_end = Part(end, kHalf);
  return Part(text, limits::kMessageSize - shown_end.size() - 32) + " ... " + shown_end;
}

}  // namespace goray::wire
