// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/codec/base.h>

#include <filesystem>
#include <string_view>

namespace goray {

/// `std::filesystem::path` <-> `pathlib.Path`, text on the wire; `str` and any `os.PathLike[str]` are
/// accepted. Nothing is normalised. A path on Linux is bytes: one that is not UTF-8 is a ValueError,
/// both ways. So is one with a NUL, at which every function of the system would cut it off.
template <>
struct Codec<std::filesystem::path> {
  static std::filesystem::path Read(wire::Reader& reader) {
    const std::string_view text = reader.ReadString();
    RefuseNul(text);
    return {text};
  }
  static void Write(wire::Writer& writer, const std::filesystem::path& value) {
    RefuseNul(value.native());
    writer.WriteString(value.native());
  }

 private:
  static void RefuseNul(std::string_view text) {
    if (text.find('\0') != std::string_view::npos)
      throw wire::CodecError(wire::Fault::kValue, "a path has no NUL character");
  }
};

}  // namespace goray
