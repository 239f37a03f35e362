// SPDX-License-Identifier: Apache-2.0
// Stacks of exceptions that leave a task. The tests are compiled with -g, so places are known.
#include <goray/detail/invocation.h>
#include <gtest/gtest.h>

#include <array>
#include <future>
#include <nlohmann/json.hpp>
#include <regex>
#include <stdexcept>

#include "dispatch/execute.h"
#include "sample_app.h"

// The user's code; not in goray, whose frames are cut.
namespace shop {

int calls = 0;
int throw_line = 0;

[[gnu::noinline]] void Check(int amount) {
  throw_line = __LINE__ + 1;
  if (amount < 0) throw std::invalid_argument("amount");
}
[[gnu::noinline]] void Price(int amount) {
  Check(amount);
  ++calls;  // or Check would take the frame's place
}
[[gnu::noinline]] int Item(const std::vector<int>& items, std::size_t index) {
  return items.at(index);
}
[[gnu::noinline]] void Rethrow() {
  try {
    Price(-1);
  } catch (const std::exception&) {
    throw;
  }
}
[[gnu::noinline]] void Nest() {
  try {
    Check(-1);
  } catch (const std::exception&) {
    std::throw_with_nested(std::runtime_error("outer"));
  }
}
[[gnu::noinline]] void NestOther() {
  try {
    Item({}, 1);
  } catch (const std::exception&) {
    std::throw_with_nested(std::runtime_error("outer"));
  }
}
[[gnu::noinline]] void Deep(int depth) {
  if (depth > 0) Deep(depth - 1);
  Check(depth == 0 ? -1 : 0);
  ++calls;
}

}  // namespace shop

// As the generator writes it.
namespace goray_generated {

template <auto kFunction>
void Run(goray::dispatch::Invocation& call) {
  call.End();
  kFunction();
  ++shop::calls;
}

}  // namespace goray_generated

namespace shop {

using goray_generated::Run;

constexpr auto kTasks = std::to_array<goray::dispatch::Callable>({
    {"Async", "Async()", "shop.h:1",
     &Run<[] { std::async(std::launch::async, &Price, -1).get(); }>},
    {"Deep", "Deep()", "shop.h:2", &Run<[] { Deep(1000); }>},
    {"Item", "Item()", "shop.h:3", &Run<[] { Item({1, 2}, 5); }>},
    {"Nest", "Nest()", "shop.h:4", &Run<&Nest>},
    {"NestOther", "NestOther()", "shop.h:7", &Run<&NestOther>},
    {"Price", "Price()", "shop.h:5", &Run<[] { Price(-1); }>},
    {"Rethrow", "Rethrow()", "shop.h:6", &Run<&Rethrow>},
});

}  // namespace shop

namespace goray::testing {
namespace {

// Of task `name`.
nlohmann::json FailureOf(const char* name) {
  static constexpr dispatch::App kApp{.tasks = shop::kTasks, .actors = {}};
  dispatch::ActorStore store;
  const dispatch::Response response = Execute(kApp, store, 4, CallMessage(name, {}));
  const auto bytes = response.data.bytes();
  return nlohmann::json::parse(reinterpret_cast<const char*>(bytes.data()),
                               reinterpret_cast<const char*>(bytes.data()) + bytes.size());
}

// Without folders and lines, and without the name that the compiler gives a lambda's class.
std::string TracebackOf(const nlohmann::json& failure) {
  const std::string short_places = std::regex_replace(
      failure.at("Traceback").get<std::string>(), std::regex("\".*/(.*\"), line [0-9]+"), "\"$1");
  return std::regex_replace(short_places, std::regex("in .*operator\\(\\).*"), "in operator()");
}

TEST(StackOfAnException, IsTheUsersPartDownToTheCallable) {
  EXPECT_EQ(TracebackOf(FailureOf("Price")),
            "in Price (shop.h:5)\n"
            "  File \"stack_test.cpp\", in operator()\n"
            "  File \"stack_test.cpp\", in shop::Price(int)\n"
            "  File \"stack_test.cpp\", in shop::Check(int)");
}

TEST(StackOfAnException, HasLines) {
  const auto traceback = FailureOf("Price").at("Traceback").get<std::string>();
  EXPECT_TRUE(traceback.ends_with("stack_test.cpp\", line " + std::to_string(shop::throw_line) +
                                  ", in shop::Check(int)"))
      << traceback;
}

TEST(StackOfAnException, IsKnownWhereTheStandardLibraryThrows) {
  EXPECT_EQ(TracebackOf(FailureOf("Item")),
            "in Item (shop.h:3)\n"
            "  File \"stack_test.cpp\", in operator()\n"
            "  File \"stack_test.cpp\", in shop::Item(std::vector<int, "
            "std::allocator<int> > const&, unsigned long)");
}

TEST(StackOfAnException, IsThatOfTheFirstThrow) {
  EXPECT_EQ(TracebackOf(FailureOf("Rethrow")),
            "in Rethrow (shop.h:6)\n"
            "  File \"stack_test.cpp\", in shop::Rethrow()\n"
            "  File \"stack_test.cpp\", in shop::Price(int)\n"
            "  File \"stack_test.cpp\", in shop::Check(int)");
}

TEST(StackOfAnException, CrossesThreads) {
  EXPECT_EQ(TracebackOf(FailureOf("Async")),
            "in Async (shop.h:1)\n"
            "  File \"stack_test.cpp\", in shop::Price(int)\n"
            "  File \"stack_test.cpp\", in shop::Check(int)");
}

TEST(StackOfAnException, OfEachNestedLevelIsKept) {
  const nlohmann::json failure = FailureOf("Nest");
  EXPECT_EQ(TracebackOf(failure),
            "in Nest (shop.h:4)\n"
            "  File \"stack_test.cpp\", in shop::Nest()");
  EXPECT_EQ(failure.at("Cause").at("Message"), "amount");
  EXPECT_EQ(TracebackOf(failure.at("Cause")),
            "\n"
            "  File \"stack_test.cpp\", in shop::Nest()\n"
            "  File \"stack_test.cpp\", in shop::Check(int)");
}

TEST(StackOfAnException, IsNotTakenForThatOfANestedOne) {
  // Nobody saw the stack that the standard library threw from.
  EXPECT_EQ(FailureOf("NestOther").at("Cause").at("Traceback"), "");
}

TEST(StackOfAnException, KeepsTheInnermostFramesOfADeepOne) {
  EXPECT_EQ(TracebackOf(FailureOf("Deep")),
            "in Deep (shop.h:2)\n"
            "  File \"stack_test.cpp\", in shop::Deep(int)\n"
            "  [the line above 61 more times]\n"
            "  File \"stack_test.cpp\", in shop::Deep(int)\n"
            "  File \"stack_test.cpp\", in shop::Check(int)");
}

TEST(StackOfAnException, IsNotThatOfAnEarlierOneAtItsAddress) {
  static_cast<void>(FailureOf("Price"));
  EXPECT_EQ(TracebackOf(FailureOf("Item")).find("Price"), std::string::npos);
}

}  // namespace
}  // namespace goray::testing
