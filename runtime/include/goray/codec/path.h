// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/codec/base.h>

#include <string_view>

namespace goray {

/// `std::filesystem::path`, known by its members: whoever has one includes <filesystem>, which takes
/// a tenth of the time of all these headers.
template <typename T>
concept FilesystemPath = requires(const T& path) {
  typename T::format;
  T::preferred_separator;
  path.native();
  path.lexically_normal();
};

/// `std::filesystem::path` <-> `pathlib.Path`, text on the wire; `str` and any `os.PathLike[str]` are
/// accepted. Nothing is normalised. A path on Linux is bytes: one that is not UTF-8 is a ValueError,
/// both ways. So is one with a NUL, at which every function of the system would cut it off.
template <FilesystemPath T>
struct Codec<T> {
  static T Read(wire::Reader& reader) {
    const std::string_view text = reader.ReadString();
    RefuseNul(text);
    return {text};
  }
  static void Write(wire::Writer& writer, const T& value) {
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
