// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/codec/base.h>
#include <goray/codec/user_code.h>

#include <utility>

namespace goray {

/// A class that crosses as a value of a type that has a codec: what a `Codec` of your own needs least.
/// `Value` is a type that can be a parameter and a result. A specialisation, in an annotated file or in
/// one that it includes, has
///   static T From(Value value);        // a Python value -> C++; throws what is wrong with it
///   static Value To(const T& value);   // C++ -> a Python value
/// Python sees a `Value`, in type hints as well, unless it has a `kPython`; see `Codec`. What `From` throws is a ValueError that names the
/// argument and where in it the value stands.
///
/// Example:
///   template <>
///   struct goray::Codec<cv::Rect> : goray::CodecAs<cv::Rect, std::array<int, 4>> {
///     static cv::Rect From(const std::array<int, 4>& a) { return {a[0], a[1], a[2], a[3]}; }
///     static std::array<int, 4> To(const cv::Rect& r) { return {r.x, r.y, r.width, r.height}; }
///   };
template <typename T, typename Value>
struct CodecAs {
  using As = Value;

  static T Read(wire::Reader& reader) {
    Value value = Codec<Value>::Read(reader);
    return wire::MadeByUser([&] { return Codec<T>::From(std::move(value)); });
  }
  static void Write(wire::Writer& writer, const T& value) {
    Codec<Value>::Write(writer, Codec<T>::To(value));
  }
};

}  // namespace goray
