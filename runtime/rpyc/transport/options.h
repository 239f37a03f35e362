// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "rpyc/base/limits.h"

namespace goray::rpyc_bridge {

/// What rpyc_options_t says, owned.
struct Options {
  int connect_timeout_ms = kConnectMs;
  int call_timeout_ms = kCallMs;  ///< 0: none.
  Limits limits;
  bool verify = true;   ///< TLS: check the server's certificate and name.
  std::string ca_file;  ///< TLS: empty: the system's.
  std::string cert_file;
  std::string key_file;
  std::string server_name;  ///< TLS: empty: the host.
};

}  // namespace goray::rpyc_bridge
