// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/codec/base.h>

#include <memory>

namespace goray {

/// `std::unique_ptr<T>` <-> `T | None`: what lets a struct hold itself.
template <typename T>
struct Codec<std::unique_ptr<T>> {
  static std::unique_ptr<T> Read(wire::Reader& reader) {
    if (reader.TryNil()) return nullptr;
    return std::make_unique<T>(Codec<T>::Read(reader));
  }
  static void Write(wire::Writer& writer, const std::unique_ptr<T>& value) {
    value ? Codec<T>::Write(writer, *value) : writer.WriteNil();
  }
};

}  // namespace goray
