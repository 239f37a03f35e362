// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/codec/base.h>

#include <string>
#include <string_view>
#include <utility>

namespace goray {

/// `std::string` <-> `str`, UTF-8 checked both ways.
template <>
struct Codec<std::string> {
  static std::string Read(wire::Reader& reader) { return std::string(reader.ReadString()); }
  static void Write(wire::Writer& writer, const std::string& value) { writer.WriteString(value); }
};

/// A view into the message: a parameter that lives as long as the call.
template <>
struct Codec<std::string_view> {
  static std::string_view Read(wire::Reader& reader) { return reader.ReadString(); }
  static void Write(wire::Writer& writer, std::string_view value) { writer.WriteString(value); }
};

namespace wire {

/// What a parameter of `const char*` points into: a copy of the text that ends with a NUL. One inside of it, at which C would
/// take it to end, is a ValueError.
class CString {
 public:
  explicit CString(std::string text) : text_(std::move(text)) {}
  operator const char*() const { return text_.c_str(); }

 private:
  std::string text_;
};

}  // namespace wire

template <>
struct Codec<wire::CString> {
  static wire::CString Read(wire::Reader& reader) {
    const std::string_view text = reader.ReadString();
    if (text.find('\0') != std::string_view::npos)
      throw wire::CodecError(wire::Fault::kValue, "text for a const char* has no NUL character");
    return wire::CString(std::string(text));
  }
};

/// To Python only: string literals as arguments.
template <>
struct Codec<const char*> {
  static void Write(wire::Writer& writer, const char* value) { writer.WriteString(value); }
};

}  // namespace goray
