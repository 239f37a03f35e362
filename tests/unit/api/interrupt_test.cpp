// SPDX-License-Identifier: Apache-2.0
#include <goray/interrupt.h>
#include <goray/objects.h>
#include <gtest/gtest.h>

#include <thread>

#include "../ffi/fake_host.h"
#include "dispatch/interruption.h"

namespace goray::testing {
namespace {

// On a thread of its own, which has asked nothing yet, as in a call of the library.
template <typename Body>
void InNewCall(Body body) {
  std::thread([&] {
    const dispatch::InterruptionScope scope;
    body();
  }).join();
}

TEST(CheckInterrupt, AsksTheHostAndThrowsIfItSaysSo) {
  FakeHost host([](const Asked&) { return Answer{1, ""}; });
  host.Declare(R"(["interrupts"])");
  InNewCall([] {
    EXPECT_THROW(CheckInterrupt(), InterruptedError);
    EXPECT_THROW(CheckInterrupt(), InterruptedError) << "whoever asks again is told again";
  });
  ASSERT_EQ(host.asked().size(), 1);
  EXPECT_EQ(host.asked()[0].command, 67);
}

TEST(CheckInterrupt, AsksNoHostThatDoesNotKnowOfIt) {
  FakeHost host([](const Asked&) { return Answer{1, ""}; });
  host.Declare("[]");
  InNewCall([] { EXPECT_NO_THROW(CheckInterrupt()); });
  EXPECT_TRUE(host.asked().empty());
}

TEST(CheckInterrupt, ThrowsAfterAWaitThatWasInterrupted) {
  FakeHost host([](const Asked& asked) {
    return asked.command == 67
               ? Answer{0, ""}
               : Answer{1, R"({"Kind": "interrupted", "Message": "KeyboardInterrupt"})"};
  });
  host.Declare(R"(["interrupts"])");
  InNewCall([] {
    EXPECT_NO_THROW(CheckInterrupt());
    const std::stop_token token = StopToken();
    EXPECT_THROW(static_cast<void>(ObjectRef<int>(1).Get()), InterruptedError);
    EXPECT_TRUE(token.stop_requested());
  });
}

TEST(StopToken, IsOfOneCallWhateverCallsAreInsideOfItOrFollow) {
  const dispatch::InterruptionScope outer;
  const std::stop_token token = StopToken();
  {
    const dispatch::InterruptionScope inner;
    dispatch::SetInterrupted();
    EXPECT_TRUE(StopToken().stop_requested());
  }
  EXPECT_FALSE(token.stop_requested());
  EXPECT_EQ(token, StopToken());
  std::jthread([] {
    dispatch::SetInterrupted();
    EXPECT_TRUE(StopToken().stop_requested());
  }).join();
  EXPECT_FALSE(token.stop_requested());
}

}  // namespace
}  // namespace goray::testing
