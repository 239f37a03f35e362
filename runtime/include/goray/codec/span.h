// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/codec/bytes.h>
#include <goray/codec/floating.h>
#include <goray/codec/integer.h>
#include <goray/codec/vector.h>

#include <concepts>
#include <span>
#include <utility>
#include <vector>

namespace goray {

/// What a parameter `std::span<const T>` may view as numbers; a view of octets is one of bytes.
template <typename T>
concept ArrayItem = (Integer<T> && !Octet<T>) || std::same_as<T, float> || std::same_as<T, double>;

/// The argument of a parameter `std::span<const T>`: a view of the caller's own array, or of numbers
/// that were read from a message, where they do not stand side by side, and that live as long as it.
template <ArrayItem T>
class SpanArgument : public std::span<const T> {
 public:
  explicit SpanArgument(std::span<const T> callers) : std::span<const T>(callers) {}
  explicit SpanArgument(std::vector<T> read)
      : std::span<const T>(read), read_(std::move(read)) {}  // its items do not move with it
  SpanArgument(SpanArgument&&) noexcept = default;
  SpanArgument& operator=(SpanArgument&&) = delete;

 private:
  std::vector<T> read_;
};

template <ArrayItem T>
struct Codec<SpanArgument<T>> {
  static SpanArgument<T> Read(wire::Reader& reader) {
    return SpanArgument<T>(Codec<std::vector<T>>::Read(reader));
  }
};

}  // namespace goray
