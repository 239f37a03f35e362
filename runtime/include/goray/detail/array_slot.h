// SPDX-License-Identifier: Apache-2.0
// Parameters that are arrays of numbers, from a `GorayArray`; see abi/goray_interface.h. Throws wire::CodecError for an
// array that is not what the parameter wants.
#pragma once

#include <goray/abi/goray_interface.h>
#include <goray/codec/array_item.h>
#include <goray/codec/container/span.h>
#include <goray/codec/container/vector.h>
#include <goray/nd_array.h>
#include <goray/wire/shared_array.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace goray::dispatch {

/// Whether the items are of this type.
inline bool HasDtype(const GorayArray& array, const char* dtype) {
  return std::strcmp(array.dtype, dtype) == 0;
}
/// Whether they stand side by side in C order, each where a `T` may stand.
bool StandsInOrder(const GorayArray& array, std::size_t item_size, std::size_t alignment);

/// Of an array beside a message, which lives longer.
GorayArray DescriptionOf(const wire::SharedArray& array);

/// Refuses another type of items, and another number of dimensions.
void CheckItems(const GorayArray& array, const char* dtype, std::size_t rank);
/// Refuses another type of items, and another shape; an extent may be wire::kAnyExtent.
void CheckItems(const GorayArray& array, const char* dtype, std::span<const std::int64_t> extents);
/// Refuses what C++ cannot write into.
void CheckWritable(const GorayArray& array, const char* dtype, std::size_t rank);
/// Refuses items that stand where no item of this type may stand.
void CheckAlignment(const GorayArray& array, std::size_t item_size, std::size_t alignment);
/// For a view of items that must stand side by side.
void CheckOrder(const GorayArray& array, std::size_t item_size, std::size_t alignment);
/// Copies the items of an array of one dimension side by side. They are converted as those of a list are.
void CopyItems(const GorayArray& array, const char* dtype, void* to);

template <NumberItem T>
std::vector<T> VectorOf(const GorayArray& array) {
  if (array.rank != 1) CheckItems(array, DtypeOf<T>(), 1);
  const auto count = static_cast<std::size_t>(array.shape[0]);
  const auto* const first = static_cast<const T*>(array.data);
  if (HasDtype(array, DtypeOf<T>()) && StandsInOrder(array, sizeof(T), alignof(T)))
    return std::vector<T>(first, first + count);
  std::vector<T> items(count);
  CopyItems(array, DtypeOf<T>(), items.data());
  return items;
}

/// What a parameter of type `T` is made of, and how.
template <typename T>
struct ArrayTraits {
  using Argument = T;
  static constexpr bool kIsArray = false;
  static constexpr bool kIsWritten = false;
};

/// Those that are arrays: what their slot points to.
struct ReadArray {
  using Slot = GorayArray;
  static constexpr bool kIsArray = true;
  static constexpr bool kIsWritten = false;
};
struct WrittenArray {
  using Slot = GorayArray;
  static constexpr bool kIsArray = true;
  static constexpr bool kIsWritten = true;
};

template <NumberItem T>
struct ArrayTraits<std::vector<T>> : ReadArray {
  using Argument = std::vector<T>;
  static Argument From(const GorayArray& array) { return VectorOf<T>(array); }
};

template <NumberItem T>
struct ArrayTraits<std::span<const T>> : ReadArray {
  using Argument = SpanArgument<T>;
  static Argument From(const GorayArray& array) {
    if ((array.flags & GORAY_LIST) != 0) return Argument(VectorOf<T>(array));
    CheckItems(array, DtypeOf<T>(), 1);
    if (!StandsInOrder(array, sizeof(T), alignof(T))) return Argument(VectorOf<T>(array));
    return Argument({static_cast<const T*>(array.data), static_cast<std::size_t>(array.shape[0])});
  }
};

/// One into which C++ writes.
template <ArrayItem T>
  requires(!std::is_const_v<T>)
struct ArrayTraits<std::span<T>> : WrittenArray {
  using Argument = std::span<T>;
  static Argument From(const GorayArray& array) {
    CheckItems(array, DtypeOf<T>(), 1);
    CheckWritable(array, DtypeOf<T>(), 1);
    CheckOrder(array, sizeof(T), alignof(T));
    return {static_cast<T*>(array.data), static_cast<std::size_t>(array.shape[0])};
  }
};

template <typename T, std::size_t kRank>
struct ArrayTraits<NdArray<T, kRank>> {
  using Item = std::remove_const_t<T>;
  using Argument = NdArray<T, kRank>;
  using Slot = GorayArray;
  static constexpr bool kIsArray = true;
  static constexpr bool kIsWritten = !std::is_const_v<T>;
  static Argument From(const GorayArray& array) {
    if constexpr (!std::is_const_v<T>) {
      CheckItems(array, DtypeOf<Item>(), kRank);
      CheckWritable(array, DtypeOf<Item>(), kRank);
    } else if constexpr (kRank == 1 && NumberItem<Item>) {
      if ((array.flags & GORAY_LIST) != 0) return NdArray<Item>::Adopt(VectorOf<Item>(array));
    }
    CheckItems(array, DtypeOf<Item>(), kRank);
    CheckAlignment(array, sizeof(Item), alignof(Item));
    typename Argument::Shape shape{};
    typename Argument::Strides strides{};
    for (std::size_t i = 0; i < kRank; ++i) {
      shape[i] = static_cast<std::size_t>(array.shape[i]);
      if (array.strides != nullptr) strides[i] = array.strides[i] / std::ptrdiff_t{sizeof(Item)};
    }
    auto* const data = static_cast<T*>(array.data);
    return array.strides == nullptr ? Argument::View(data, shape)
                                    : Argument::View(data, shape, strides);
  }
};

/// What an invoker holds of an argument while it calls.
template <typename T>
using ArgumentOf = typename ArrayTraits<T>::Argument;

/// Parameters whose slot is an `a` or an `h`.
template <typename T>
concept SlotArray = ArrayTraits<T>::kIsArray;

/// Results that are arrays to Python as well. `Of` gives the items, which it may take out of the result.
template <typename T>
struct ArrayResult {};
template <typename T, std::size_t kRank>
struct ArrayResult<NdArray<T, kRank>> {
  static NdArray<T, kRank> Of(NdArray<T, kRank>&& value) { return std::move(value); }
};

template <typename T>
concept SlotArrayResult = requires(T value) { ArrayResult<T>::Of(std::move(value)); };

/// A `GorayArray` of an array that lives as long as this.
template <typename T, std::size_t kRank>
struct ArrayDescription {
  explicit ArrayDescription(const NdArray<T, kRank>& array) {
    for (std::size_t i = 0; i < kRank; ++i) {
      shape[i] = static_cast<std::int64_t>(array.shape()[i]);
      strides[i] = array.strides()[i] * std::int64_t{sizeof(T)};
    }
    value.data = const_cast<std::remove_const_t<T>*>(array.data());
    value.shape = shape;
    value.strides = strides;
    value.rank = kRank;
    value.flags = std::is_const_v<T> ? 0 : GORAY_WRITABLE;
    constexpr std::string_view kDtype = DtypeOf<std::remove_const_t<T>>();
    kDtype.copy(value.dtype, sizeof value.dtype - 1);  // the rest is zero
  }
  ArrayDescription(const ArrayDescription&) = delete;
  ArrayDescription& operator=(const ArrayDescription&) = delete;

  std::int64_t shape[kRank];
  std::int64_t strides[kRank];
  GorayArray value{};
};

/// A result with what describes it to the caller, who may keep it.
template <typename T, std::size_t kRank>
struct KeptArray {
  /// Copies the items if they are somebody else's.
  explicit KeptArray(NdArray<T, kRank> value)
      : array(value.owns() ? std::move(value) : value.Copy()) {}

  NdArray<T, kRank> array;
  ArrayDescription<T, kRank> description{array};
};

}  // namespace goray::dispatch
