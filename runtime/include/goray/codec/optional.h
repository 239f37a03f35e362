// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/codec/base.h>

#include <optional>

namespace goray {

/// `std::optional<T>` <-> `T | None`.
template <typename T>
struct Codec<std::optional<T>> {
  static std::optional<T> Read(wire::Reader& reader) {
    if (reader.TryNil()) return std::nullopt;
    return Codec<T>::Read(reader);
  }
  static void Write(wire::Writer& writer, const std::optional<T>& value) {
    value ? Codec<T>::Write(writer, *value) : writer.WriteNil();
  }
};

template <>
struct Codec<std::nullopt_t> {
  static void Write(wire::Writer& writer, std::nullopt_t) { writer.WriteNil(); }
};

}  // namespace goray
