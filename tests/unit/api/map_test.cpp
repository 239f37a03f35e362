// SPDX-License-Identifier: Apache-2.0
#include <goray/cluster/map.h>
#include <goray/error.h>
#include <gtest/gtest.h>

#include "../ffi/fake_host.h"

namespace goray::testing {
namespace {

// An older goray-cpp, and GoRay's own package.
TEST(Map, SaysThatThePythonIsOlder) {
  const FakeHost host([](const Asked&) { return Answer{1, "python task x not found"}; });
  try {
    const detail::MapRun run({detail::Callee::kTask, "Add", nullptr}, {}, {}, true, nullptr);
    FAIL();
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(),
                 "Map(): the Python package that runs this library does not tell; upgrade "
                 "goray-cpp to the library's version (python task x not found)");
  }
}

}  // namespace
}  // namespace goray::testing
