// SPDX-License-Identifier: Apache-2.0
#include "rpyc/conversion/base64.h"

#include <openssl/evp.h>

#include <algorithm>

namespace goray::rpyc_bridge {
namespace {

constexpr std::size_t kGroups = std::size_t{1} << 20;  // at a time, as OpenSSL counts in int

const unsigned char* Unsigned(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* Unsigned(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

}  // namespace

std::string ToBase64(std::string_view bytes) {
  std::string text((bytes.size() + 2) / 3 * 4,
                   '\0');  // a NUL is written behind it, as there is one
  unsigned char* end = Unsigned(text);
  for (; !bytes.empty(); bytes.remove_prefix(std::min(kGroups * 3, bytes.size()))) {
    std::string_view some = bytes.substr(0, kGroups * 3);
    end += EVP_EncodeBlock(end, Unsigned(some), static_cast<int>(some.size()));
  }
  return text;
}

std::optional<std::string> FromBase64(std::string_view text) {
  std::size_t padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
  std::string_view digits = text.substr(0, text.size() - padding);
  // The decoder would skip white space and take padding for zeros anywhere.
  bool clean = digits.find_first_of(" \t\r\n-=") == std::string_view::npos;
  if (text.size() % 4 != 0 || !clean) return std::nullopt;
  std::string bytes(text.size() / 4 * 3, '\0');
  unsigned char* end = Unsigned(bytes);
  for (; !text.empty(); text.remove_prefix(std::min(kGroups * 4, text.size()))) {
    std::string_view some = text.substr(0, kGroups * 4);
    int count = EVP_DecodeBlock(end, Unsigned(some), static_cast<int>(some.size()));
    if (count < 0) return std::nullopt;
    end += count;
  }
  bytes.resize(bytes.size() - padding);
  return bytes;
}

}  // namespace goray::rpyc_bridge
