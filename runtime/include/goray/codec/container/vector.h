// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/codec/container/sequence.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

namespace goray {

/// `std::vector<T>` <-> `list`.
template <typename T>
struct Codec<std::vector<T>> : wire::SequenceCodec<std::vector<T>> {};

template <>
struct Codec<std::vector<double>> : wire::SequenceCodec<std::vector<double>> {
  static void Write(wire::Writer& writer, const std::vector<double>& value) {
    writer.WriteArray(value.size());
    const wire::NestedWrite nesting(writer);
    writer.WriteDoubles(value.size(), [&](std::size_t i) { return value[i]; });
  }
};

/// Bytes are accepted as well: it is what an array of one-byte integers is in a message.
template <>
struct Codec<std::vector<std::int8_t>> : wire::SequenceCodec<std::vector<std::int8_t>> {
  static std::vector<std::int8_t> Read(wire::Reader& reader) {
    if (reader.AtEnd() || reader.Peek() != wire::Kind::kBytes) return SequenceCodec::Read(reader);
    const std::span<const std::byte> bytes = reader.ReadBytes();
    std::vector<std::int8_t> value(bytes.size());
    if (!bytes.empty()) std::memcpy(value.data(), bytes.data(), bytes.size());
    return value;
  }
};

}  // namespace goray
