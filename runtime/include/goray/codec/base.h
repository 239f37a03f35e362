// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/wire/reader.h>
#include <goray/wire/writer.h>

namespace goray {

/// How values of `T` cross between C++ and Python. A specialisation has
///   static T Read(wire::Reader& reader);                          // exactly one value
///   static void Write(wire::Writer& writer, const T& value);      // exactly one value
/// Both throw `wire::CodecError`. The generator writes those of an app's structs and enums into
/// `<name>.goray.h`. Any other class becomes a parameter or a result by a specialisation that you
/// write, in an annotated file or in one that it includes. `CodecAs` makes one of two conversions. One
/// that reads and writes for itself also has
///   static constexpr const char* kPython = "int | str";
/// which Python's type hints have for `T`; `import` of what stands before dots comes by itself. It is
/// a hint alone: what Python sends is what it would send for `goray::Any`.
template <typename T>
struct Codec {
  static_assert(
      sizeof(T) == 0,
      "goray::Codec<T> is missing: include the generated <name>.goray.h, or specialise it");
};

}  // namespace goray
