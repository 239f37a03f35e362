// SPDX-License-Identifier: Apache-2.0
#include <goray/wire/limits.h>
#include <gtest/gtest.h>

#include <cerrno>
#include <nlohmann/json.hpp>
#include <ostream>
#include <string>
#include <vector>

#include "sample_app.h"

namespace goray::testing {
namespace {

struct Case {
  const char* how;
  const char* type;
  const char* py_type;
};
[[maybe_unused]] void PrintTo(const Case& test, std::ostream* stream) { *stream << test.how; }

class Failure : public ::testing::TestWithParam<Case> {};

TEST_P(Failure, IsMappedToPython) {
  const Reply reply = RunTask("Fail", Packed(GetParam().how));
  ASSERT_EQ(reply.code, dispatch::Code::kGolangPanic);
  const nlohmann::json json = nlohmann::json::parse(reply.text);
  EXPECT_EQ(json.at("Type"), GetParam().type);
  EXPECT_EQ(json.at("PyType"), GetParam().py_type);
  EXPECT_EQ(json.at("Language"), "cpp");
  EXPECT_TRUE(json.at("Traceback").get<std::string>().starts_with("in Fail (app.h:12)"));
  EXPECT_EQ(json.at("Task"), "Fail");
}

INSTANTIATE_TEST_SUITE_P(
    Exceptions, Failure,
    ::testing::Values(Case{"invalid_argument", "std::invalid_argument", "ValueError"},
                      Case{"out_of_range", "std::out_of_range", "IndexError"},
                      Case{"overflow_error", "std::overflow_error", "OverflowError"},
                      Case{"range_error", "std::range_error", "ArithmeticError"},
                      Case{"bad_alloc", "std::bad_alloc", "MemoryError"},
                      Case{"bad_optional", "std::bad_optional_access", "RuntimeError"},
                      Case{"bad_variant", "std::bad_variant_access", "TypeError"},
                      Case{"regex", "std::regex_error", "ValueError"},
                      Case{"registered", "goray::testing::OutOfStock", "LookupError"},
                      Case{"derived", "goray::testing::SoldOut", "LookupError"},
                      Case{"timeout", "goray::TimeoutError", "TimeoutError"},
                      Case{"remote", "goray::TaskError", "ZeroDivisionError"},
                      Case{"dead", "goray::ActorDiedError", "ActorDiedError"},
                      Case{"filesystem", "std::filesystem::__cxx11::filesystem_error", "OSError"},
                      Case{"logic_error", "std::logic_error", "RuntimeError"},
                      Case{"text", "char const*", "RuntimeError"},
                      Case{"odd", "goray::testing::(anonymous namespace)::Odd", "RuntimeError"}));

TEST(FailureMessage, IsUtf8WhateverWhatSays) {
  EXPECT_EQ(MessageOf(RunTask("Fail", Packed("invalid_argument"))), "bad \uFFFD");
}

TEST(FailureCause, IsWhatWasNested) {
  const nlohmann::json json = nlohmann::json::parse(RunTask("Fail", Packed("nested")).text);
  EXPECT_EQ(json.at("Message"), "outer");
  EXPECT_EQ(json.at("PyType"), "ValueError");
  EXPECT_EQ(json.at("Cause").at("Message"), "inner");
  EXPECT_EQ(json.at("Cause").at("Type"), "std::runtime_error");
}

TEST(FailureCause, IsToldOneAfterAnotherAndBounded) {
  for (const int count : {100, 20'000}) {
    const Reply reply = RunTask("Fail", Packed("nested " + std::to_string(count)));
    std::vector<std::string> messages;
    nlohmann::json level = nlohmann::json::parse(reply.text);
    for (; level.is_object(); level = nlohmann::json(level.value("Cause", nlohmann::json())))
      messages.push_back(level.at("Message"));
    ASSERT_EQ(messages.size(), limits::kCauses + 2) << count;
    EXPECT_EQ(messages[0], "level " + std::to_string(count - 1));
    EXPECT_EQ(messages[1], "level " + std::to_string(count - 2));
    EXPECT_EQ(messages[limits::kCauses], std::to_string(count - static_cast<int>(limits::kCauses)) +
                                             " more causes are left out");
    EXPECT_EQ(messages.back(), "innermost");
    EXPECT_LT(reply.text.size(), 100'000U) << count;
  }
}

TEST(FailureErrno, IsOfSystemErrors) {
  const nlohmann::json json = nlohmann::json::parse(RunTask("Fail", Packed("filesystem")).text);
  EXPECT_EQ(json.at("Errno"), ENOENT);
  EXPECT_EQ(json.at("Filename"), "/nonexistent");
}

TEST(FailureMessage, OfANullText) {
  EXPECT_EQ(MessageOf(RunTask("Fail", Packed("null what"))),
            "an exception without a text: its what() is null");
  EXPECT_EQ(MessageOf(RunTask("Fail", Packed("null text"))), "a null char*");
}

TEST(FailureMessage, OfWhatIsNoException) {
  EXPECT_EQ(MessageOf(RunTask("Fail", Packed("text"))), "plain text");
  EXPECT_EQ(MessageOf(RunTask("Fail", Packed("odd"))),
            "a C++ exception of type goray::testing::(anonymous namespace)::Odd, which is not a "
            "std::exception");
}

}  // namespace
}  // namespace goray::testing
