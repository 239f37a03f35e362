// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/any.h>
#include <goray/codec/container/vector.h>

#include <vector>

namespace goray {

/// The rest of a call's arguments, whatever they are; only as the last parameter. As a result it is
/// one list.
///
/// Example: `goray::Args Echo(goray::Args args) const { return args; }`
class Args : public std::vector<Any> {
 public:
  using std::vector<Any>::vector;
};

template <>
struct Codec<Args> {
  static Args Read(wire::Reader& reader) {
    std::vector<Any> items = Codec<std::vector<Any>>::Read(reader);
    Args args;
    args.swap(items);
    return args;
  }
  static void Write(wire::Writer& writer, const Args& value) {
    Codec<std::vector<Any>>::Write(writer, value);
  }
};

}  // namespace goray
