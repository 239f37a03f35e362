// SPDX-License-Identifier: Apache-2.0
#include "generator/model/distinguishable.h"

#include <algorithm>

namespace goray::model {
namespace {

/// A kind of value on the wire.
enum class Wire {
  kNil,
  kBool,
  kInt,
  kFloat,
  kString,
  kBytes,
  kArray,
  kMap,
  kTime,
  kRef,
  kActor,
  kOpaque,
  kFunction
};

/// A kind of value that a type takes; of several types that take one, the cheapest gets it.
struct Taken {
  Wire wire;
  int cost;
  const Type* type;
};

/// Whether bytes are a list or an array of such one-byte integers as well.
bool IsOfOctets(const Type& type) {
  const Type& item = type.elements[0];
  return item.kind == Kind::kInt && item.bits == 8 && (type.kind == Kind::kList || type.rank == 1);
}

void AddTaken(const Type& type, std::vector<Taken>& out) {
  const auto add = [&](Wire wire, int cost) { out.push_back({wire, cost, &type}); };
  switch (type.kind) {
    case Kind::kNil:
    case Kind::kVoid:
      return add(Wire::kNil, 0);
    case Kind::kBool:
      return add(Wire::kBool, 0);
    case Kind::kInt:
    case Kind::kEnum:
      add(Wire::kInt, 0);
      return add(Wire::kBool, 1);
    case Kind::kFloat:
      add(Wire::kFloat, 0);
      add(Wire::kInt, 1);
      return add(Wire::kBool, 2);
    case Kind::kDuration:
      add(Wire::kFloat, 0);
      return add(Wire::kInt, 1);
    case Kind::kComplex:
      add(Wire::kArray, 0);
      add(Wire::kFloat, 1);
      return add(Wire::kInt, 2);
    case Kind::kString:
    case Kind::kPath:
      return add(Wire::kString, 0);
    case Kind::kBytes:
      return add(Wire::kBytes, 0);
    case Kind::kList:
    case Kind::kNdArray:
      add(Wire::kArray, 0);
      if (IsOfOctets(type)) add(Wire::kBytes, 1);
      return;
    case Kind::kSet:
    case Kind::kTuple:
      return add(Wire::kArray, 0);
    case Kind::kMap:
    case Kind::kStruct:
      return add(Wire::kMap, 0);
    case Kind::kTimePoint:
      return add(Wire::kTime, 0);
    case Kind::kRef:
      return add(Wire::kRef, 0);
    case Kind::kActor:
      return add(Wire::kActor, 0);
    case Kind::kOpaque:
      return add(Wire::kOpaque, 0);
    case Kind::kFunction:
      return add(Wire::kFunction, 0);
    case Kind::kOptional:
    case Kind::kSharedPtr:
    case Kind::kUniquePtr:
      add(Wire::kNil, 0);
      return AddTaken(type.elements[0], out);
    case Kind::kVariant:
      for (const Type& alternative : type.elements) AddTaken(alternative, out);
      return;
    case Kind::kAny:
    case Kind::kArgs:
    case Kind::kJson:
    case Kind::kRecordBatch:
    case Kind::kStream:
    case Kind::kTable:
      return;  // everything, see WhyAlike
  }
}

std::vector<Taken> TakenBy(const Type& type) {
  std::vector<Taken> taken;
  AddTaken(type, taken);
  return taken;
}

std::string NameOf(Wire wire) {
  switch (wire) {
    case Wire::kNil:
      return "both take None";
    case Wire::kBool:
      return "both are a bool on the wire";
    case Wire::kInt:
      return "both are an int on the wire";
    case Wire::kFloat:
      return "both are a float on the wire";
    case Wire::kString:
      return "both are a str on the wire";
    case Wire::kBytes:
      return "both are bytes on the wire";
    case Wire::kArray:
      return "both are a list on the wire";
    case Wire::kMap:
      return "both are a dict on the wire";
    case Wire::kTime:
      return "both are a point in time on the wire";
    case Wire::kRef:
      return "both are an ObjectRef, whose value is not there yet";
    case Wire::kActor:
      return "both are an actor handle";
    case Wire::kOpaque:
      return "both are an object that stays in C++";
    case Wire::kFunction:
      return "both are a callable";
  }
  return "";
}

/// What stands at `index` of a list that is a `type`; all items of a list are alike.
Type ItemOf(const Type& type, std::size_t index) {
  if (type.kind == Kind::kComplex) return {.kind = Kind::kFloat};
  if (type.kind == Kind::kTuple) return type.elements[index];
  if (type.kind != Kind::kNdArray || type.rank == 1) return type.elements[0];
  Type row = type;
  --row.rank;
  return row;
}

/// How many items there are, if the type says.
std::optional<std::size_t> CountOf(const Type& type) {
  if (type.kind == Kind::kComplex) return 2;
  if (type.kind == Kind::kTuple) return type.elements.size();
  return std::nullopt;
}

bool IsSameItem(const Type& a, const Type& b) {
  return a.kind == b.kind && a.bits == b.bits && a.is_signed == b.is_signed;
}

/// `[]` fits every list, so what a list becomes in Python must not depend on its items.
std::string WhyAlikeLists(const Type& a, const Type& b, const Interface& interface) {
  const auto count_a = CountOf(a);
  const auto count_b = CountOf(b);
  if (count_a && count_b && *count_a != *count_b) return "";
  const bool is_array = a.kind == Kind::kNdArray && b.kind == Kind::kNdArray;
  if (is_array && !IsSameItem(a.elements[0], b.elements[0])) return "";
  if (!count_a && !count_b && (a.kind == Kind::kSet) != (b.kind == Kind::kSet)) {
    return NameOf(Wire::kArray);
  }
  if (count_a.value_or(1) == 0 || count_b.value_or(1) == 0) return NameOf(Wire::kArray);
  std::string why;
  for (std::size_t i = 0; i < std::max(count_a.value_or(1), count_b.value_or(1)); ++i) {
    why = WhyAlike(ItemOf(a, i), ItemOf(b, i), interface);
    if (why.empty()) return "";
  }
  return NameOf(Wire::kArray) + ", and of its items " + why;
}

const Struct* FindStruct(const Type& type, const Interface& interface) {
  const auto found = std::ranges::find(interface.structs, type.name, &Struct::name);
  return found == interface.structs.end() ? nullptr : &*found;
}

bool HasFieldOfItsOwn(const Struct& one, const Struct& other) {
  return std::ranges::any_of(one.fields, [&other](const Field& field) {
    return IsRequired(field) &&
           std::ranges::find(other.fields, field.name, &Field::name) == other.fields.end();
  });
}

std::string WhyAlikeMaps(const Type& a, const Type& b, const Interface& interface) {
  if (a.kind == Kind::kStruct && b.kind == Kind::kStruct) {
    const Struct* one = FindStruct(a, interface);
    const Struct* other = FindStruct(b, interface);
    if (one == nullptr || other == nullptr) return NameOf(Wire::kMap);
    if (HasFieldOfItsOwn(*one, *other) || HasFieldOfItsOwn(*other, *one)) return "";
    return NameOf(Wire::kMap) + ", and neither has a required field that the other has not";
  }
  if (a.kind == Kind::kStruct) return WhyAlikeMaps(b, a, interface);
  if (b.kind == Kind::kStruct) {
    return a.elements[0].kind == Kind::kString ? NameOf(Wire::kMap) + " with keys of text" : "";
  }
  const std::string why = WhyAlike(a.elements[1], b.elements[1], interface);
  if (why.empty() || WhyAlike(a.elements[0], b.elements[0], interface).empty()) return "";
  return NameOf(Wire::kMap) + ", and of its values " + why;
}

}  // namespace

bool TakesNil(const Type& type) {
  if (type.kind == Kind::kAny || type.kind == Kind::kJson) return true;
  return std::ranges::any_of(TakenBy(type),
                             [](const Taken& one) { return one.wire == Wire::kNil; });
}

std::string WhyAlike(const Type& a, const Type& b, const Interface& interface) {
  for (const Type* type : {&a, &b}) {
    if (type->kind == Kind::kRecordBatch || type->kind == Kind::kTable)
      return "nobody tells a table from other values";
  }
  const auto is_anything = [](const Type& type) {
    return type.kind == Kind::kAny || type.kind == Kind::kArgs || type.kind == Kind::kJson;
  };
  if (is_anything(a) || is_anything(b)) return (is_anything(a) ? a : b).cpp + " takes every value";
  for (const Taken& one : TakenBy(a)) {
    for (const Taken& other : TakenBy(b)) {
      if (one.wire != other.wire || one.cost != other.cost) continue;
      const std::string why =
          one.wire == Wire::kArray ? WhyAlikeLists(*one.type, *other.type, interface)
          : one.wire == Wire::kMap ? WhyAlikeMaps(*one.type, *other.type, interface)
                                   : NameOf(one.wire);
      if (!why.empty()) return why;
    }
  }
  return "";
}

}  // namespace goray::model
