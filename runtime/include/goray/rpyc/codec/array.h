// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/rpyc/value.h>

#include <complex>
#include <concepts>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

namespace goray::rpyc {

template <typename T>
struct IsComplex : std::false_type {};
template <typename T>
struct IsComplex<std::complex<T>>
    : std::bool_constant<std::same_as<T, float> || std::same_as<T, double>> {};

/// What a numpy array may hold here.
template <typename T>
concept ArrayItem = (std::integral<T> && !std::same_as<T, char> && !std::same_as<T, bool>) ||
                    std::same_as<T, float> || std::same_as<T, double> || IsComplex<T>::value;

/// numpy's name of an item type, "<f8".
template <ArrayItem T>
std::string Dtype() {
  char kind = IsComplex<T>::value      ? 'c'
              : std::floating_point<T> ? 'f'
              : std::is_signed_v<T>    ? 'i'
                                       : 'u';
  return std::string(sizeof(T) == 1 ? "|" : "<") + kind + std::to_string(sizeof(T));
}

/// Somebody else's numbers, in C order; as an argument it becomes a numpy array and is sent from
/// where it is.
template <ArrayItem T>
struct ArrayView {
  ArrayView(const T* data_, std::vector<std::int64_t> shape_)
      : data(data_), shape(std::move(shape_)) {}
  ArrayView(std::span<const T> items)  // NOLINT: a span is such a view
      : data(items.data()), shape{static_cast<std::int64_t>(items.size())} {}
  const T* data;
  std::vector<std::int64_t> shape;
};

/// A numpy array, copied once out of the message.
template <ArrayItem T>
struct Array {
  std::vector<T> data;
  std::vector<std::int64_t> shape;
};

template <ArrayItem T>
struct Codec<ArrayView<T>> {
  static rpyc_value_t Pack(const ArrayView<T>& view, Pool& pool) {
    std::uint64_t size = sizeof(T);
    for (std::int64_t extent : view.shape) size *= static_cast<std::uint64_t>(extent);
    rpyc_array_t& array = pool.Array();
    array = {pool.Keep(Dtype<T>()).data(), view.shape.data(), view.data, size,
             static_cast<std::uint32_t>(view.shape.size())};
    rpyc_value_t value{RPYC_ARRAY, 0, {}};
    value.as.array = &array;
    return value;
  }
};

template <ArrayItem T>
struct Codec<Array<T>> {
  static rpyc_value_t Pack(const Array<T>& array, Pool& pool) {
    rpyc_value_t value =
        Codec<ArrayView<T>>::Pack(ArrayView<T>(std::span<const T>(array.data)), pool);
    auto& described = const_cast<rpyc_array_t&>(*value.as.array);
    described.shape = array.shape.data();
    described.ndim = static_cast<std::uint32_t>(array.shape.size());
    return value;
  }
  static Array<T> Unpack(const rpyc_value_t& value) {
    if (value.kind != RPYC_ARRAY) ThrowWrongType("a numpy array", value);
    const rpyc_array_t& array = *value.as.array;
    if (array.dtype != Dtype<T>()) {
      throw UsageError("expected an array of " + Dtype<T>() + ", the server sent " + array.dtype +
                       "; convert it there with astype()");
    }
    Array<T> result{std::vector<T>(array.size / sizeof(T)),
                    {array.shape, array.shape + array.ndim}};
    if (array.size > 0) std::memcpy(result.data.data(), array.data, array.size);
    return result;
  }
};

/// A span is a numpy array too.
template <typename T>
  requires ArrayItem<std::remove_const_t<T>>
struct Codec<std::span<T>> {
  static rpyc_value_t Pack(std::span<T> items, Pool& pool) {
    rpyc_array_t& array = pool.Array();
    std::int64_t shape = static_cast<std::int64_t>(items.size());
    std::string_view kept =
        pool.Keep(std::string(reinterpret_cast<const char*>(&shape), sizeof shape));
    array = {pool.Keep(Dtype<std::remove_const_t<T>>()).data(),
             reinterpret_cast<const std::int64_t*>(kept.data()), items.data(), items.size_bytes(),
             1};
    rpyc_value_t value{RPYC_ARRAY, 0, {}};
    value.as.array = &array;
    return value;
  }
};

}  // namespace goray::rpyc
