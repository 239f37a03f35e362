// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <ostream>

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
  ASSERT_EQ(reply.code, dispatch::Code::kPanic);
  const nlohmann::json json = nlohmann::json::parse(reply.text);
  EXPECT_EQ(json.at("Type"), GetParam().type);
  EXPECT_EQ(json.at("PyType"), GetParam().py_type);
  EXPECT_EQ(json.at("Language"), "cpp");
  EXPECT_EQ(json.at("Traceback"), "in Fail (app.h:12)");
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
                      Case{"filesystem", "std::filesystem::__cxx11::filesystem_error", "OSError"},
                      Case{"logic_error", "std::logic_error", "RuntimeError"},
                      Case{"text", "char const*", "RuntimeError"},
                      Case{"odd", "goray::testing::(anonymous namespace)::Odd", "RuntimeError"}));

TEST(FailureMessage, IsUtf8WhateverWhatSays) {
  EXPECT_EQ(MessageOf(RunTask("Fail", Packed("invalid_argument"))), "bad \uFFFD");
}

TEST(FailureMessage, NamesNestedCauses) {
  EXPECT_EQ(MessageOf(RunTask("Fail", Packed("nested"))),
            "outer\ncaused by std::runtime_error: inner");
}

TEST(FailureMessage, OfWhatIsNoException) {
  EXPECT_EQ(MessageOf(RunTask("Fail", Packed("text"))), "plain text");
  EXPECT_EQ(MessageOf(RunTask("Fail", Packed("odd"))),
            "a C++ exception of type goray::testing::(anonymous namespace)::Odd, which is no "
            "std::exception");
}

}  // namespace
}  // namespace goray::testing
