// SPDX-License-Identifier: Apache-2.0
#include <goray/detail/invocation.h>
#include <goray/error.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "sample_app.h"

namespace goray::testing {
namespace {

using dispatch::Invocation;
using dispatch::Overload;
using dispatch::OverloadOf;

template <int kIndex>
void Is(Invocation& call) {
  call.Return(kIndex);
}

void OneInteger(Invocation& call) {
  const auto value = call.NextOfOverload<std::int8_t>("value");
  call.End();
  call.Return(static_cast<int>(value));
}

void Run(Invocation& call) {
  static constexpr Overload kOverloads[] = {
      OverloadOf<double>(&Is<0>, "F(number: float)", 1),
      OverloadOf<std::int64_t>(&Is<1>, "F(integer: int)", 1),
      OverloadOf<std::string, std::int64_t>(&Is<2>, "F(text: str, times: int = 1)", 1),
      OverloadOf<std::vector<std::int64_t>>(&Is<3>, "F(ints: Sequence[int])", 1),
      OverloadOf<std::vector<double>>(&Is<4>, "F(floats: Sequence[float])", 1),
      OverloadOf<std::int64_t, std::int64_t>(&Is<5>, "F(a: int, b: int)", 2),
      OverloadOf<std::string>(&Is<6>, "F(text: str, *rest: Any)", 3, true),
      OverloadOf<>(&Is<7>, "F()", 0),
  };
  call.Choose(kOverloads);
}

void RunOne(Invocation& call) {
  static constexpr Overload kOverloads[] = {
      OverloadOf<std::int8_t>(&OneInteger, "G(value: int)", 1),
      OverloadOf<std::int64_t, std::int64_t>(&Is<1>, "G(a: int, b: int)", 2),
  };
  call.Choose(kOverloads);
}

constexpr dispatch::Callable kF = {"F", "F(...)", "app.h:1", &Run, "", "vv"};
constexpr dispatch::Callable kG = {"G", "G(...)", "app.h:2", &RunOne, "", "vv"};

/// The result, or what the call failed with.
std::string Called(const dispatch::Callable& callable, const Octets& arguments,
                   std::span<const dispatch::ResolvedRef> refs = {}) {
  const wire::Message message{arguments, {}};
  dispatch::EncodedCall encoded(message, refs);
  Invocation call(callable, encoded);
  try {
    callable.invoke(call);
  } catch (const std::exception& error) {
    return error.what();
  }
  return std::to_string(wire::ReadMessage<int>(encoded.result.bytes()));
}

TEST(Overloads, AreChosenByNumberAndTypes) {
  EXPECT_EQ(Called(kF, {}), "7");
  EXPECT_EQ(Called(kF, Packed(1.5)), "0");
  EXPECT_EQ(Called(kF, Packed(1)), "1");
  EXPECT_EQ(Called(kF, Packed(true)), "1");
  EXPECT_EQ(Called(kF, Packed("a")), "2");
  EXPECT_EQ(Called(kF, Packed("a", 2)), "2");
  EXPECT_EQ(Called(kF, Packed(std::vector<int>{1})), "3");
  EXPECT_EQ(Called(kF, Packed(std::vector<double>{1})), "4");
  EXPECT_EQ(Called(kF, Packed(std::vector<int>{})), "3") << "both take it: the first";
  EXPECT_EQ(Called(kF, Packed(1, 2)), "5");
  EXPECT_EQ(Called(kF, Packed("a", 1, 2)), "6");
}

TEST(Overloads, ReferencesAreLookedAtInTheirPlace) {
  const Octets text = Packed("a");
  const std::vector<dispatch::ResolvedRef> first = {{0, {text, {}}}};
  EXPECT_EQ(Called(kF, {}, first), "2");
  EXPECT_EQ(Called(kF, Packed(2), first), "2");
  const Octets number = Packed(1);
  const std::vector<dispatch::ResolvedRef> second = {{1, {number, {}}}};
  EXPECT_EQ(Called(kF, Packed(1), second), "5");
}

TEST(Overloads, WhereNoneFitsAllAreListed) {
  EXPECT_EQ(Called(kG, {}),
            "G() has no overload that takes (); there are G(value: int); G(a: int, b: int)");
  const std::string failure = Called(kF, Packed(std::vector<std::string>{"a"}));
  EXPECT_TRUE(
      failure.starts_with("F() has no overload that takes (list); there are F(number: float); "))
      << failure;
}

TEST(Overloads, TheOnlyOneOfItsNumberSaysWhatDoesNotFit) {
  EXPECT_EQ(Called(kG, Packed(1)), "1");
  EXPECT_EQ(Called(kG, Packed(128)),
            "G() argument 'value': expected an integer from -128 to 127, got 128");
}

TEST(Overloads, OfATruncatedMessageFailAtEveryByte) {
  const Octets message = Packed("abc", 70000);
  for (std::size_t size = 1; size < message.size(); ++size) {
    const Octets cut(message.begin(), message.begin() + static_cast<std::ptrdiff_t>(size));
    if (size == 4) continue;  // one argument
    EXPECT_NE(Called(kF, cut).find("the message ends too early"), std::string::npos) << size;
  }
}

}  // namespace
}  // namespace goray::testing
