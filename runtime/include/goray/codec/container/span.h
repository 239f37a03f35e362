// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/codec/array_item.h>
#include <goray/codec/complex.h>
#include <goray/codec/container/vector.h>
#include <goray/codec/floating.h>
#include <goray/codec/integer.h>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace goray {

/// The argument of a parameter `std::span<const T>`: a view of the caller's own array, of one beside a message, or of numbers
/// that were read from a message, where they do not stand side by side. It keeps them alive.
template <NumberItem T>
class SpanArgument : public std::span<const T> {
 public:
  explicit SpanArgument(std::span<const T> callers) : std::span<const T>(callers) {}
  explicit SpanArgument(std::vector<T> read)
      : std::span<const T>(read), read_(std::move(read)) {}  // its items do not move with it
  SpanArgument(std::span<const T> shared, std::shared_ptr<const void> owner)
      : std::span<const T>(shared), owner_(std::move(owner)) {}
  SpanArgument(SpanArgument&&) noexcept = default;
  SpanArgument& operator=(SpanArgument&&) = delete;

 private:
  std::vector<T> read_;
  std::shared_ptr<const void> owner_;
};

template <NumberItem T>
struct Codec<SpanArgument<T>> {
  static SpanArgument<T> Read(wire::Reader& reader) {
    if (reader.ExtIsNext()) {
      wire::Reader next = reader;
      auto array = wire::TryArray(next);
      const bool is_view = array && array->owner != nullptr && array->shape.size() == 1 &&
                           array->dtype == DtypeOf<T>() &&
                           reinterpret_cast<std::uintptr_t>(array->items.data()) % alignof(T) == 0;
      if (is_view) {
        reader = next;
        const auto* const first = reinterpret_cast<const T*>(array->items.data());
        return SpanArgument<T>({first, array->shape[0]}, std::move(array->owner));
      }
    }
    return SpanArgument<T>(Codec<std::vector<T>>::Read(reader));
  }
};

}  // namespace goray
