// SPDX-License-Identifier: Apache-2.0
// Arrays beside a message: who owns them, and what a reader makes of them.
#include <goray/codec/container/span.h>
#include <goray/detail/codecs.h>
#include <goray/wire/opaque.h>
#include <goray/wire/shared_array.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace goray::testing {
namespace {

using wire::ReferenceKind;
using wire::SharedArray;

/// 2 rows of 3: 0, 1, ... as they stand in memory.
struct Items {
  std::shared_ptr<std::vector<double>> owner =
      std::make_shared<std::vector<double>>(std::vector<double>{0, 1, 2, 3, 4, 5});

  SharedArray Array(std::vector<std::int64_t> shape, std::vector<std::int64_t> strides,
                    std::ptrdiff_t offset = 0) const {
    return {"<f8", std::move(shape), std::move(strides), owner->data() + offset, true, owner};
  }
  SharedArray Rows() const { return Array({2, 3}, {24, 8}); }
  SharedArray Row() const { return Array({6}, {8}); }
};

wire::Writer Written(SharedArray array) {
  wire::Writer writer;
  writer.WriteReference(wire::HoldArray(std::move(array)));
  return writer;
}

template <typename T>
T ReadBack(const wire::Writer& writer) {
  wire::Reader reader(writer.bytes(), &writer.references());
  T value = Codec<T>::Read(reader);
  EXPECT_TRUE(reader.AtEnd());
  return value;
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

TEST(SharedArrays, AreLookedAtWhereTheyAre) {
  const Items items;
  const auto view = ReadBack<NdArray<const double, 2>>(Written(items.Rows()));
  EXPECT_EQ(view.data(), items.owner->data());
  EXPECT_TRUE(view.owns());
  EXPECT_EQ(view(1, 2), 5);
  const auto columns = ReadBack<NdArray<const double, 2>>(Written(items.Array({3, 2}, {8, 24})));
  EXPECT_EQ(columns(2, 1), 5);
  EXPECT_EQ(columns.data(), items.owner->data());
  const auto backwards = ReadBack<NdArray<const double>>(Written(items.Array({3}, {-16}, 4)));
  EXPECT_EQ(backwards.ToVector(), (std::vector<double>{4, 2, 0}));
  const auto span = ReadBack<SpanArgument<double>>(Written(items.Row()));
  EXPECT_EQ(span.data(), items.owner->data());
}

TEST(SharedArrays, AreCopiedForWhatOwnsItsItems) {
  const Items items;
  const auto own = ReadBack<NdArray<double, 2>>(Written(items.Rows()));
  EXPECT_NE(own.data(), items.owner->data());
  own(0, 0) = 7;
  EXPECT_EQ(items.owner->front(), 0);
  EXPECT_EQ(ReadBack<std::vector<double>>(Written(items.Row())), *items.owner);
  const std::vector<double> reversed{5, 4, 3, 2, 1, 0};
  const SharedArray backwards = items.Array({6}, {-8}, 5);
  EXPECT_EQ(ReadBack<std::vector<double>>(Written(backwards)), reversed);
  const auto span = ReadBack<SpanArgument<double>>(Written(backwards));
  EXPECT_EQ(std::vector<double>(span.begin(), span.end()), reversed);
  EXPECT_EQ(ReadBack<std::vector<std::vector<float>>>(Written(items.Rows())),
            (std::vector<std::vector<float>>{{0, 1, 2}, {3, 4, 5}}));
}

TEST(SharedArrays, WithItemsOutOfLineAreCopied) {
  const auto bytes = std::make_shared<std::vector<std::byte>>(1 + 2 * sizeof(double));
  const double two[] = {1.5, 2.5};
  std::memcpy(bytes->data() + 1, two, sizeof two);
  const SharedArray array{"<f8", {2}, {8}, bytes->data() + 1, true, bytes};
  EXPECT_EQ(ReadBack<NdArray<const double>>(Written(array)).ToVector(),
            (std::vector<double>{1.5, 2.5}));
  const auto span = ReadBack<SpanArgument<double>>(Written(array));
  EXPECT_EQ(span[1], 2.5);
}

TEST(SharedArrays, LiveAsLongAsSomebodyHasThem) {
  Items items;
  const std::weak_ptr<std::vector<double>> watched = items.owner;
  NdArray<const double> view;
  std::uint64_t id = 0;
  {
    const wire::Writer writer = Written(items.Row());
    items.owner = nullptr;
    id = writer.references().at(0)->id();
    view = ReadBack<NdArray<const double>>(writer);
  }
  EXPECT_EQ(wire::FindArray(id), nullptr);
  EXPECT_FALSE(watched.expired());
  EXPECT_EQ(view[5], 5);
  view = {};
  EXPECT_TRUE(watched.expired());
}

TEST(SharedArrays, AreTheHostsWhileItLendsThem) {
  Items items;
  const std::weak_ptr<std::vector<double>> watched = items.owner;
  const std::uint64_t id = wire::LendArray(items.Row());
  items.owner = nullptr;
  EXPECT_EQ(wire::FindArray(id)->dtype, "<f8");
  EXPECT_TRUE(wire::ReleaseOpaque(id));
  EXPECT_TRUE(watched.expired());
  EXPECT_FALSE(wire::ReleaseOpaque(id));
}

TEST(SharedArrays, WhatIsNoneIsNamed) {
  const Items items;
  const wire::Writer rows = Written(items.Rows());
  EXPECT_EQ(ErrorOf<NdArray<const double>>(rows), "expected float64[n], got float64[2, 3]");
  EXPECT_EQ((ErrorOf<NdArray<const float, 2>>(rows)),
            "expected float32[n, n], got float64[2, 3]; convert it with .astype(\"float32\")");
  EXPECT_EQ(ErrorOf<std::string>(rows), "expected str, got an array");
  wire::Writer gone;
  {
    const wire::ReferencePtr held = wire::HoldArray(items.Row());
    gone.WriteReference(std::make_shared<const wire::Reference>(ReferenceKind::kArray, held->id()));
  }
  EXPECT_EQ(ErrorOf<NdArray<const double>>(gone),
            "expected an array, got one that is gone, or was never in this process");
}

TEST(SharedArrays, AreNoObjectsAndObjectsAreNoArrays) {
  static constexpr wire::OpaqueType kType{"testing::Thing"};
  const wire::ReferencePtr object = wire::HoldOpaque({std::make_shared<int>(1), &kType, false});
  EXPECT_EQ(wire::FindArray(object->id()), nullptr);
  const wire::ReferencePtr array = wire::HoldArray(Items().Row());
  EXPECT_THROW(wire::OpaqueOf(*array, kType, true), wire::CodecError);
}

TEST(SharedArrays, AreListsToAnyAndOneOfSeveral) {
  const Items items;
  const auto any = ReadBack<Any>(Written(items.Rows()));
  EXPECT_EQ(any.list().at(1).list().at(2), Any(5.0));
  using Either = std::variant<std::string, NdArray<const float>, NdArray<const double, 2>>;
  EXPECT_EQ(ReadBack<Either>(Written(items.Rows())).index(), 2U);
  EXPECT_EQ(ErrorOf<Either>(Written(items.Row())),
            "expected str, float32[n] or float64[n, n], got another array");
}

// What is written depends on who reads it.
bool host_shares = false;

constexpr wire::ReferenceHooks kHooks{
    .host_takes_references = [] { return true; },
    .host_takes_arrays = [] { return true; },
    .host_takes_arrow = [] { return true; },
    .host_takes_opaque = [] { return true; },
    .host_takes_streams = [] { return false; },
    .host_shares_arrays = [] { return host_shares; },
    .adopt = [](ReferenceKind, std::uint64_t) -> wire::ReferencePtr { return nullptr; },
    .export_ids = [](const wire::References&) { return std::vector<std::uint64_t>(); }};

class WrittenArrays : public ::testing::Test {
 protected:
  void SetUp() override { wire::SetReferenceHooks(&kHooks); }
  void TearDown() override {
    host_shares = false;
    wire::SetReferenceHooks(nullptr);
  }

  template <typename T>
  static std::size_t Shared(const T& value) {
    wire::Writer writer(wire::HostPeer());
    writer.ShareArrays();
    Codec<T>::Write(writer, value);
    return writer.references().size();
  }
};

constexpr std::size_t kLarge = wire::kSharedFrom / sizeof(double);

TEST_F(WrittenArrays, AreSharedIfTheyAreLargeAndTheHostKnows) {
  const NdArray<double> large({kLarge});
  EXPECT_EQ(Shared(large), 0U);
  host_shares = true;
  EXPECT_EQ(Shared(large), 1U);
  EXPECT_EQ(Shared(NdArray<double>({kLarge - 1})), 0U);
  EXPECT_EQ(Shared(std::vector<NdArray<double>>{large, large}), 2U);
  wire::Writer none(wire::HostPeer());  // whose table does not travel
  Codec<NdArray<double>>::Write(none, large);
  EXPECT_TRUE(none.references().empty());
}

TEST_F(WrittenArrays, AreWhatTheyWereIfTheyOwnTheirItems) {
  host_shares = true;
  const auto written = [](const auto& array) {
    wire::Writer writer(wire::HostPeer());
    writer.ShareArrays();
    Codec<std::remove_cvref_t<decltype(array)>>::Write(writer, array);
    return wire::ArrayOf(*writer.references().at(0));
  };
  const NdArray<double, 2> owned({2, kLarge});
  EXPECT_EQ(written(owned)->data, owned.data());
  EXPECT_TRUE(written(owned)->is_writable);
  EXPECT_FALSE(written(NdArray<const double, 2>(owned))->is_writable);
  const auto view = NdArray<double, 2>::View(owned.data(), {kLarge, 2}, {1, kLarge});
  const auto copied = written(view);
  EXPECT_NE(copied->data, owned.data());
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(copied->data) % 64, 0U);
  EXPECT_EQ(copied->strides, (std::vector<std::int64_t>{8, 8 * kLarge}));
  const auto gaps = written(NdArray<double>::Adopt(owned.data(), {kLarge}, {2},
                                                   std::make_shared<NdArray<double, 2>>(owned)));
  EXPECT_EQ(gaps->strides, (std::vector<std::int64_t>{8}));
}

}  // namespace
}  // namespace goray::testing
