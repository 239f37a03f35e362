// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/wire/reader.h>
#include <goray/wire/writer.h>

namespace goray {

/// How values of `T` cross between C++ and Python. A specialisation has
///   static T Read(wire::Reader& reader);                          // exactly one value
///   static void Write(wire::Writer& writer, const T& value);      // exactly one value
/// Both throw `wire::CodecError`. The generator writes those of an app's structs and enums into
/// `<name>.goray.h`; a class of your own becomes a parameter or a result by a specialisation you
/// write.
template <typename T>
struct Codec {
  static_assert(
      sizeof(T) == 0,
      "goray::Codec<T> is missing: include the generated <name>.goray.h, or specialise it");
};

}  // namespace goray
