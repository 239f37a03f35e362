// SPDX-License-Identifier: Apache-2.0
#include "generator/scan/compare/child_process.h"

#include <gtest/gtest.h>
#include <signal.h>

#include <cerrno>
#include <thread>

namespace goray::scan {
namespace {

using namespace std::chrono_literals;

Finished RunScript(const std::string& script, const std::string& input = "") {
  return ChildProcess({"sh", "-c", script}, "/", input).Wait(30s);
}

TEST(ChildProcessTest, FolderInputAndBothOutputs) {
  const Finished finished = RunScript("pwd; cat; echo problem >&2", "from outside");
  EXPECT_EQ(finished.failure, "");
  EXPECT_EQ(finished.output, "/\nfrom outside");
  EXPECT_EQ(finished.errors, "problem\n");
}

TEST(ChildProcessTest, MoreThanAPipeHolds) {
  EXPECT_EQ(RunScript("cat", std::string(1 << 20, 'x')).output.size(), 1u << 20);
}

TEST(ChildProcessTest, Failures) {
  EXPECT_EQ(RunScript("exit 3").failure, "ended with exit code 3");
  EXPECT_EQ(RunScript("kill -9 $$").failure, "was ended by signal 9");
  EXPECT_EQ(ChildProcess({"no-such-program"}, "", "").Wait(30s).failure,
            "cannot be started: No such file or directory");
  EXPECT_EQ(ChildProcess({"true"}, "/no/such/folder", "").Wait(30s).failure,
            "cannot be started: No such file or directory");
}

TEST(ChildProcessTest, OneThatHangsIsEndedWithAllThatItStarted) {
  pid_t grandchild = 0;
  {
    ChildProcess hanging({"sh", "-c", "sleep 600 & echo $! >&2; wait"}, "", "");
    while (grandchild == 0) {
      const Finished finished = hanging.Wait(10ms);
      EXPECT_EQ(finished.failure, "is not done after 0 s");
      grandchild = std::atoi(finished.errors.c_str());
    }
  }
  // The end of a process that is not ours to wait for is seen a little later.
  while (kill(grandchild, 0) == 0) std::this_thread::sleep_for(1ms);
  EXPECT_EQ(errno, ESRCH);
}

}  // namespace
}  // namespace goray::scan
