// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/codec/array_item.h>
#include <goray/codec/complex.h>
#include <goray/codec/container/vector.h>
#include <goray/codec/floating.h>
#include <goray/codec/integer.h>

#include <concepts>
#include <span>
#include <utility>
#include <vector>

namespace goray {

/// The argument of a parameter `std::span<const T>`: a view of the caller's own array, or of numbers
/// that were read from a message, where they do not stand side by side, and that live as long as it.
template <NumberItem T>
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

template <NumberItem T>
struct Codec<SpanArgument<T>> {
  static SpanArgument<T> Read(wire::Reader& reader) {
    return SpanArgument<T>(Codec<std::vector<T>>::Read(reader));
  }
};

}  // namespace goray
