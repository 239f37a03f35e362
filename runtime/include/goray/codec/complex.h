// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/codec/floating.h>

#include <complex>
#include <concepts>
#include <cstddef>
#include <string>

namespace goray {

/// `std::complex<double>` and `std::complex<float>` <-> `complex`, on the wire a list of the real and
/// the imaginary part; a float and an int are accepted, as Python does. NaN, infinities and -0.0
/// survive. A finite part beyond `float` is an OverflowError.
template <typename T>
  requires std::same_as<T, double> || std::same_as<T, float>
struct Codec<std::complex<T>> {
  static std::complex<T> Read(wire::Reader& reader) {
    const wire::Kind kind = reader.Peek();
    if (kind == wire::Kind::kInt || kind == wire::Kind::kFloat) return Codec<T>::Read(reader);
    if (kind != wire::Kind::kArray) reader.Expected("complex");
    if (const std::size_t count = reader.ReadArray(); count != 2) {
      throw wire::CodecError(wire::Fault::kValue,
                             "expected the 2 parts of a complex, got " + std::to_string(count));
    }
    const T real = Codec<T>::Read(reader);
    return {real, Codec<T>::Read(reader)};
  }

  static void Write(wire::Writer& writer, const std::complex<T>& value) {
    writer.WriteArray(2);
    Codec<T>::Write(writer, value.real());
    Codec<T>::Write(writer, value.imag());
  }
};

}  // namespace goray
