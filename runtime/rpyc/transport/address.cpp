// SPDX-License-Identifier: Apache-2.0
#include "rpyc/transport/address.h"

#include <charconv>

#include "rpyc/base/failure.h"

namespace goray::rpyc_bridge {
namespace {

bool Strip(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

int ParsePort(std::string_view digits, std::string_view whole) {
  int port = 0;
  auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (error != std::errc() || end != digits.data() + digits.size() || port < 1 || port > 65535) {
    throw UsageFailure("address \"" + std::string(whole) +
                       "\": the port must be a number from 1 to 65535");
  }
  return port;
}

}  // namespace

std::string Address::ToString() const {
  if (kind == Kind::kUnix) return "unix:" + host;
  std::string shown = host.find(':') == std::string::npos ? host : "[" + host + "]";
  return (kind == Kind::kTls ? "tls://" : "") + shown + ":" + std::to_string(port);
}

Address ParseAddress(std::string_view text) {
  std::string_view whole = text;
  Address address;
  if (Strip(text, "unix:")) {
    Strip(text, "//");
    if (text.empty()) throw UsageFailure("address \"unix:\": the path is missing");
    return {Address::Kind::kUnix, std::string(text), 0};
  }
  if (Strip(text, "tls://")) {
    address.kind = Address::Kind::kTls;
  } else {
    Strip(text, "tcp://");
  }
  if (text.find('/') != std::string_view::npos) {
    throw UsageFailure("address \"" + std::string(whole) +
                       "\" is not one of host:port, tcp://host:port, tls://host:port, unix:/path");
  }
  address.port = address.kind == Address::Kind::kTls ? 18821 : 18812;
  std::string_view port;
  if (Strip(text, "[")) {
    std::size_t end = text.find(']');
    if (end == std::string_view::npos) {
      throw UsageFailure("address \"" + std::string(whole) + R"(": "]" is missing)");
    }
    port = text.substr(end + 1);
    text = text.substr(0, end);
  } else if (std::size_t colon = text.find(':');
             colon == text.rfind(':') && colon != std::string_view::npos) {
    port = text.substr(colon);
    text = text.substr(0, colon);
  }
  if (!port.empty()) address.port = ParsePort(port.substr(1), whole);
  address.host = text.empty() ? "localhost" : text;
  return address;
}

}  // namespace goray::rpyc_bridge
