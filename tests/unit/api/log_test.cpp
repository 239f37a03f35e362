// SPDX-License-Identifier: Apache-2.0
#include <goray/error.h>
#include <goray/log.h>
#include <gtest/gtest.h>

#include <string>

#include "../ffi/fake_host.h"

namespace goray::testing {
namespace {

std::string LoggedWithoutPython(LogLevel level, std::string_view text) {
  ::testing::internal::CaptureStderr();
  Log(level, text, "/a/search.cpp", 12, "Find");
  return ::testing::internal::GetCapturedStderr();
}

TEST(Log, IsALineWithoutPython) {
  EXPECT_EQ(LoggedWithoutPython(LogLevel::kWarning, "no orders"),
            "WARNING search.cpp:12] no orders\n");
  EXPECT_EQ(LoggedWithoutPython(LogLevel{7}, ""), "LOG search.cpp:12] \n");
}

// An older goray-cpp, and GoRay's own package.
TEST(Log, IsALineUnderAPythonThatTakesNone) {
  const FakeHost host([](const Asked&) { return Answer{1, "python task x not found"}; });
  EXPECT_EQ(LoggedWithoutPython(LogLevel::kError, "lost"), "ERROR search.cpp:12] lost\n");
}

TEST(Log, NamesThePlaceThatLogs) {
  ::testing::internal::CaptureStderr();
  Log(LogLevel::kInfo, "here");
  EXPECT_EQ(::testing::internal::GetCapturedStderr(),
            "INFO log_test.cpp:" + std::to_string(__LINE__ - 2) + "] here\n");
}

}  // namespace
}  // namespace goray::testing
