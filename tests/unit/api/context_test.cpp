// SPDX-License-Identifier: Apache-2.0
#include <goray/cluster/context.h>
#include <goray/error.h>
#include <gtest/gtest.h>

#include "../ffi/fake_host.h"

namespace goray::testing {
namespace {

TEST(Context, TakesWhatThePythonOfAnyVersionTells) {
  const FakeHost host([](const Asked&) {
    return Answer{0,
                  "\x82\xA6job_id\xA2"
                  "01\xA8tomorrow\xC0"};
  });
  const RuntimeContext context = Context();
  EXPECT_EQ(context.job_id, "01");
  EXPECT_EQ(context.task_id, "");
  EXPECT_EQ(
      OptionsOf(host.asked().at(0)),
      R"({"go_ray_arg_pos_to_object":{},"goray_task_name":"goray._ray.runtime_context:describe"})");
}

// An older goray-cpp, and GoRay's own package.
TEST(Context, SaysThatThePythonIsOlder) {
  const FakeHost host([](const Asked&) { return Answer{1, "python task x not found"}; });
  try {
    Context();
    FAIL();
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(),
                 "Context(): the Python package that runs this library does not tell; upgrade "
                 "goray-cpp to the library's "
                 "version (python task x not found)");
  }
}

TEST(ExitActor, IsAnInterruption) {
  const FakeHost host([](const Asked&) {
    return Answer{1, R"({"Kind": "interrupted", "Message": "SystemExit"})"};
  });
  EXPECT_THROW(ExitActor(), InterruptedError);
}

}  // namespace
}  // namespace goray::testing
