// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "sample_app.h"

namespace goray::testing {
namespace {

using dispatch::Code;

TEST(Arguments, AreBoundFromLeftToRight) {
  EXPECT_EQ(ResultOf<int>(RunTask("Divide", Packed(7, 2))), 3);
}

TEST(Arguments, DefaultsAreLeftToCpp) { EXPECT_EQ(ResultOf<int>(RunTask("Divide", Packed(7))), 7); }

TEST(Arguments, OneOfAWrongTypeIsNamed) {
  const Reply reply = RunTask("Divide", Packed(7, "x"));
  EXPECT_EQ(reply.code, Code::kGolangPanic);
  EXPECT_EQ(MessageOf(reply), "Divide() argument 'b': expected int, got str");
}

TEST(Arguments, MissingAndTooManyStateTheSignature) {
  EXPECT_EQ(MessageOf(RunTask("Divide", {})),
            "Divide() got 0 arguments, 'a' is missing; it is Divide(a: int, b: int = 1) -> int");
  EXPECT_EQ(MessageOf(RunTask("Divide", Packed(1, 2, 3))),
            "Divide() got 3 arguments; it is Divide(a: int, b: int = 1) -> int");
}

TEST(Arguments, TheRestIsOneList) {
  EXPECT_EQ(ResultOf<Args>(RunTask("Echo", Packed(1, "a", true))), (Args{1, "a", true}));
  EXPECT_EQ(ResultOf<Args>(RunTask("Echo", {})), Args());
}

TEST(Results, MayBeNoneOneOrSeveral) {
  EXPECT_EQ(RunTask("Nothing", {}).text, "");
  EXPECT_EQ(RunTask("Pair", {}).text,
            "\x01\xA1"
            "b");
}

TEST(Arguments, ATruncatedMessageIsATypedErrorAtEveryByte) {
  const Octets message = CallMessage("Divide", Packed(1000, 70000), {{1, Packed(5)}});
  dispatch::ActorStore store;
  for (std::size_t size = 0; size < message.size(); ++size) {
    const Reply reply =
        Send(store, 4, 0, {message.begin(), message.begin() + static_cast<std::ptrdiff_t>(size)});
    // Where it ends between two units it is a whole call with fewer arguments.
    if (reply.code != Code::kSuccess) {
      EXPECT_NE(reply.text.find("\"PyType\":\"ValueError\""), std::string::npos) << size;
    }
  }
}

TEST(Arguments, ATruncatedValueIsAnError) {
  Octets arguments = Packed(70000);
  arguments.pop_back();
  EXPECT_EQ(MessageOf(RunTask("Divide", arguments)),
            "Divide() argument 'a': the message ends too early: 4 bytes announced, "
            "3 left, at byte 1");
}

}  // namespace
}  // namespace goray::testing
