// SPDX-License-Identifier: Apache-2.0
#include "generator/model/order.h"

#include <gtest/gtest.h>

namespace goray::model {
namespace {

TEST(OrderTest, ListsWithoutAnOrderOfTheirOwnAreSorted) {
  Interface interface;
  interface.tasks = {{.name = "b"}, {.name = "a"}};
  interface.classes = {{.name = "C", .methods = {{.name = "y"}, {.name = "x"}}}};
  interface.structs = {{.name = "S", .fields = {{.name = "second"}, {.name = "first"}}}};
  Order(interface);
  EXPECT_EQ(interface.tasks[0].name, "a");
  EXPECT_EQ(interface.classes[0].methods[0].name, "x");
  EXPECT_EQ(interface.structs[0].fields[0].name, "second");
}

TEST(OrderTest, PathsAreRelativeAndNeverOfOneMachine) {
  Interface interface;
  interface.files = {
      {.path = "/home/app/src/a.h"}, {.path = "/home/lib/b.h"}, {.path = "/usr/include/stdlib.h"}};
  MakeRelative(interface, "/home/app");
  EXPECT_EQ(interface.files[0].path, "src/a.h");
  EXPECT_EQ(interface.files[1].path, "../lib/b.h");
  EXPECT_EQ(interface.files[2].path, "stdlib.h");
}

}  // namespace
}  // namespace goray::model
