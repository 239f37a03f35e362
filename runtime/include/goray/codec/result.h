// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/codec/tuple.h>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>

namespace goray::wire {

/// A callable's result: one value, or with `std::tuple` none or several, one after another.
template <typename T>
struct ResultCodec {
  static T Read(Reader& reader) { return Codec<T>::Read(reader); }
  static void Write(Writer& writer, const T& value) { Codec<T>::Write(writer, value); }
};

template <>
struct ResultCodec<void> {
  /// Python's `None` is accepted for nothing.
  static void Read(Reader& reader) {
    if (!reader.AtEnd()) reader.ReadNil();
  }
};

template <>
struct ResultCodec<std::tuple<>> {
  static std::tuple<> Read(Reader&) { return {}; }
  static void Write(Writer&, const std::tuple<>&) {}
};

template <typename A, typename B, typename... Ts>
struct ResultCodec<std::tuple<A, B, Ts...>> {
  using Tuple = std::tuple<A, B, Ts...>;
  static void Write(Writer& writer, const Tuple& value) { TupleItems<Tuple>::Write(writer, value); }
  /// As values one after another, as C++ returns them, or as one list, as Python does.
  static Tuple Read(Reader& reader) {
    Reader probe = reader;
    probe.Skip();
    return probe.AtEnd() ? Codec<Tuple>::Read(reader) : TupleItems<Tuple>::Read(reader);
  }
};

/// Values of `T` point into the message they were read from.
template <typename T>
inline constexpr bool kIsView = false;
template <>
inline constexpr bool kIsView<std::string_view> = true;
template <>
inline constexpr bool kIsView<std::span<const std::byte>> = true;
template <template <typename...> typename C, typename... Ts>
inline constexpr bool kIsView<C<Ts...>> = (kIsView<Ts> || ...);

/// Reads a whole message as a `T`. A byte left over is an error. No value is Python's `None`.
template <typename T>
T ReadMessage(std::span<const std::byte> message, const References* references = nullptr) {
  static constexpr std::byte kNil[] = {std::byte{0xC0}};
  if constexpr (!std::is_void_v<T> && !std::is_same_v<T, std::tuple<>>) {
    if (message.empty()) message = kNil;
  }
  Reader reader(message, references);
  const auto finish = [&reader] {
    if (!reader.AtEnd()) {
      throw CodecError(Fault::kValue,
                       std::to_string(reader.Remaining()) + " bytes follow the value");
    }
  };
  if constexpr (std::is_void_v<T>) {
    ResultCodec<void>::Read(reader);
    finish();
  } else {
    T value = ResultCodec<T>::Read(reader);
    finish();
    return value;
  }
}

}  // namespace goray::wire
