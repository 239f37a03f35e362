// SPDX-License-Identifier: Apache-2.0
#include "rpyc/base/text.h"

#include <algorithm>

namespace goray::rpyc_bridge {
namespace {

constexpr std::size_t kMarkBytes = 48;

unsigned ByteAt(std::string_view text, std::size_t i) {
  return static_cast<unsigned char>(text[i]);
}

bool IsContinuation(unsigned byte) { return (byte & 0xc0) == 0x80; }

/// At most `bytes` of `text`: its start and its end.
std::string Cut(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return std::string(text);
  std::size_t kept = bytes - std::min(bytes, kMarkBytes);
  std::size_t head = kept * 3 / 4;
  std::size_t tail = text.size() - kept / 4;
  while (head > 0 && IsContinuation(ByteAt(text, head))) --head;
  while (tail < text.size() && IsContinuation(ByteAt(text, tail))) ++tail;
  std::string mark = " ... (" + std::to_string(tail - head) + " bytes left out) ... ";
  return std::string(text.substr(0, head)) + mark + std::string(text.substr(tail));
}

/// "\x1b"
std::string Escape(unsigned byte) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  return {'\\', 'x', kDigits[byte >> 4], kDigits[byte & 15]};
}

}  // namespace

std::size_t Utf8Length(std::string_view text, Surrogates surrogates) {
  if (text.empty()) return 0;
  unsigned lead = ByteAt(text, 0);
  if (lead < 0x80) return 1;
  std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || text.size() < length) return 0;
  // The second byte excludes overlong forms, surrogates and what is above U+10FFFF; the others
  // may be any continuation byte.
  unsigned low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
  bool no_surrogates = lead == 0xed && surrogates == Surrogates::kRefused;
  unsigned high = no_surrogates ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
  if (ByteAt(text, 1) < low || ByteAt(text, 1) > high) return 0;
  for (std::size_t k = 2; k < length; ++k) {
    if (!IsContinuation(ByteAt(text, k))) return 0;
  }
  return length;
}

bool IsUtf8(std::string_view text, Surrogates surrogates) {
  while (!text.empty()) {
    std::size_t length = Utf8Length(text, surrogates);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

std::string Shown(std::string_view text, std::size_t bytes) {
  const std::string cut = Cut(text, bytes);  // first, so that a text of any size costs little
  std::string shown;
  for (std::string_view rest = cut; !rest.empty();) {
    std::size_t length = Utf8Length(rest);
    unsigned byte = ByteAt(rest, 0);
    bool c0 = (byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7f;
    bool c1 = length == 2 && byte == 0xc2 && ByteAt(rest, 1) < 0xa0;  // U+0080 to U+009F
    if (length == 0 || c0) {
      shown += Escape(byte);
    } else if (c1) {
      shown += Escape(ByteAt(rest, 1));
    } else {
      shown += rest.substr(0, length);
    }
    rest.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return Cut(shown, bytes);
}

}  // namespace goray::rpyc_bridge
