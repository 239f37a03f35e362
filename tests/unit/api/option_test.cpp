// SPDX-License-Identifier: Apache-2.0
#include <goray/error.h>
#include <goray/option.h>
#include <goray/wire/limits.h>
#include <gtest/gtest.h>

#include <limits>
#include <string>

namespace goray::testing {
namespace {

TEST(Options, AreWrittenAsPythonsKeywords) {
  const Options options{
      {"num_cpus", 2},
      {"runtime_env", {{"env_vars", {{"A", "1"}, {"B", "x"}}}, {"pip", {"numpy", "rich"}}}},
      {"ratio", 0.5},
      {"flag", true},
      {"nothing", nullptr},
      {"bundles", {{{"CPU", 1}}, {{"GPU", 2}}}},
  };
  EXPECT_EQ(
      options.ToJson(),
      R"({"bundles":[{"CPU":1},{"GPU":2}],"flag":true,"nothing":null,"num_cpus":2,"ratio":0.5,)"
      R"("runtime_env":{"env_vars":{"A":"1","B":"x"},"pip":["numpy","rich"]}})");
}

TEST(Options, TheLastValueOfANameCounts) {
  Options options{{"a", 1}, {"a", 2}};
  EXPECT_EQ(options.ToJson(), R"({"a":2})");
  options.Set("a", "x");
  EXPECT_EQ(options.ToJson(), R"({"a":"x"})");
}

TEST(Options, EmptyOnesAreAnObject) { EXPECT_EQ(Options().ToJson(), "{}"); }

TEST(Options, WhatJsonCannotHoldIsNamed) {
  const Options options{{"a", {{"b", {1, std::numeric_limits<double>::infinity()}}}}};
  try {
    static_cast<void>(options.ToJson());
    FAIL();
  } catch (const ValueError& error) {
    EXPECT_STREQ(error.what(), "option 'a.b[1]': JSON cannot hold a float that is not finite");
  }
  EXPECT_THROW(static_cast<void>(Options({{"a", "\xFF"}}).ToJson()), ValueError);
}

TEST(Options, DepthAndTextAreBounded) {
  const auto nested = [](int levels) {
    Any value(1);
    for (int i = 0; i < levels; ++i)
      value = Any(Any::Map{{std::string(10'000, 'k'), std::move(value)}});
    Options options;
    options.Set("a", value);
    return options;
  };
  EXPECT_NE(nested(limits::kDepth - 1).ToJson(), "");
  try {
    static_cast<void>(nested(limits::kDepth).ToJson());
    FAIL();
  } catch (const ValueError& error) {
    EXPECT_LE(std::string(error.what()).size(), limits::kMessageSize);
    EXPECT_TRUE(std::string(error.what()).ends_with("nested deeper than 512")) << error.what();
  }
}

}  // namespace
}  // namespace goray::testing
