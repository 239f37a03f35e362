// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/any.h>
#include <goray/codec/values.h>
#include <goray/error.h>

namespace goray {

template <typename T>
T Any::As() const {
  static_assert(!wire::kIsView<T>,
                "a view would not outlive the call: take a type that owns its data");
  try {
    wire::Writer writer;
    Codec<Any>::Write(writer, *this);
    wire::Reader reader(writer.bytes(), &writer.references());
    return Codec<T>::Read(reader);
  } catch (const wire::CodecError& error) {
    wire::Rethrow(error, "Any::As(): ");
  }
}

}  // namespace goray
