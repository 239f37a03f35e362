// SPDX-License-Identifier: Apache-2.0
// The other side of generator/model/distinguishable.cpp, which says what costs what.
#include <goray/codec/struct.h>
#include <goray/wire/array.h>
#include <goray/wire/resolve.h>

#include <algorithm>
#include <limits>
#include <vector>

#include "wire/text.h"

namespace goray::wire {
namespace {

using Cost = std::optional<std::uint64_t>;

constexpr std::int8_t kTimeExt = -1;

/// What a value is, as far as its first bytes say.
enum class What {
  kNil,
  kBool,
  kInt,
  kFloat,
  kString,
  kBytes,
  kList,
  kMap,
  kTime,
  kArray,
  kObjectRef,
  kActor,
  kOpaque,
  kCallable,
  kOther
};

What WhatIsNext(const Reader& reader) {
  switch (reader.Peek()) {
    case Kind::kNil:
      return What::kNil;
    case Kind::kBool:
      return What::kBool;
    case Kind::kInt:
      return What::kInt;
    case Kind::kFloat:
      return What::kFloat;
    case Kind::kString:
      return What::kString;
    case Kind::kBytes:
      return What::kBytes;
    case Kind::kArray:
      return What::kList;
    case Kind::kMap:
      return What::kMap;
    case Kind::kExt:
      break;
  }
  Reader probe = reader;
  const ExtView ext = probe.ReadExt();
  if (reader.IsReference(ext)) {
    switch (reader.ReferenceOf(ext)->kind()) {
      case ReferenceKind::kObjectRef:
        return What::kObjectRef;
      case ReferenceKind::kActorHandle:
        return What::kActor;
      case ReferenceKind::kOpaque:
        return What::kOpaque;
      case ReferenceKind::kArray:
        return What::kArray;
      case ReferenceKind::kCallable:
        return What::kCallable;
    }
  }
  if (IsArray(ext)) return What::kArray;
  return ext.type == kTimeExt ? What::kTime : What::kOther;
}

Cost Cheapest(Cost a, Cost b) {
  if (!a || !b) return a ? a : b;
  return std::min(*a, *b);
}

/// What a type takes such a value for if all that the value is made of fits.
Cost CostOfKind(const Shape& shape, What what) {
  const auto at = [what](std::initializer_list<What> taken) -> Cost {
    const auto* found = std::ranges::find(taken, what);
    return found == taken.end() ? Cost() : Cost(static_cast<std::uint64_t>(found - taken.begin()));
  };
  switch (shape.form) {
    case Form::kNil:
      return at({What::kNil});
    case Form::kBool:
      return at({What::kBool});
    case Form::kInt:
      return at({What::kInt, What::kBool});
    case Form::kFloat:
      return at({What::kFloat, What::kInt, What::kBool});
    case Form::kDuration:
      return at({What::kFloat, What::kInt});
    case Form::kComplex:
      return at({What::kList, What::kFloat, What::kInt});
    case Form::kString:
      return at({What::kString});
    case Form::kBytes:
      return at({What::kBytes});
    case Form::kTime:
      return at({What::kTime});
    case Form::kObjectRef:
      return at({What::kObjectRef});
    case Form::kActor:
      return at({What::kActor});
    case Form::kOpaque:
      return at({What::kOpaque});
    case Form::kCallable:
      return at({What::kCallable});
    case Form::kList:
    case Form::kArray:
      if (what == What::kArray) return 0;
      return shape.takes_bytes ? at({What::kList, What::kBytes}) : at({What::kList});
    case Form::kTuple:
      return what == What::kArray ? 0 : at({What::kList});
    case Form::kMap:
    case Form::kStruct:
      return at({What::kMap});
    case Form::kOptional:
      return what == What::kNil ? Cost(0) : CostOfKind(shape.inner[0](), what);
    case Form::kVariant: {
      Cost cost;
      for (const GetShape inner : shape.inner) cost = Cheapest(cost, CostOfKind(inner(), what));
      return cost;
    }
    case Form::kAnything:
      return 0;
  }
  return {};
}

bool HasContent(What what) {
  return what == What::kList || what == What::kMap || what == What::kArray;
}

/// What a number of an array is by itself.
What WhatIsItem(std::string_view dtype) {
  switch (dtype.size() > 1 ? dtype[1] : ' ') {
    case 'b':
      return What::kBool;
    case 'i':
    case 'u':
      return What::kInt;
    case 'f':
      return What::kFloat;
    case 'c':
      return What::kList;
    default:
      return What::kOther;
  }
}

/// Of an array's row at a depth.
Cost CostOfArray(const Shape& shape, const EncodedArray& array, std::size_t depth) {
  if (shape.form == Form::kOptional) return CostOfArray(shape.inner[0](), array, depth);
  if (shape.form == Form::kVariant) {
    Cost cost;
    for (const GetShape inner : shape.inner)
      cost = Cheapest(cost, CostOfArray(inner(), array, depth));
    return cost;
  }
  if (depth == array.shape.size()) {
    const What item = WhatIsItem(array.dtype);
    if (item == What::kList && shape.form != Form::kComplex) return {};
    return HasContent(item) ? 0 : CostOfKind(shape, item);
  }
  if (shape.form == Form::kAnything) return 0;
  if (shape.form == Form::kArray) {
    const bool fits = array.dtype == shape.dtype && array.shape.size() - depth == shape.rank;
    return fits ? Cost(0) : Cost();
  }
  if (shape.form == Form::kList) return CostOfArray(shape.inner[0](), array, depth + 1);
  if (shape.form != Form::kTuple || array.shape[depth] != shape.inner.size()) return {};
  std::uint64_t sum = 0;
  for (const GetShape inner : shape.inner) {
    const Cost cost = CostOfArray(inner(), array, depth + 1);
    if (!cost) return {};
    sum += *cost;
  }
  return sum;
}

/// Looks into values. What it looks at in all is bounded: variants in variants would have it look at the same values
/// again and again.
class Resolver {
 public:
  explicit Resolver(Reader& reader) : left_(reader.LookAhead()) {}

  /// Past the value, if it fits; else the reader is anywhere.
  Cost Look(Reader& reader, const Shape& shape) {
    const What what = WhatIsNext(reader);
    const Cost cost = CostOfKind(shape, what);
    if (!cost) return {};
    if (!HasContent(what) || shape.form == Form::kAnything) {
      Skip(reader);
      return cost;
    }
    switch (shape.form) {
      case Form::kOptional:
        return Look(reader, shape.inner[0]());
      case Form::kVariant:
        return LookAtEach(reader, shape.inner);
      default:
        break;
    }
    Spend(1);
    if (what == What::kArray) return CostOfArray(shape, *TryArray(reader), 0);
    if (what == What::kMap)
      return shape.form == Form::kStruct ? LookAtFields(reader, shape) : LookAtPairs(reader, shape);
    return LookAtItems(reader, shape, shape.rank);
  }

 private:
  void Spend(std::size_t bytes) {
    if (bytes > left_) {
      left_ = 0;
      throw CodecError(Fault::kValue, "what this value is shows too deep inside of it");
    }
    left_ -= bytes;
  }

  void Skip(Reader& reader) {
    const std::size_t start = reader.Offset();
    reader.Skip();
    Spend(reader.Offset() - start);
  }

  Cost LookAtEach(Reader& reader, std::span<const GetShape> shapes) {
    Cost best;
    Reader after = reader;
    for (const GetShape shape : shapes) {
      Reader probe = reader;
      const Cost cost = Look(probe, shape());
      if (!cost || (best && *best <= *cost)) continue;
      best = cost;
      after = probe;
    }
    reader = after;
    return best;
  }

  /// `rank`: of a kArray, how many lists are in one another from here.
  Cost LookAtItems(Reader& reader, const Shape& shape, std::size_t rank) {
    const std::size_t count = reader.ReadArray();
    const Nesting nesting(reader);
    if (shape.form == Form::kComplex) return LookAtParts(reader, count);
    if (shape.form == Form::kTuple && count != shape.inner.size()) return {};
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const Shape& inner = shape.inner[shape.form == Form::kTuple ? i : 0]();
      Cost cost;
      if (rank > 1) {
        Spend(1);
        if (reader.Peek() == Kind::kArray) cost = LookAtItems(reader, shape, rank - 1);
      } else {
        cost = Look(reader, inner);
      }
      if (!cost) return {};
      sum += *cost;
    }
    return sum;
  }

  Cost LookAtParts(Reader& reader, std::size_t count) {
    if (count != 2) return {};
    for (std::size_t i = 0; i < count; ++i) {
      const Kind kind = reader.Peek();
      if (kind != Kind::kFloat && kind != Kind::kInt) return {};
      Skip(reader);
    }
    return 0;
  }

  Cost LookAtPairs(Reader& reader, const Shape& shape) {
    const std::size_t count = reader.ReadMap();
    const Nesting nesting(reader);
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < count; ++i) {
      for (const GetShape inner : shape.inner) {
        const Cost cost = Look(reader, inner());
        if (!cost) return {};
        sum += *cost;
      }
    }
    return sum;
  }

  /// By the names alone.
  Cost LookAtFields(Reader& reader, const Shape& shape) {
    const std::span<const FieldEntry> fields = shape.fields();
    std::size_t missing =
        static_cast<std::size_t>(std::ranges::count(fields, true, &FieldEntry::required));
    const std::size_t count = reader.ReadMap();
    const Nesting nesting(reader);
    if (count > fields.size()) return {};
    for (std::size_t i = 0; i < count; ++i) {
      if (reader.Peek() != Kind::kString) return {};
      const auto field = std::ranges::find(fields, reader.ReadString(), &FieldEntry::name);
      if (field == fields.end()) return {};
      missing -= field->required ? 1 : 0;  // a field that occurs twice fails when it is read
      Skip(reader);
    }
    return missing == 0 ? Cost(0) : Cost();
  }

  std::size_t& left_;  // of the reader that the values are read from later
};

/// What the next value is, for an error: a dict by its keys.
std::string Described(const Reader& reader) {
  if (reader.Peek() != Kind::kMap) return "list with other items";
  Reader probe = reader;
  const std::size_t count = probe.ReadMap();
  std::string names;
  for (std::size_t i = 0; i < count; ++i) {
    if (i == limits::kListedNames) return "dict with the keys " + names + ", ...";
    if (probe.Peek() != Kind::kString) return "dict with other keys";
    names += (names.empty() ? "'" : ", '") + Shown(probe.ReadString(), limits::kStepSize) + "'";
    probe.Skip();
  }
  return count == 0 ? "empty dict" : "dict with the keys " + names;
}

constexpr int kNamedDepth = 4;

std::string Name(const Shape& shape, int depth);

std::string Names(std::span<const GetShape> shapes, int depth, std::string_view last_separator) {
  std::string names;
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    if (i == limits::kListedNames) return names + ", ...";
    const bool is_last = i + 1 == shapes.size();
    if (i > 0) names += is_last ? last_separator : ", ";
    names += Name(shapes[i](), depth);
  }
  return names;
}

std::string Name(const Shape& shape, int depth) {
  if (depth == kNamedDepth) return "...";
  switch (shape.form) {
    case Form::kOptional:
      return Name(shape.inner[0](), depth + 1) + " or None";
    case Form::kVariant:
      return Names(shape.inner, depth + 1, " or ");
    case Form::kList:
    case Form::kMap:
    case Form::kTuple:
      return std::string(shape.name) + "[" + Names(shape.inner, depth + 1, ", ") + "]";
    case Form::kArray: {
      const std::vector<std::int64_t> extents(shape.rank, kAnyExtent);
      return ArrayName(shape.dtype, extents);
    }
    default:
      return std::string(shape.name);
  }
}

}  // namespace

std::string NameOf(const Shape& shape) { return Name(shape, 0); }

std::string NamesOf(std::span<const GetShape> shapes) { return Names(shapes, 0, " or "); }

std::size_t Choose(Reader& reader, std::span<const GetShape> alternatives) {
  const What what = WhatIsNext(reader);
  const std::size_t none = alternatives.size();
  std::size_t best = none;
  std::size_t candidates = 0;
  std::uint64_t lowest = std::numeric_limits<std::uint64_t>::max();
  for (std::size_t i = 0; i < alternatives.size(); ++i) {
    const Cost cost = CostOfKind(alternatives[i](), what);
    candidates += cost ? 1 : 0;
    if (!cost || *cost >= lowest) continue;
    lowest = *cost;
    best = i;
  }
  if (best == none) reader.Expected(NamesOf(alternatives));
  // Of the only one that may be meant, its codec says what does not fit.
  if (candidates == 1 || !HasContent(what)) return best;
  best = none;
  lowest = std::numeric_limits<std::uint64_t>::max();
  Resolver resolver(reader);
  for (std::size_t i = 0; i < alternatives.size(); ++i) {
    Reader probe = reader;
    const Cost cost = resolver.Look(probe, alternatives[i]());
    if (!cost || *cost >= lowest) continue;
    lowest = *cost;
    best = i;
  }
  if (best != none) return best;
  const std::string got = what == What::kArray ? "another array" : Described(reader);
  throw CodecError(Fault::kType, "expected " + NamesOf(alternatives) + ", got " + got);
}

std::optional<std::uint64_t> CostOf(Reader& reader, const Shape& shape) {
  const What what = WhatIsNext(reader);
  if (!HasContent(what)) return CostOfKind(shape, what);
  Resolver resolver(reader);
  Reader probe = reader;
  return resolver.Look(probe, shape);
}

}  // namespace goray::wire
