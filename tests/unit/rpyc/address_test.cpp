// SPDX-License-Identifier: Apache-2.0
#include "rpyc/transport/address.h"

#include <gtest/gtest.h>

#include "rpyc/base/failure.h"

namespace goray::rpyc_bridge {
namespace {

TEST(Address, Forms) {
  struct Case {
    const char* text;
    const char* shown;
  };
  for (auto [text, shown] : {Case{"localhost", "localhost:18812"},
                             {"", "localhost:18812"},
                             {"host:1", "host:1"},
                             {"tcp://host:65535", "host:65535"},
                             {"tls://host", "tls://host:18821"},
                             {"::1", "[::1]:18812"},
                             {"[::1]:7", "[::1]:7"},
                             {"unix:/run/x", "unix:/run/x"},
                             {"unix:///run/x", "unix:/run/x"}}) {
    EXPECT_EQ(ParseAddress(text).ToString(), shown);
  }
}

TEST(Address, ErrorsNameTheAddress) {
  for (const char* text :
       {"host:", "host:0", "host:65536", "host:http", "unix:", "http://host", "[::1"}) {
    try {
      ParseAddress(text);
      FAIL() << text;
    } catch (const Failure& failure) {
      EXPECT_NE(failure.message.find(text), std::string::npos) << failure.message;
    }
  }
}

}  // namespace
}  // namespace goray::rpyc_bridge
