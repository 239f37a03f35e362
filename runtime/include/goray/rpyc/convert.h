// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <complex>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "value.h"

/// Scalars: None, bool, int, float, complex, str, bytes.
namespace goray::rpyc {

template <>
struct Codec<bool> {
  static rpyc_value_t Pack(bool value, Pool&) {
    rpyc_value_t packed{RPYC_BOOL, 0, {}};
    packed.as.integer = value;
    return packed;
  }
  static bool Unpack(const rpyc_value_t& value) {
    if (value.kind != RPYC_BOOL) ThrowWrongType("a bool", value);
    return value.as.integer != 0;
  }
};

/// Range-checked; a Python bool is an int, a float is not.
template <std::integral T>
struct Codec<T> {
  static rpyc_value_t Pack(T value, Pool& pool) {
    if (!std::in_range<std::int64_t>(value))
      return MakeValue(RPYC_BIGINT, pool.Keep(std::to_string(value)));
    rpyc_value_t packed{RPYC_INT, 0, {}};
    packed.as.integer = static_cast<std::int64_t>(value);
    return packed;
  }
  static T Unpack(const rpyc_value_t& value) {
    if (value.kind == RPYC_BIGINT) return FromDigits(value);
    if (value.kind != RPYC_INT && value.kind != RPYC_BOOL) ThrowWrongType("an int", value);
    if (!std::in_range<T>(value.as.integer)) {
      throw UsageError("the int " + std::to_string(value.as.integer) +
                       " does not fit the type asked for");
    }
    return static_cast<T>(value.as.integer);
  }

 private:
  static T FromDigits(const rpyc_value_t& value) {
    std::string digits(TextOf(value));
    if constexpr (sizeof(T) == 8 && std::unsigned_integral<T>) {
      if (digits[0] != '-' && digits.size() <= 20) {
        T parsed = std::strtoull(digits.c_str(), nullptr, 10);
        if (std::to_string(parsed) == digits) return parsed;
      }
    }
    throw UsageError("the int " + digits + " does not fit the type asked for");
  }
};

template <std::floating_point T>
struct Codec<T> {
  static rpyc_value_t Pack(T value, Pool&) {
    rpyc_value_t packed{RPYC_FLOAT, 0, {}};
    packed.as.real = static_cast<double>(value);
    return packed;
  }
  static T Unpack(const rpyc_value_t& value) {
    if (value.kind == RPYC_INT) return static_cast<T>(value.as.integer);
    if (value.kind != RPYC_FLOAT) ThrowWrongType("a float", value);
    return static_cast<T>(value.as.real);
  }
};

template <std::floating_point T>
struct Codec<std::complex<T>> {
  static rpyc_value_t Pack(const std::complex<T>& value, Pool& pool) {
    double reals[2] = {value.real(), value.imag()};
    rpyc_value_t packed{RPYC_COMPLEX, 2, {}};
    packed.as.reals = reinterpret_cast<const double*>(
        pool.Keep(std::string(reinterpret_cast<const char*>(reals), sizeof reals)).data());
    return packed;
  }
  static std::complex<T> Unpack(const rpyc_value_t& value) {
    if (value.kind != RPYC_COMPLEX) return Codec<T>::Unpack(value);
    return {static_cast<T>(value.as.reals[0]), static_cast<T>(value.as.reals[1])};
  }
};

template <>
struct Codec<std::string_view> {
  static rpyc_value_t Pack(std::string_view value, Pool&) { return MakeValue(RPYC_STR, value); }
};
template <>
struct Codec<const char*> {
  static rpyc_value_t Pack(const char* value, Pool&) {
    return MakeValue(RPYC_STR, std::string_view(value));
  }
};
template <>
struct Codec<char*> : Codec<const char*> {};
template <>
struct Codec<std::string> {
  static rpyc_value_t Pack(std::string_view value, Pool&) { return MakeValue(RPYC_STR, value); }
  static std::string Unpack(const rpyc_value_t& value) {
    if (value.kind != RPYC_STR) ThrowWrongType("a str", value);
    return std::string(TextOf(value));
  }
};

/// bytes
template <>
struct Codec<std::vector<std::byte>> {
  static rpyc_value_t Pack(const std::vector<std::byte>& value, Pool&) {
    return MakeValue(RPYC_BYTES, {reinterpret_cast<const char*>(value.data()), value.size()});
  }
  static std::vector<std::byte> Unpack(const rpyc_value_t& value) {
    if (value.kind != RPYC_BYTES) ThrowWrongType("bytes", value);
    const auto* bytes = reinterpret_cast<const std::byte*>(value.as.text);
    return {bytes, bytes + value.size};
  }
};

template <>
struct Codec<std::nullptr_t> {
  static rpyc_value_t Pack(std::nullptr_t, Pool&) { return {RPYC_NONE, 0, {}}; }
};

/// The value or None.
template <typename T>
struct Codec<std::optional<T>> {
  static rpyc_value_t Pack(const std::optional<T>& value, Pool& pool) {
    return value ? Codec<T>::Pack(*value, pool) : rpyc_value_t{RPYC_NONE, 0, {}};
  }
  static std::optional<T> Unpack(const rpyc_value_t& value) {
    if (value.kind == RPYC_NONE) return std::nullopt;
    return Codec<T>::Unpack(value);
  }
};

}  // namespace goray::rpyc
