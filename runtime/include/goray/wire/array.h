// SPDX-License-Identifier: Apache-2.0
// Arrays of numbers in a message: an ext value of code 81 that begins with "ndarray", for those who declared the
// feature `arrays`. Then follow, little-endian: the length of the items' type in a byte, and the type, as numpy's array
// interface spells it ("<f8"); the number of dimensions in a byte, and the items of each in 8; the items in C order.
#pragma once

#include <goray/wire/reader.h>
#include <goray/wire/shared_array.h>
#include <goray/wire/writer.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace goray::wire {

/// The ext code.
inline constexpr std::int8_t kArrayExt = 81;
/// What no other ext value of that code begins with.
inline constexpr std::string_view kArrayMark = "ndarray";

/// The items stand in C order. Those in a message are not aligned.
struct EncodedArray {
  std::string_view dtype;
  std::vector<std::size_t> shape;
  std::span<const std::byte> items;
  std::shared_ptr<const void> owner;  ///< Of what is beside the message; null: the message has it.
};

/// By its code and its beginning.
bool IsArray(const ExtView& ext);
/// Throws CodecError for data that is cut short, and items that are not as many as the shape says.
EncodedArray ParseArray(std::span<const std::byte> data);
/// The array that comes next, in the message or beside it, past which the reader is then; nothing, and the reader where it
/// is, if another value does. Throws CodecError as `ParseArray` and `ArrayOf` do.
std::optional<EncodedArray> TryArray(Reader& reader);
/// The same array, whose items are copied if they stand in another order, or have gaps.
EncodedArray InOrder(std::shared_ptr<const SharedArray> array);
/// As lists in lists, which every peer knows. Throws CodecError for items that C++ has no type for.
Buffer ListsOf(const EncodedArray& array);

/// Writes what stands before the items, and gives the place of their `size` bytes. Throws CodecError for more than msgpack can hold.
std::byte* WriteArray(Writer& writer, std::string_view dtype, std::span<const std::size_t> shape,
                      std::size_t size);

/// Throws CodecError, a TypeError: an array of `rank` dimensions with items of `dtype` is wanted, and another one is there.
[[noreturn]] void RefuseArray(std::string_view dtype, std::size_t rank, std::string_view got,
                              std::span<const std::int64_t> shape);
/// The same where one with these extents is wanted, of which some may be `kAnyExtent`.
[[noreturn]] void RefuseArray(std::string_view dtype, std::span<const std::int64_t> extents,
                              std::string_view got, std::span<const std::int64_t> shape);

/// numpy's name of a type: "float64" for "<f8".
std::string DtypeName(std::string_view dtype);
/// An extent that errors show as "n".
inline constexpr std::int64_t kAnyExtent = -1;
/// An array as errors name it: "float64[10, 3]".
std::string ArrayName(std::string_view dtype, std::span<const std::int64_t> shape);

}  // namespace goray::wire
