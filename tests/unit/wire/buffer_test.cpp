// SPDX-License-Identifier: Apache-2.0
#include <goray/wire/buffer.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <cstring>
#include <new>
#include <utility>

namespace goray::testing {
namespace {

TEST(Buffer, GrowsAndKeepsItsContent) {
  wire::Buffer buffer;
  for (int i = 0; i < 1000; ++i) buffer.Append(&i, sizeof i);
  int last = 0;
  std::memcpy(&last, buffer.bytes().data() + 999 * sizeof last, sizeof last);
  EXPECT_EQ(last, 999);
}

TEST(Buffer, ReleasesMemoryForFree) {
  wire::Buffer buffer;
  buffer.Append("ab", 2);
  void* memory = buffer.Release();
  EXPECT_EQ(std::memcmp(memory, "ab", 2), 0);
  EXPECT_EQ(buffer.size(), 0U);
  std::free(memory);
}

TEST(Buffer, AnEmptyOneReleasesNull) {
  wire::Buffer buffer;
  EXPECT_EQ(buffer.Release(), nullptr);
  buffer.Append("a", 1);
  buffer.Clear();
  EXPECT_EQ(buffer.Release(), nullptr);
}

TEST(Buffer, MovesAndRefusesTheImpossible) {
  wire::Buffer buffer;
  buffer.Append("a", 1);
  wire::Buffer moved = std::move(buffer);
  EXPECT_EQ(moved.size(), 1U);
  EXPECT_THROW(moved.Extend(static_cast<std::size_t>(-1)), std::bad_alloc);
  EXPECT_EQ(moved.size(), 1U);
}

}  // namespace
}  // namespace goray::testing
