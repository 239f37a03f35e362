// SPDX-License-Identifier: Apache-2.0
#include "generator/model/distinguishable.h"

#include <gtest/gtest.h>

namespace goray::model {
namespace {

Type Of(Kind kind, std::vector<Type> elements = {}) {
  return {.kind = kind, .elements = std::move(elements)};
}

const Type kNil = Of(Kind::kNil);
const Type kBool = Of(Kind::kBool);
const Type kInt{.kind = Kind::kInt, .bits = 64, .is_signed = true};
const Type kOctet{.kind = Kind::kInt, .bits = 8, .is_signed = true};
const Type kFloat{.kind = Kind::kFloat, .bits = 64};
const Type kSingle{.kind = Kind::kFloat, .bits = 32};
const Type kText = Of(Kind::kString);
const Type kPath = Of(Kind::kPath);
const Type kBytes = Of(Kind::kBytes);
const Type kEnum{.kind = Kind::kEnum, .name = "Color"};
const Type kDuration = Of(Kind::kDuration);
const Type kTime = Of(Kind::kTimePoint);
const Type kComplex{.kind = Kind::kComplex, .bits = 64};
const Type kPoint{.kind = Kind::kStruct, .name = "Point"};    // x, y
const Type kPoint3{.kind = Kind::kStruct, .name = "Point3"};  // x, y, z
const Type kShift{.kind = Kind::kStruct, .name = "Shift"};    // x, y and dx, which may be missing
const Type kRef = Of(Kind::kRef, {kInt});
const Type kActor = Of(Kind::kActor);

Type List(const Type& item) { return Of(Kind::kList, {item}); }
Type Set(const Type& item) { return Of(Kind::kSet, {item}); }
Type Map(const Type& key, const Type& value) { return Of(Kind::kMap, {key, value}); }
Type Array(const Type& item, int rank) {
  return {.kind = Kind::kNdArray, .rank = rank, .elements = {item}};
}

Interface Structs() {
  const Field x{.name = "x", .type = kInt};
  const Field y{.name = "y", .type = kInt};
  const Field z{.name = "z", .type = kInt};
  const Field dx{.name = "dx", .type = kInt, .default_value = Default{}};
  return {.structs = {{.name = "Point", .fields = {x, y}},
                      {.name = "Point3", .fields = {x, y, z}},
                      {.name = "Shift", .fields = {x, y, dx}}}};
}

/// The same whichever comes first.
std::string Why(const Type& a, const Type& b) {
  const Interface interface = Structs();
  const std::string why = WhyAlike(a, b, interface);
  EXPECT_EQ(why.empty(), WhyAlike(b, a, interface).empty());
  return why;
}

TEST(Distinguishable, ByTheKindOfValueAndItsCost) {
  const std::vector<Type> all = {kNil,  kBool,  kInt,        kFloat, kText, kBytes,
                                 kTime, kPoint, List(kText), kRef,   kActor};
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t j = 0; j < all.size(); ++j) {
      EXPECT_EQ(Why(all[i], all[j]).empty(), i != j) << i << " " << j;
    }
  }
}

TEST(Distinguishable, Scalars) {
  EXPECT_EQ(Why(kInt, kEnum), "both are an int on the wire");
  EXPECT_EQ(Why(kInt, kOctet), "both are an int on the wire");
  EXPECT_EQ(Why(kEnum, kFloat), "");
  EXPECT_EQ(Why(kText, kPath), "both are a str on the wire");
  EXPECT_EQ(Why(kDuration, kFloat), "both are a float on the wire");
  EXPECT_EQ(Why(kDuration, kInt), "");
  EXPECT_EQ(Why(kComplex, kFloat), "");
  EXPECT_EQ(Why(kNil, Of(Kind::kOptional, {kInt})), "both take None");
  EXPECT_EQ(Why(Of(Kind::kOptional, {kInt}), kText), "");
  EXPECT_EQ(Why(Of(Kind::kOptional, {kInt}), kInt), "both are an int on the wire");
  EXPECT_EQ(Why(kRef, kRef), "both are an ObjectRef, whose value is not there yet");
  EXPECT_EQ(Why({.kind = Kind::kAny, .cpp = "::goray::Any"}, kInt),
            "::goray::Any takes every value");
}

TEST(Distinguishable, ListsByTheirItems) {
  EXPECT_EQ(Why(List(kInt), List(kFloat)), "");
  EXPECT_EQ(Why(List(kInt), List(kEnum)),
            "both are a list on the wire, and of its items both are an int on the wire");
  EXPECT_EQ(Why(List(List(kInt)), List(kInt)), "");
  EXPECT_EQ(Why(List(kInt), Set(kText)), "both are a list on the wire") << "[] is both";
  EXPECT_EQ(Why(List(kOctet), kBytes), "");
  const Type pair = Of(Kind::kTuple, {kInt, kText});
  EXPECT_EQ(Why(pair, Of(Kind::kTuple, {kInt})), "");
  EXPECT_EQ(Why(pair, Of(Kind::kTuple, {kInt, kBytes})), "");
  EXPECT_EQ(Why(pair, List(kInt)), "");
  EXPECT_NE(Why(Of(Kind::kTuple, {kInt, kInt}), List(kInt)), "");
  EXPECT_NE(Why(Of(Kind::kTuple), List(kInt)), "");
  EXPECT_NE(Why(kComplex, List(kFloat)), "");
  EXPECT_EQ(Why(kComplex, List(kText)), "");
}

TEST(Distinguishable, ArraysByTypeAndRank) {
  EXPECT_EQ(Why(Array(kFloat, 1), Array(kSingle, 1)), "");
  EXPECT_EQ(Why(Array(kFloat, 1), Array(kFloat, 2)), "");
  EXPECT_NE(Why(Array(kFloat, 2), Array(kFloat, 2)), "");
  EXPECT_NE(Why(Array(kFloat, 1), List(kFloat)), "");
  EXPECT_EQ(Why(Array(kFloat, 1), List(kInt)), "");
}

TEST(Distinguishable, DictsByFieldsKeysAndValues) {
  EXPECT_EQ(Why(kPoint, kPoint3), "") << "z is required";
  EXPECT_EQ(Why(kPoint, kShift),
            "both are a dict on the wire, and neither has a required field that the other has not");
  EXPECT_EQ(Why(kPoint, Map(kText, kInt)), "both are a dict on the wire with keys of text");
  EXPECT_EQ(Why(kPoint, Map(kInt, kInt)), "");
  EXPECT_EQ(Why(Map(kText, kInt), Map(kText, kFloat)), "");
  EXPECT_EQ(Why(Map(kText, kInt), Map(kInt, kInt)), "");
  EXPECT_NE(Why(Map(kText, kInt), Map(kText, kEnum)), "");
}

TEST(Distinguishable, VariantsByAllAlternatives) {
  EXPECT_EQ(Why(Of(Kind::kVariant, {kInt, kText}), Of(Kind::kVariant, {kFloat, kNil})), "");
  EXPECT_EQ(Why(Of(Kind::kVariant, {kInt, kText}), kPath), "both are a str on the wire");
  EXPECT_TRUE(TakesNil(Of(Kind::kVariant, {kInt, Of(Kind::kOptional, {kText})})));
  EXPECT_FALSE(TakesNil(Of(Kind::kVariant, {kInt, kText})));
}

}  // namespace
}  // namespace goray::model
