// SPDX-License-Identifier: Apache-2.0
// What Python can call, as a std::function: how it is called and given up, and what it raises.
#include <goray/detail/codecs.h>
#include <goray/detail/reference.h>
#include <goray/error.h>
#include <gtest/gtest.h>

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "../ffi/fake_host.h"
#include "debugging/failure.h"

namespace goray::testing {
namespace {

using Function = std::function<int(std::string_view)>;

wire::ReferencePtr Callable(std::uint64_t id) {
  return detail::Adopt(wire::ReferenceKind::kCallable, id);
}

template <typename F>
F Read(wire::ReferencePtr callable) {
  wire::Writer writer{wire::HostPeer()};
  writer.WriteReference(std::move(callable));
  wire::Reader reader(writer.bytes(), &writer.references());
  return Codec<F>::Read(reader);
}

const std::string kThree = "\x03";
const std::string kNone = "\xC0";
constexpr std::string_view kFailed =
    R"({"Kind": "task_failed", "Language": "python", "Type": "KeyError", "PyType": "KeyError",
        "Message": "k", "Task": "f", "Exception": 99})";

std::vector<std::string> ClosedBy(const FakeHost& host) {
  std::vector<std::string> closed;
  for (const Asked& asked : host.asked())
    if (asked.command == 4) closed.push_back(asked.data);
  return closed;
}

TEST(Callables, AreCalledByTheirIdAndClosedWithTheLastCopy) {
  const FakeHost host(
      [](const Asked& asked) { return Answer{0, asked.command == 3 ? kThree : ""}; });
  {
    std::optional<Function> function = Read<Function>(Callable(7));
    const Function copy = *function;
    EXPECT_EQ((*function)("ab"), 3);
    ASSERT_EQ(host.asked().size(), 1U);
    EXPECT_EQ(ArgumentsOf(host.asked()[0]),
              "\xA2"
              "ab");
    EXPECT_EQ(OptionsOf(host.asked()[0]),
              R"({"go_ray_arg_pos_to_object":{},"goray_py_local_actor_id":7,)"
              R"("goray_task_name":"__call__","ignores_result":false})");
    function.reset();
    EXPECT_TRUE(ClosedBy(host).empty());
  }
  EXPECT_EQ(ClosedBy(host), std::vector<std::string>{R"({"goray_py_local_actor_id":7})"});
}

TEST(Callables, ThatGiveNothingSaySo) {
  const FakeHost host([](const Asked&) { return Answer{0, kNone}; });
  Read<std::function<void()>>(Callable(7))();
  EXPECT_NE(OptionsOf(host.asked()[0]).find("\"ignores_result\":true"), std::string::npos);
}

TEST(Callables, WrongResultsAndArgumentsAreNamed) {
  const FakeHost host([](const Asked&) { return Answer{0, kNone}; });
  try {
    Read<Function>(Callable(7))("");
    FAIL();
  } catch (const TypeError& error) {
    EXPECT_STREQ(error.what(), "callback: its result: expected int, got None");
  }
  try {
    Read<std::function<void(int, std::string)>>(Callable(7))(1, "\xFF");
    FAIL();
  } catch (const ValueError& error) {
    EXPECT_TRUE(std::string(error.what()).starts_with("callback: argument 1 (from 0): "))
        << error.what();
  }
}

TEST(Callables, WhatIsNoneIsNamed) {
  const FakeHost host([](const Asked&) { return Answer{}; });
  wire::Writer writer{wire::HostPeer()};
  writer.WriteNil();
  wire::Reader reader(writer.bytes(), &writer.references());
  try {
    Codec<Function>::Read(reader);
    FAIL();
  } catch (const wire::CodecError& error) {
    EXPECT_EQ(error.reason(), "expected a callable, got None");
  }
}

TEST(Callables, GoOnToPythonButThoseOfCpp) {
  const FakeHost host([](const Asked&) { return Answer{}; });
  wire::Writer writer{wire::HostPeer()};
  Codec<Function>::Write(writer, Read<Function>(Callable(7)));
  ASSERT_EQ(writer.references().size(), 1U);
  EXPECT_EQ(writer.references()[0]->id(), 7U);
  try {
    Codec<Function>::Write(writer, [](std::string_view) { return 1; });
    FAIL();
  } catch (const wire::CodecError& error) {
    EXPECT_TRUE(error.reason().starts_with("a function of C++ cannot be sent")) << error.reason();
  }
}

TEST(Callables, AnExceptionIsGivenUpWithTheErrorThatNobodyTells) {
  const FakeHost host([](const Asked& asked) {
    return asked.command == 3 ? Answer{1, std::string(kFailed)} : Answer{};
  });
  const Function function = Read<Function>(Callable(7));
  try {
    function("");
    FAIL();
  } catch (const TaskError& error) {
    const TaskError copy = error;
    EXPECT_EQ(copy.type(), "KeyError");
    EXPECT_TRUE(ClosedBy(host).empty());
  }
  EXPECT_EQ(ClosedBy(host), std::vector<std::string>{R"({"goray_py_local_actor_id":99})"});
}

TEST(Callables, AnExceptionThatIsToldIsTheHostsAgain) {
  const FakeHost host([](const Asked& asked) {
    return asked.command == 3 ? Answer{1, std::string(kFailed)} : Answer{};
  });
  const Function function = Read<Function>(Callable(7));
  std::string told;
  try {
    function("");
    FAIL();
  } catch (const TaskError& error) {
    told = debugging::CurrentFailure({}, &error);
  }
  EXPECT_NE(told.find("\"Exception\":99"), std::string::npos) << told;
  EXPECT_TRUE(ClosedBy(host).empty());
}

}  // namespace
}  // namespace goray::testing
