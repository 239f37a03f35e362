// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/codec/base.h>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

namespace goray {

template <typename T>
concept Octet = std::same_as<T, std::byte> || std::same_as<T, std::uint8_t>;

/// `std::vector<std::byte>`, `std::vector<std::uint8_t>` <-> `bytes`.
template <Octet T>
struct Codec<std::vector<T>> {
  static std::vector<T> Read(wire::Reader& reader) {
    const std::span<const std::byte> bytes = reader.ReadBytes();
    std::vector<T> value(bytes.size());
    if (!bytes.empty()) std::memcpy(value.data(), bytes.data(), bytes.size());
    return value;
  }
  static void Write(wire::Writer& writer, const std::vector<T>& value) {
    writer.WriteBytes(std::as_bytes(std::span(value)));
  }
};

/// A view into the message: a parameter that lives as long as the call.
template <Octet T>
struct Codec<std::span<const T>> {
  static std::span<const T> Read(wire::Reader& reader) {
    const std::span<const std::byte> bytes = reader.ReadBytes();
    return {reinterpret_cast<const T*>(bytes.data()), bytes.size()};
  }
  static void Write(wire::Writer& writer, std::span<const T> value) {
    writer.WriteBytes(std::as_bytes(value));
  }
};

}  // namespace goray
