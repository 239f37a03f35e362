// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/codec/base.h>

#include <cmath>
#include <string>

namespace goray {

/// `double` <-> `float`; an int is accepted, as Python does. NaN, infinities and -0.0 survive.
template <>
struct Codec<double> {
  static double Read(wire::Reader& reader) { return reader.ReadDouble(); }
  static void Write(wire::Writer& writer, double value) { writer.WriteDouble(value); }
};

/// `float` <-> `float`, rounded to the nearest; a finite number beyond `float` is an OverflowError.
template <>
struct Codec<float> {
  static float Read(wire::Reader& reader) {
    const double value = reader.ReadDouble();
    const auto rounded = static_cast<float>(value);
    if (std::isinf(rounded) && !std::isinf(value)) {
      throw wire::CodecError(wire::Fault::kOverflow,
                             "expected a 32-bit float, got " + std::to_string(value));
    }
    return rounded;
  }
  static void Write(wire::Writer& writer, float value) { writer.WriteFloat(value); }
};

}  // namespace goray
