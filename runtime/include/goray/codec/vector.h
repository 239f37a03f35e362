// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/codec/sequence.h>

#include <cstddef>
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

}  // namespace goray
