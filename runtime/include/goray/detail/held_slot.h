// SPDX-License-Identifier: Apache-2.0
// Parameters that the library may keep; see goray/held.h.
#pragma once

#include <goray/bytes.h>
#include <goray/detail/array_slot.h>
#include <goray/held.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

namespace goray::dispatch {

/// What the caller lends past the call, or null of what is there only for it. From then on it is the library's.
std::shared_ptr<void> TakeOwner(const GorayHeldArray& array);
/// The bytes of an array of octets side by side.
std::span<const std::byte> BytesIn(const GorayArray& array);

/// How a `Held<T>` is made of an array with its owner, and of a message, of which nothing is left after the call.
template <typename T>
struct HeldTraits {
  static Held<T> From(const GorayHeldArray& array) {
    auto argument = ArrayTraits<T>::From(array.array);
    return Held<T>::Of(std::move(argument), TakeOwner(array));
  }
  static Held<T> Read(wire::Reader& reader) {
    return Held<T>::Of(Codec<ArgumentOf<T>>::Read(reader), nullptr);
  }
};

/// A copy of the array owns its items as well.
template <typename T, std::size_t kRank>
struct HeldTraits<NdArray<const T, kRank>> {
  using Array = NdArray<const T, kRank>;
  static Held<Array> From(const GorayHeldArray& array) {
    const Array view = ArrayTraits<Array>::From(array.array);
    if (view.owns()) return Held<Array>::Of(view, nullptr);  // it was a list
    return Held<Array>::Of(
        Array::Adopt(view.data(), view.shape(), view.strides(), TakeOwner(array)), nullptr);
  }
  static Held<Array> Read(wire::Reader& reader) {
    return Held<Array>::Of(Codec<Array>::Read(reader), nullptr);
  }
};

template <>
struct HeldTraits<Bytes> {
  static Held<Bytes> From(const GorayHeldArray& array) {
    const std::span<const std::byte> bytes = BytesIn(array.array);
    return Held<Bytes>::Of(Bytes::Adopt(bytes, TakeOwner(array)), nullptr);
  }
  static Held<Bytes> Read(wire::Reader& reader) {
    return Held<Bytes>::Of(Bytes(Codec<Bytes>::Read(reader).ToVector()), nullptr);
  }
};

template <Octet T>
struct HeldTraits<std::span<const T>> {
  using View = std::span<const T>;
  static Held<View> From(const GorayHeldArray& array) {
    const std::span<const std::byte> bytes = BytesIn(array.array);
    return Held<View>::Of(ViewOf(bytes), TakeOwner(array));
  }
  static Held<View> Read(wire::Reader& reader) {
    const auto owner =
        std::make_shared<const std::vector<std::byte>>(Codec<std::vector<std::byte>>::Read(reader));
    return Held<View>::Of(ViewOf(*owner), owner);
  }

 private:
  static View ViewOf(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const T*>(bytes.data()), bytes.size()};
  }
};

template <typename T>
struct ArrayTraits<Held<T>> : ReadArray {
  using Argument = Held<T>;
  using Slot = GorayHeldArray;
  static Argument From(const GorayHeldArray& array) { return HeldTraits<T>::From(array); }
};

}  // namespace goray::dispatch

namespace goray {

template <typename T>
struct Codec<Held<T>> {
  static Held<T> Read(wire::Reader& reader) { return dispatch::HeldTraits<T>::Read(reader); }
};

}  // namespace goray
