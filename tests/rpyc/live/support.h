// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/rpyc/client.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

/// Tests against a running server, whose address test_live.py puts into RPYC_ADDRESS.
namespace goray::rpyc {

inline std::string ServerAddress() { return std::getenv("RPYC_ADDRESS"); }

inline Client Connect() {
  Options options;
  if (const char* folder = std::getenv("RPYC_TEST_CERTIFICATES")) {
    options.ca_file = std::string(folder) + "/ca.pem";
    options.cert_file = std::string(folder) + "/client.pem";
    options.key_file = std::string(folder) + "/client.key";
  }
  return Client(ServerAddress(), options);
}

}  // namespace goray::rpyc
