// SPDX-License-Identifier: Apache-2.0
// Arguments that were ObjectRefs, resolved by Ray.
#include <gtest/gtest.h>

#include "sample_app.h"

namespace goray::testing {
namespace {

TEST(References, GoToTheirPositionsWhateverTheirOrder) {
  constexpr int kCount = 64;
  Octets plain;
  Refs refs;
  Args expected;
  for (int i = 0; i < kCount; ++i) {
    expected.push_back(i);
    if (i % 3 == 0) {
      refs.insert(refs.begin() + static_cast<std::ptrdiff_t>(refs.size() / 2), {i, Packed(i)});
    } else {
      const Octets one = Packed(i);
      plain.insert(plain.end(), one.begin(), one.end());
    }
  }
  EXPECT_EQ(ResultOf<Args>(RunTask("Echo", plain, refs)), expected);
}

TEST(References, MayBeAllArguments) {
  EXPECT_EQ(ResultOf<int>(RunTask("Divide", {}, {{1, Packed(2)}, {0, Packed(9)}})), 4);
}

TEST(References, APositionTwiceIsAnError) {
  EXPECT_EQ(MessageOf(RunTask("Divide", {}, {{0, Packed(1)}, {0, Packed(2)}})),
            "Divide(): two ObjectRefs stand for argument 0 (from 0)");
}

TEST(References, APositionOutOfRangeIsAnError) {
  EXPECT_EQ(MessageOf(RunTask("Divide", Packed(1), {{2, Packed(2)}})),
            "Divide(): an ObjectRef stands for argument 2 (from 0), but there are 2 arguments");
  EXPECT_EQ(MessageOf(RunTask("Nothing", {}, {{1, Packed(2)}})),
            "Nothing(): an ObjectRef stands for argument 1 (from 0), but there are 1 arguments");
  EXPECT_EQ(MessageOf(RunTask("Divide", Packed(1), {{-1, Packed(2)}})),
            "Divide(): an ObjectRef stands for argument -1; positions count from 0");
}

TEST(References, HoldExactlyOneValue) {
  EXPECT_EQ(MessageOf(RunTask("Divide", {}, {{0, {}}})),
            "Divide() argument 'a': expected exactly one value, but the task of its ObjectRef "
            "returned none");
  EXPECT_EQ(MessageOf(RunTask("Divide", {}, {{0, Packed(1, 2)}})),
            "Divide() argument 'a': expected exactly one value, but the task of its ObjectRef "
            "returned several");
}

}  // namespace
}  // namespace goray::testing
