// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/codec/base.h>

namespace goray {

/// `bool` <-> `bool`; an int is refused.
template <>
struct Codec<bool> {
  static bool Read(wire::Reader& reader) { return reader.ReadBool(); }
  static void Write(wire::Writer& writer, bool value) { writer.WriteBool(value); }
};

}  // namespace goray
