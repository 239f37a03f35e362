// SPDX-License-Identifier: Apache-2.0
// Objects that stay in C++: who owns them, and what their ids mean.
#include <goray/codec/opaque.h>
#include <goray/codec/string.h>
#include <gtest/gtest.h>

#include <memory>
#include <thread>
#include <vector>

#include "codec_testing.h"

namespace goray::testing {
namespace {

struct Tree;
struct Stone;
using wire::ReferenceKind;

}  // namespace
}  // namespace goray::testing

namespace goray {

template <>
struct Codec<std::shared_ptr<testing::Tree>> : OpaqueCodec<std::shared_ptr<testing::Tree>> {
  static constexpr std::string_view kName = "testing::Tree";
};
template <>
struct Codec<std::shared_ptr<testing::Stone>> : OpaqueCodec<std::shared_ptr<testing::Stone>> {
  static constexpr std::string_view kName = "Stone";
};

}  // namespace goray

namespace goray::testing {
namespace {

using TreePtr = std::shared_ptr<Tree>;
using ConstTreePtr = std::shared_ptr<const Tree>;

// Of a class that nobody defines.
TreePtr MakeTree(const std::shared_ptr<int>& memory = std::make_shared<int>(1)) {
  void* const address = memory.get();
  return {memory, static_cast<Tree*>(address)};
}

template <typename T>
wire::Writer Written(const T& value) {
  wire::Writer writer;
  Codec<T>::Write(writer, value);
  return writer;
}

template <typename T>
T ReadBack(const wire::Writer& writer) {
  wire::Reader reader(writer.bytes(), &writer.references());
  return Codec<T>::Read(reader);
}

template <typename T>
std::string ErrorOf(const wire::Writer& writer) {
  try {
    ReadBack<T>(writer);
  } catch (const wire::CodecError& error) {
    return error.reason();
  }
  return "";
}

std::uint64_t IdOf(const wire::Writer& writer) { return writer.references().at(0)->id(); }

TEST(Opaque, ComesBackAsTheSamePointer) {
  const TreePtr tree = MakeTree();
  EXPECT_EQ(ReadBack<TreePtr>(Written(tree)), tree);
  EXPECT_EQ(ReadBack<ConstTreePtr>(Written(tree)), tree);
  EXPECT_EQ(ReadBack<ConstTreePtr>(Written(ConstTreePtr(tree))), tree);
}

TEST(Opaque, HasOneIdWhileSomebodyHoldsIt) {
  const TreePtr tree = MakeTree();
  std::uint64_t before = 0;
  {
    const wire::Writer one = Written(tree);
    const wire::Writer other = Written(tree);
    EXPECT_EQ(IdOf(one), IdOf(other));
    EXPECT_NE(IdOf(one), IdOf(Written(ConstTreePtr(tree))));
    EXPECT_NE(IdOf(one), IdOf(Written(MakeTree())));
    EXPECT_LT(IdOf(one), 1ULL << 53);
    before = IdOf(one);
  }
  EXPECT_NE(IdOf(Written(tree)), before);
}

TEST(Opaque, OwnersOfOneAddressAreToldApart) {
  const auto memory = std::make_shared<int>(1);
  const TreePtr owning = MakeTree(memory);
  const TreePtr other(std::make_shared<int>(2), owning.get());
  EXPECT_NE(IdOf(Written(owning)), IdOf(Written(other)));
}

TEST(Opaque, LivesAsLongAsItHasOwners) {
  std::weak_ptr<int> watched;
  std::uint64_t id = 0;
  {
    auto memory = std::make_shared<int>(1);
    watched = memory;
    const wire::Writer writer = Written(MakeTree(std::move(memory)));
    id = IdOf(writer);
    EXPECT_EQ(wire::KeepOpaque(id), "testing::Tree");
  }
  EXPECT_FALSE(watched.expired());
  EXPECT_TRUE(wire::ReleaseOpaque(id));
  EXPECT_TRUE(watched.expired());
  EXPECT_FALSE(wire::ReleaseOpaque(id));
  EXPECT_EQ(wire::KeepOpaque(id), std::nullopt);
}

TEST(Opaque, AnAdoptedIdIsGivenUpWithTheReference) {
  std::weak_ptr<int> watched;
  {
    auto memory = std::make_shared<int>(1);
    watched = memory;
    const wire::Writer writer = Written(MakeTree(std::move(memory)));
    wire::KeepOpaque(IdOf(writer));
    const wire::ReferencePtr adopted = wire::AdoptOpaque(IdOf(writer));
    EXPECT_EQ(adopted->kind(), ReferenceKind::kOpaque);
  }
  EXPECT_TRUE(watched.expired());
}

TEST(Opaque, WhatIsNoneIsNamed) {
  const wire::Writer tree = Written(MakeTree());
  EXPECT_EQ(ErrorOf<std::shared_ptr<Stone>>(tree), "expected Stone, got Tree");
  EXPECT_EQ(ErrorOf<std::string>(tree), "expected str, got an object of C++");
  EXPECT_EQ(ErrorOf<TreePtr>(Written(std::string("oak"))), "expected Tree, got str");
  EXPECT_EQ(ErrorOf<TreePtr>(Written(ConstTreePtr(MakeTree()))),
            "expected Tree, got a const Tree: C++ gave it as a std::shared_ptr of const, and takes "
            "it as such alone");
  wire::Writer gone;
  gone.WriteReference(wire::AdoptOpaque(77));
  EXPECT_EQ(ErrorOf<TreePtr>(gone),
            "expected Tree, got an object that is gone, or was never in this process");
}

TEST(Opaque, ANullPointerIsAnError) {
  try {
    Written(TreePtr());
    FAIL();
  } catch (const wire::CodecError& error) {
    EXPECT_EQ(error.reason(),
              "a std::shared_ptr<testing::Tree> is null; std::optional of it says that there may "
              "be none");
  }
}

TEST(Opaque, ThreadsMayHoldAndDropTheSameObject) {
  const auto memory = std::make_shared<int>(1);
  const TreePtr tree = MakeTree(memory);
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int round = 0; round < 500; ++round) {
        EXPECT_EQ(ReadBack<TreePtr>(Written(tree)), tree);
        const std::uint64_t own = IdOf(Written(MakeTree()));
        EXPECT_FALSE(wire::ReleaseOpaque(own));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(memory.use_count(), 2);
}

}  // namespace
}  // namespace goray::testing
