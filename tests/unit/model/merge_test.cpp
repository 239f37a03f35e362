// SPDX-License-Identifier: Apache-2.0
#include "generator/model/merge.h"

#include <gtest/gtest.h>

namespace goray::model {
namespace {

TEST(MergeTest, TypesOfOnePlaceAreKeptOnceOthersOfTheSameNameAreReported) {
  Interface interface;
  const Location header{"app.h", 3, 8};
  interface.structs = {{.name = "Point", .location = header},
                       {.name = "Line", .location = header},
                       {.name = "Point", .location = header}};
  interface.enums = {{.name = "Color", .location = {"a.cpp", 1, 6}},
                     {.name = "Color", .location = {"b.cpp", 1, 6}}};
  const std::vector<Diagnostic> diagnostics = MergeTypes(interface);
  EXPECT_EQ(interface.structs.size(), 2u);
  EXPECT_EQ(interface.enums.size(), 1u);
  ASSERT_EQ(diagnostics.size(), 1u);
  EXPECT_EQ(diagnostics[0].code, "GR1014");
  EXPECT_EQ(diagnostics[0].location.file, "b.cpp");
  EXPECT_EQ(diagnostics[0].notes.at(0).location.file, "a.cpp");
}

}  // namespace
}  // namespace goray::model
