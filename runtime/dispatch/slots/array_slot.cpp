// SPDX-License-Identifier: Apache-2.0
#include <goray/detail/array_slot.h>
#include <goray/wire/array.h>

#include <cmath>
#include <complex>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace goray::dispatch {
namespace {

using wire::CodecError;
using wire::Fault;

std::span<const std::int64_t> ShapeOf(const GorayArray& array) { return {array.shape, array.rank}; }

std::string Wanted(const char* dtype, std::size_t rank) {
  return wire::ArrayName(dtype, std::vector<std::int64_t>(rank, wire::kAnyExtent));
}

std::string NameOf(const GorayArray& array) { return wire::ArrayName(array.dtype, ShapeOf(array)); }

bool IsEmpty(const GorayArray& array) {
  for (const std::int64_t extent : ShapeOf(array)) {
    if (extent == 0) return true;
  }
  return false;
}

/// Calls `body` with a value of the type that `dtype` spells; false for other types.
template <typename Body>
bool OfDtype(std::string_view dtype, Body body) {
  if (dtype == "|b1") return body(bool{}), true;
  if (dtype == "|i1") return body(std::int8_t{}), true;
  if (dtype == "<i2") return body(std::int16_t{}), true;
  if (dtype == "<i4") return body(std::int32_t{}), true;
  if (dtype == "<i8") return body(std::int64_t{}), true;
  if (dtype == "|u1") return body(std::uint8_t{}), true;
  if (dtype == "<u2") return body(std::uint16_t{}), true;
  if (dtype == "<u4") return body(std::uint32_t{}), true;
  if (dtype == "<u8") return body(std::uint64_t{}), true;
  if (dtype == "<f4") return body(float{}), true;
  if (dtype == "<f8") return body(double{}), true;
  if (dtype == "<c8") return body(std::complex<float>{}), true;
  if (dtype == "<c16") return body(std::complex<double>{}), true;
  return false;
}

template <typename T>
inline constexpr bool kIsComplex = false;
template <typename T>
inline constexpr bool kIsComplex<std::complex<T>> = true;

/// As Codec<To> reads what Python makes of the item: the number, or a CodecError.
template <typename To, typename From>
To Converted(const From& item) {
  if constexpr (std::is_same_v<To, From>) {
    return item;
  } else {
    wire::Writer writer;
    if constexpr (kIsComplex<From>) {
      Codec<std::complex<double>>::Write(writer, item);
    } else if constexpr (std::is_floating_point_v<From>) {
      if constexpr (kIsComplex<To>) return Converted<typename To::value_type>(item);
      if constexpr (std::is_same_v<To, double>) return item;
      writer.WriteDouble(item);
    } else {
      if constexpr (std::is_integral_v<To> && !std::is_same_v<To, bool> &&
                    !std::is_same_v<From, bool>) {
        if (std::in_range<To>(item)) return static_cast<To>(item);
      } else if constexpr (std::is_same_v<To, double> && sizeof(From) < sizeof(double)) {
        return item;
      }
      Codec<From>::Write(writer, item);
    }
    wire::Reader reader(writer.bytes());
    return Codec<To>::Read(reader);
  }
}

template <typename From, typename To>
void Copy(const GorayArray& array, To* to) {
  const std::ptrdiff_t stride =
      array.strides == nullptr ? std::ptrdiff_t{sizeof(From)} : array.strides[0];
  const auto* from = static_cast<const std::byte*>(array.data);
  const std::int64_t count = array.shape[0];
  std::int64_t i = 0;
  try {
    for (; i < count; ++i, from += stride) {
      From item;
      std::memcpy(&item, from, sizeof item);  // it may stand where no `From` may
      to[i] = Converted<To>(item);
    }
  } catch (CodecError& error) {
    error.AddIndex(static_cast<std::size_t>(i));
    throw;
  }
}

}  // namespace

GorayArray DescriptionOf(const wire::SharedArray& array) {
  GorayArray description{array.data,
                         array.shape.data(),
                         array.strides.data(),
                         array.shape.size(),
                         array.is_writable ? GORAY_WRITABLE : 0,
                         {}};
  array.dtype.copy(description.dtype, sizeof description.dtype - 1);  // the rest is zero
  return description;
}

bool StandsInOrder(const GorayArray& array, std::size_t item_size, std::size_t alignment) {
  if (IsEmpty(array)) return true;
  if (reinterpret_cast<std::uintptr_t>(array.data) % alignment != 0) return false;
  auto expected = static_cast<std::int64_t>(item_size);
  for (std::size_t i = array.rank; i-- > 0 && array.strides != nullptr;) {
    if (array.shape[i] != 1 && array.strides[i] != expected) return false;
    expected *= array.shape[i];
  }
  return true;
}

void CheckItems(const GorayArray& array, const char* dtype, std::size_t rank) {
  if (!HasDtype(array, dtype) || array.rank != rank)
    wire::RefuseArray(dtype, rank, array.dtype, ShapeOf(array));
}

void CheckItems(const GorayArray& array, const char* dtype, std::span<const std::int64_t> extents) {
  bool is_right = HasDtype(array, dtype) && array.rank == extents.size();
  for (std::size_t i = 0; i < extents.size() && is_right; ++i)
    is_right = extents[i] == wire::kAnyExtent || extents[i] == array.shape[i];
  if (!is_right) wire::RefuseArray(dtype, extents, array.dtype, ShapeOf(array));
}

void CheckWritable(const GorayArray& array, const char* dtype, std::size_t rank) {
  if ((array.flags & GORAY_LIST) != 0)
    throw CodecError(Fault::kType,
                     "expected " + Wanted(dtype, rank) + " that C++ writes into, got a list");
  if ((array.flags & GORAY_WRITABLE) == 0)
    throw CodecError(Fault::kValue, "C++ writes into it, and it is read-only: " + NameOf(array) +
                                        "; give a copy, .copy(), or have C++ return an array");
}

void CheckAlignment(const GorayArray& array, std::size_t item_size, std::size_t alignment) {
  if (IsEmpty(array)) return;
  bool is_aligned = reinterpret_cast<std::uintptr_t>(array.data) % alignment == 0;
  for (std::size_t i = 0; i < array.rank && array.strides != nullptr; ++i)
    is_aligned =
        is_aligned && (array.shape[i] == 1 || array.strides[i] % std::int64_t(item_size) == 0);
  if (!is_aligned)
    throw CodecError(Fault::kValue, "the items of " + NameOf(array) +
                                        " are not aligned for C++; give a copy, .copy()");
}

void CheckOrder(const GorayArray& array, std::size_t item_size, std::size_t alignment) {
  if (!StandsInOrder(array, item_size, alignment))
    throw CodecError(
        Fault::kValue,
        "the items of " + NameOf(array) +
            " do not stand side by side; give a copy, .copy(), or let C++ take a goray::NdArray");
}

void CopyItems(const GorayArray& array, const char* dtype, void* to) {
  OfDtype(dtype, [&](auto wanted) {
    using To = decltype(wanted);
    const bool is_known = OfDtype(
        array.dtype, [&](auto given) { Copy<decltype(given)>(array, static_cast<To*>(to)); });
    if (!is_known) CheckItems(array, dtype, 1);
  });
}

}  // namespace goray::dispatch
