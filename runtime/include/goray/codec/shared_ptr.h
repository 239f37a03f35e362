// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/codec/base.h>

#include <memory>

namespace goray {

/// `std::shared_ptr<T>` <-> `T | None`, the value and not the sharing: what two pointers own
/// together is written twice, and a cycle ends at the limit of depth.
template <typename T>
struct Codec<std::shared_ptr<T>> {
  static std::shared_ptr<T> Read(wire::Reader& reader) {
    if (reader.TryNil()) return nullptr;
    return std::make_shared<T>(Codec<T>::Read(reader));
  }
  static void Write(wire::Writer& writer, const std::shared_ptr<T>& value) {
    value ? Codec<T>::Write(writer, *value) : writer.WriteNil();
  }
};

}  // namespace goray
