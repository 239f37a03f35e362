// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace goray::rpyc_bridge {

struct Address {
  enum class Kind { kTcp, kTls, kUnix };
  Kind kind = Kind::kTcp;
  std::string host;  ///< kUnix: the path.
  int port = 0;

  std::string ToString() const;
};

/// "host", "host:port", "[::1]:port", "::1", "tcp://...", "tls://...", "unix:/path". Ports left
/// out: 18812, with TLS 18821, RPyC's own. Throws kUsage.
Address ParseAddress(std::string_view text);

}  // namespace goray::rpyc_bridge
