// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/wire/reader.h>
#include <goray/wire/writer.h>

#include <cstddef>

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

namespace wire {

/// How many items to make room for when a message announces `count`: a liar's message costs no more
/// than its own size.
inline std::size_t RoomFor(std::size_t count, std::size_t item_size, const Reader& reader) {
  const std::size_t limit = 4096 + reader.Remaining() / item_size;
  return count < limit ? count : limit;
}

}  // namespace wire
}  // namespace goray
