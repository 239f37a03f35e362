// SPDX-License-Identifier: Apache-2.0
#include <goray/objects.h>
#include <goray/wire/limits.h>
#include <gtest/gtest.h>

#include "../ffi/fake_host.h"

namespace goray::testing {
namespace {

// What `Get()` throws for a host's answer.
template <typename E>
E FailureOf(const Answer& answer) {
  const FakeHost host([&](const Asked&) { return answer; });
  try {
    static_cast<void>(ObjectRef<int>(1).Get());
  } catch (const E& error) {
    return error;
  }
  throw std::logic_error("it threw nothing");
}

TEST(HostError, CarriesAllThatWasTold) {
  const auto error = FailureOf<TaskError>({5, R"({"Message": "b is 0", "Traceback": "in Divide",
      "Language": "cpp", "Type": "std::domain_error", "PyType": "ValueError", "Task": "Divide"})"});
  EXPECT_STREQ(error.what(), "Get() of Divide: std::domain_error: b is 0");
  EXPECT_EQ(error.message(), "b is 0");
  EXPECT_EQ(error.type(), "std::domain_error");
  EXPECT_EQ(error.py_type(), "ValueError");
  EXPECT_EQ(error.traceback(), "in Divide");
  EXPECT_EQ(error.task(), "Divide");
  EXPECT_EQ(error.language(), "cpp");
  EXPECT_EQ(error.cause(), nullptr);
}

TEST(HostError, CausesAreAChain) {
  const auto error = FailureOf<TaskError>({1, R"({"Kind": "task_failed", "PyType": "KeyError",
      "Message": "outer", "Traceback": "t1", "Task": "f", "Cause": {"Message": "middle",
      "Language": "cpp", "Type": "my::Error", "Cause": {"Kind": "task_failed", "PyType":
      "ZeroDivisionError", "Message": "inner", "Task": "g", "Cause": null}}})"});
  EXPECT_EQ(error.type(), "KeyError");
  EXPECT_EQ(error.language(), "python");
  ASSERT_NE(error.cause(), nullptr);
  EXPECT_EQ(error.cause()->type(), "my::Error");
  ASSERT_NE(error.cause()->cause(), nullptr);
  EXPECT_EQ(error.cause()->cause()->message(), "inner");
  EXPECT_EQ(error.cause()->cause()->task(), "g");
  EXPECT_EQ(error.cause()->cause()->cause(), nullptr);
}

// `count` levels, each the cause of the one before.
std::string Chained(int count) {
  std::string json;
  for (int i = 0; i < count; ++i) json += R"({"Kind":"task_failed","Message":"m","Cause":)";
  return json + "null" + std::string(static_cast<std::size_t>(count), '}');
}

TEST(HostError, ALongChainIsCut) {
  for (const int count : {66, 100'000}) {
    const auto error = FailureOf<TaskError>({1, Chained(count)});
    std::size_t causes = 0;
    for (const TaskError* level = error.cause(); level != nullptr; level = level->cause()) ++causes;
    EXPECT_EQ(causes, limits::kCauses + 1) << count;
  }
}

TEST(HostError, WhatOnlyPassedThroughIsToldAsBelow) {
  const std::string thrown = R"({"Kind": "task_failed", "Language": "python", "Type": "KeyError",
      "PyType": "KeyError", "Message": "bottom", "Task": "f"})";
  const std::string cpp = R"({"Language": "cpp", "Type": "goray::TaskError", "Task": "CallFn",
      "PyType": "KeyError", "Message": "LocalCallPyTask(f): KeyError: bottom", "Cause": )";
  const std::string passed = R"({"Kind": "task_failed", "Type": "NativeKeyError",
      "PyType": "KeyError", "Message": "LocalCallPyTask(f): KeyError: bottom", "Cause": )";
  const auto error = FailureOf<TaskError>({1, passed + cpp + thrown + "}}"});
  EXPECT_STREQ(error.what(), "Get(): NativeKeyError: bottom");
  EXPECT_EQ(error.type(), "NativeKeyError");
  EXPECT_EQ(error.message(), "bottom");
  ASSERT_NE(error.cause(), nullptr);
  EXPECT_EQ(error.cause()->message(), "LocalCallPyTask(f): KeyError: bottom");
  const std::string own = R"({"Kind": "task_failed", "Type": "ValueError",
      "PyType": "ValueError", "Message": "bad: LocalCallPyTask(f): KeyError: bottom", "Cause": )";
  EXPECT_STREQ(FailureOf<TaskError>({1, own + cpp + thrown + "}}"}).what(),
               "Get(): ValueError: bad: LocalCallPyTask(f): KeyError: bottom");
}

TEST(HostError, KindsAreClasses) {
  const auto told = [](const char* kind) {
    return Answer{1, std::string(R"({"Message": "m", "PyType": "E", "Kind": ")") + kind + "\"}"};
  };
  EXPECT_STREQ(FailureOf<TimeoutError>(told("timeout")).what(), "Get(): m");
  EXPECT_STREQ(FailureOf<CancelledError>(told("cancelled")).what(), "Get(): m");
  EXPECT_STREQ(FailureOf<ObjectRefNotFoundError>(told("object_ref_not_found")).what(), "Get(): m");
  EXPECT_STREQ(FailureOf<ActorDiedError>(told("actor_died")).what(), "Get(): E: m");
  EXPECT_STREQ(FailureOf<ObjectLostError>(told("object_lost")).what(), "Get(): E: m");
  EXPECT_STREQ(FailureOf<WorkerCrashedError>(told("worker_crashed")).what(), "Get(): E: m");
  EXPECT_STREQ(FailureOf<TaskError>(told("bad_call")).what(), "Get(): E: m");
}

TEST(HostError, KindsAreKnownByRaysNamesToo) {
  EXPECT_NO_THROW(FailureOf<ActorDiedError>({1, "ActorDiedError: killed"}));
  EXPECT_NO_THROW(FailureOf<ObjectLostError>({1, "ray.exceptions.ObjectLostError: gone"}));
  EXPECT_NO_THROW(FailureOf<WorkerCrashedError>({1, "WorkerCrashedError: died"}));
}

TEST(HostError, OfAFailedArgumentKeepsItsPrefix) {
  const auto error = FailureOf<TaskError>({5, R"(argument 2 failed: {"Message": "b is 0"})"});
  EXPECT_EQ(error.message(), "argument 2 failed: b is 0");
}

TEST(HostError, ATextIsTheMessage) {
  EXPECT_EQ(FailureOf<TaskError>({1, "no {JSON"}).message(), "no {JSON");
  EXPECT_EQ(FailureOf<TaskError>({1, "no {JSON"}).language(), "python");
  EXPECT_EQ(FailureOf<TaskError>({5, R"({"other": 1})"}).message(), R"({"other": 1})");
}

}  // namespace
}  // namespace goray::testing
