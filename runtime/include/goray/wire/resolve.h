// SPDX-License-Identifier: Apache-2.0
// Which of several types the next value of a message is, by what the value is: alternatives of a variant, overloads.
#pragma once

#include <goray/wire/reader.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace goray::wire {

/// What a type is on the wire, as far as values tell types apart.
enum class Form {
  kNil,
  kBool,
  kInt,  ///< An enum, too.
  kFloat,
  kDuration,
  kComplex,
  kString,
  kBytes,
  kTime,
  kObjectRef,
  kActor,
  kOpaque,
  kCallable,
  kList,   ///< A set, too.
  kArray,  ///< goray::NdArray
  kTuple,
  kMap,
  kStruct,
  kOptional,
  kVariant,
  kAnything,
};

struct FieldEntry;
struct Shape;
/// A function, as types may hold themselves.
using GetShape = const Shape& (*)();

/// A type for `Choose`; `goray::ShapeOf<T>()` makes it.
struct Shape {
  Form form;
  std::string_view name;                 ///< As Python calls the type, without what it is made of.
  std::span<const GetShape> inner = {};  ///< Items; of a map key and value; of a variant the types.
  std::span<const FieldEntry> (*fields)() = nullptr;  ///< kStruct.
  std::string_view dtype = {};                        ///< kArray.
  std::size_t rank = 0;                               ///< kArray.
  bool takes_bytes = false;                           ///< kArray, kList: of one-byte integers.
};

/// How a type reads in an error: "list[int]", "Item".
std::string NameOf(const Shape& shape);
/// The same of several: "int, str or Item".
std::string NamesOf(std::span<const GetShape> shapes);

/// The index of the type that the next value, which stays, is best taken for: an int for int rather than for double; of
/// those that take it alike the first. Looks at the value's kind alone where that is enough. All looking ahead in a
/// message is bounded, see `limits::kLookAheadFactor`. Throws CodecError if the value is none of the types.
std::size_t Choose(Reader& reader, std::span<const GetShape> alternatives);

/// How far the next value, which stays, is from a `shape`; 0 is exactly it, nothing that it is not one.
std::optional<std::uint64_t> CostOf(Reader& reader, const Shape& shape);

}  // namespace goray::wire
