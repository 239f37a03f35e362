// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/codec/base.h>

#include <string>
#include <string_view>

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

/// To Python only: string literals as arguments.
template <>
struct Codec<const char*> {
  static void Write(wire::Writer& writer, const char* value) { writer.WriteString(value); }
};

}  // namespace goray
