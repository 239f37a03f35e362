// SPDX-License-Identifier: Apache-2.0
#include <goray/objects.h>
#include <goray/python.h>
#include <gtest/gtest.h>

#include "../ffi/fake_host.h"

namespace goray::testing {
namespace {

using namespace std::chrono_literals;

template <typename E>
std::string Thrown(const Answer& answer) {
  const FakeHost host([&](const Asked&) { return answer; });
  try {
    static_cast<void>(ObjectRef<int>(1).Get());
  } catch (const E& error) {
    return error.what();
  }
  return "";
}

TEST(ObjectRef, IsReleasedWithItsLastCopy) {
  const FakeHost host([](const Asked&) { return Answer{0, "\x01"}; });
  {
    const ObjectRef<int> ref(7);
    const auto copies = std::vector(3, ref);
    EXPECT_TRUE(host.released().empty());
  }
  EXPECT_EQ(host.released(), std::vector<std::uint64_t>{7});
}

TEST(ObjectRef, GetAsksWithTheTimeLeft) {
  const FakeHost host([](const Asked&) { return Answer{0, "\x05"}; });
  EXPECT_EQ(Get(ObjectRef<int>(7)), 5);
  EXPECT_EQ(Get(ObjectRef<int>(7), 1500ms), 5);
  EXPECT_EQ(ObjectRef<>(7).Get<double>(-1s), 5.0);
  EXPECT_EQ(host.asked()[0].data, "[7,-1.0,false]");
  EXPECT_EQ(host.asked()[1].data, "[7,1.5,false]");
  EXPECT_EQ(host.asked()[2].data, "[7,0.0,false]");
}

TEST(ObjectRef, GetOfSeveralTakesTheTypeOfThoseWithoutOne) {
  const FakeHost host([](const Asked& asked) { return Answer{0, asked.data.substr(1, 1)}; });
  EXPECT_EQ(Get(std::vector{ObjectRef<int>(1), ObjectRef<int>(2)}), (std::vector<int>{'1', '2'}));
  EXPECT_EQ(Get<int>(std::vector{ObjectRef<>(3), ObjectRef<>(4)}), (std::vector<int>{'3', '4'}));
}

TEST(ObjectRef, MayHoldNoneOrSeveralValues) {
  const FakeHost host(
      [](const Asked& asked) { return Answer{0, asked.data[1] == '1' ? "" : "\x01\xC3"}; });
  ObjectRef<void>(1).Get();
  EXPECT_EQ((ObjectRef<std::tuple<int, bool>>(2).Get()), std::tuple(1, true));
  EXPECT_THROW(static_cast<void>(ObjectRef<int>(2).Get()), ValueError);
  EXPECT_THROW(static_cast<void>(ObjectRef<int>(1).Get()), TypeError);
}

TEST(ObjectRef, NoValueIsNone) {
  const FakeHost host([](const Asked&) { return Answer{0, ""}; });
  EXPECT_EQ(ObjectRef<Any>(1).Get(), Any());
  EXPECT_EQ(ObjectRef<std::optional<int>>(1).Get(), std::nullopt);
  EXPECT_EQ(ObjectRef<std::tuple<>>(1).Get(), std::tuple<>());
  try {
    static_cast<void>(ObjectRef<int>(1).Get());
    FAIL();
  } catch (const TypeError& error) {
    EXPECT_STREQ(error.what(), "result from Python: expected int, got None");
  }
}

TEST(ObjectRef, TimeoutsThatAreNoTimes) {
  const FakeHost host([](const Asked&) { return Answer{0, "\5"}; });
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  using Seconds = std::chrono::duration<double>;
  EXPECT_EQ(Get(ObjectRef<int>(7), Seconds(kInfinity)), 5);
  EXPECT_EQ(Get(ObjectRef<int>(7), Seconds(-kInfinity)), 5);
  EXPECT_EQ(Get(ObjectRef<int>(7), Seconds(1e300)), 5);
  EXPECT_EQ(host.asked()[0].data, "[7,-1.0,false]");
  EXPECT_EQ(host.asked()[1].data, "[7,0.0,false]");
  EXPECT_EQ(host.asked()[2].data, "[7,1000000000.0,false]");
  const Seconds nan(std::numeric_limits<double>::quiet_NaN());
  EXPECT_THROW(static_cast<void>(Get(ObjectRef<int>(7), nan)), ValueError);
  EXPECT_THROW(Wait(std::vector{ObjectRef<int>(7)}, {.timeout = nan}), ValueError);
  EXPECT_EQ(host.asked().size(), 3U);
}

TEST(ObjectRef, CodesAreErrors) {
  EXPECT_EQ(Thrown<TimeoutError>({2, "late"}), "Get(): late");
  EXPECT_EQ(Thrown<CancelledError>({3, "gone"}), "Get(): gone");
  EXPECT_EQ(Thrown<ObjectRefNotFoundError>({4, "?"}), "Get(): ?");
  EXPECT_EQ(Thrown<TaskError>({1, "no JSON"}), "Get(): no JSON");
  EXPECT_EQ(Thrown<TaskError>({1, ""}), "Get(): ");
  EXPECT_EQ(
      Thrown<TaskError>({5, R"({"Message":"b is 0","Traceback":"t","Type":"std::domain_error"})"}),
      "Get(): std::domain_error: b is 0");
  EXPECT_NE(Thrown<ActorDiedError>({1, "ray.exceptions.ActorDiedError: killed"}), "");
}

TEST(ObjectRef, WithoutAHostTheErrorSaysSo) {
  try {
    static_cast<void>(ObjectRef<int>(1).Get());
    FAIL();
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(),
                 "Get(): there is no Python to call: load this library with goray or gorayffi");
  }
}

TEST(Put, SendsTheBareValue) {
  const FakeHost host([](const Asked&) { return Answer{0, Id(6)}; });
  EXPECT_EQ(Put(5).id(), 6U);
  EXPECT_EQ(host.asked()[0].command, 7);
  EXPECT_EQ(host.asked()[0].data, "\x05");
}

TEST(Put, AnAnswerThatIsNoIdIsAnError) {
  const FakeHost host([](const Asked&) { return Answer{0, "abc"}; });
  EXPECT_THROW(Put(5), Error);
}

TEST(Wait, SplitsTheReferences) {
  const FakeHost host([](const Asked&) { return Answer{0, "[[1],[0]]"}; });
  const std::vector<ObjectRef<int>> refs{ObjectRef<int>(4), ObjectRef<int>(5)};
  const WaitResult<int> result = Wait(refs, {.num_returns = 1, .timeout = 2s});
  EXPECT_EQ(result.ready.at(0).id(), 5U);
  EXPECT_EQ(result.unready.at(0).id(), 4U);
  EXPECT_EQ(host.asked()[0].data,
            R"({"num_returns":1,"object_ref_local_ids":[4,5],"timeout":2.0})");
}

TEST(Wait, AnAnswerThatIsNoSplitIsMalformed) {
  const std::vector<ObjectRef<int>> refs{ObjectRef<int>(4), ObjectRef<int>(5)};
  for (const char* const text :
       {"[[5],[1]]", "[[0],[]]", "[[0],[0]]", "[[0,1],[1]]", "[[-1],[0]]", "[0,1]", "{}", ""}) {
    const FakeHost host([&](const Asked&) { return Answer{0, text}; });
    EXPECT_THROW(Wait(refs), Error) << text;
  }
}

TEST(Wait, RefusesWhatRayWouldRefuse) {
  const FakeHost host([](const Asked&) { return Answer{0, "[[],[]]"}; });
  const ObjectRef<int> ref(4);
  EXPECT_THROW(Wait(std::vector{ref, ref}), ValueError);
  EXPECT_THROW(Wait(std::vector{ref}, {.num_returns = 2}), ValueError);
  EXPECT_THROW(Wait(std::vector<ObjectRef<int>>()), ValueError);
  EXPECT_TRUE(host.asked().empty());
}

TEST(Cancel, NamesTheReference) {
  const FakeHost host([](const Asked&) { return Answer(); });
  Cancel(ObjectRef<int>(4), {.force = true});
  EXPECT_EQ(host.asked()[0].data, R"({"force":true,"object_ref_local_id":4,"recursive":true})");
}

}  // namespace
}  // namespace goray::testing
