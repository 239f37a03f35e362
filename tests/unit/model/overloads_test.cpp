// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "generator/model/check.h"

namespace goray::model {
namespace {

const Type kIntType{.kind = Kind::kInt, .cpp = "int", .bits = 32, .is_signed = true};
const Type kFloatType{.kind = Kind::kFloat, .cpp = "double", .bits = 64};
const Type kTextType{.kind = Kind::kString, .cpp = "std::string"};
const Type kArgs{.kind = Kind::kArgs, .cpp = "::goray::Args"};
const Type kColor{.kind = Kind::kEnum, .cpp = "::Color", .name = "Color"};
const Type kWritten{.kind = Kind::kNdArray,
                    .cpp = "std::span<double>",
                    .rank = 1,
                    .writable = true,
                    .elements = {kFloatType}};

Callable With(std::vector<Parameter> parameters, Type result = {}) {
  return {.name = "F",
          .cpp_name = "F",
          .parameters = std::move(parameters),
          .result = std::move(result)};
}

Parameter Of(const Type& type) { return {.name = "a", .type = type}; }
Parameter Default(const Type& type) {
  return {.name = "a", .type = type, .default_value = model::Default{}};
}

/// The code and the text's end; the same whichever comes first.
std::string Why(const Callable& a, const Callable& b) {
  const auto found = CheckOverloads(a, b, "task", {});
  const auto reverse = CheckOverloads(b, a, "task", {});
  EXPECT_EQ(found.has_value(), reverse.has_value());
  if (!found) return "";
  const std::size_t colon = found->text.find(": ");
  return found->code + (colon == std::string::npos ? "" : found->text.substr(colon));
}

TEST(Overloads, AreToldApartByTheirNumberOfArguments) {
  EXPECT_EQ(Why(With({}), With({Of(kIntType)})), "");
  EXPECT_EQ(Why(With({Of(kIntType)}), With({Of(kIntType), Of(kIntType)})), "");
  EXPECT_EQ(
      Why(With({Of(kIntType)}), With({Of(kIntType), Default(kIntType)})),
      "GR1004: a call with 1 argument may mean both: of argument 1 both are an int on the wire");
  EXPECT_EQ(Why(With({Default(kIntType)}), With({Default(kTextType)})),
            "GR1004: a call without arguments may mean both");
}

TEST(Overloads, AreToldApartByOneArgument) {
  EXPECT_EQ(Why(With({Of(kIntType)}), With({Of(kFloatType)})), "");
  EXPECT_EQ(Why(With({Of(kIntType), Of(kIntType)}), With({Of(kIntType), Of(kTextType)})), "");
  EXPECT_EQ(Why(With({Of(kIntType), Of(kTextType)}), With({Of(kColor), Of(kTextType)})),
            "GR1004: a call with 2 arguments may mean both: of argument 1 both are an int on the "
            "wire, of argument 2 "
            "both are a str on the wire");
}

TEST(Overloads, OfAnyNumberOfArgumentsAreToldApartByThoseWithAPlace) {
  EXPECT_EQ(Why(With({Of(kIntType), Of(kArgs)}), With({Of(kTextType), Of(kArgs)})), "");
  EXPECT_EQ(Why(With({Of(kArgs)}), With({Of(kTextType)})),
            "GR1004: a call with 1 argument may mean both");
  EXPECT_EQ(Why(With({Of(kIntType), Of(kArgs)}), With({})), "");
}

TEST(Overloads, HaveResultsThatShowWhichRan) {
  EXPECT_EQ(Why(With({}, kIntType), With({Of(kIntType)}, kTextType)), "");
  EXPECT_EQ(Why(With({}, kIntType),
                With({Of(kIntType)}, {.kind = Kind::kInt, .cpp = "long", .bits = 64})),
            "");
  EXPECT_EQ(Why(With({}, kIntType), With({Of(kIntType)}, kColor)),
            "GR1112: both are an int on the wire");
  EXPECT_EQ(Why(With({}), With({Of(kIntType)}, kColor)), "");
}

TEST(Overloads, WriteIntoNoArray) { EXPECT_EQ(Why(With({Of(kWritten)}), With({})), "GR1113"); }

}  // namespace
}  // namespace goray::model
