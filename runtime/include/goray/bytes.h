// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/codec/result.h>

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace goray {

/// Python's `bytes`, not copied: a parameter is a view into the message and lives as long as the
/// call; a result owns what it was made from. Copies share their bytes, which never change, so any
/// thread may read them.
///
/// Example:
///   goray::Bytes Zip(goray::Bytes data) const { return goray::Bytes(Deflate(data.span())); }
class Bytes {
 public:
  Bytes() = default;
  /// Owns `bytes`.
  explicit Bytes(std::vector<std::byte> bytes) {
    const auto owner = std::make_shared<const std::vector<std::byte>>(std::move(bytes));
    view_ = *owner;
    owner_ = owner;
  }
  /// Looks at `bytes`, which the caller keeps.
  static Bytes View(std::span<const std::byte> bytes) {
    Bytes view;
    view.view_ = bytes;
    return view;
  }

  /// Shares bytes that `owner` keeps alive.
  static Bytes Adopt(std::span<const std::byte> bytes, std::shared_ptr<const void> owner) {
    Bytes shared = View(bytes);
    shared.owner_ = std::move(owner);
    return shared;
  }

  /// Whether it may outlive the call.
  bool owns() const { return owner_ != nullptr; }
  const std::byte* data() const { return view_.data(); }
  std::size_t size() const { return view_.size(); }
  bool empty() const { return view_.empty(); }
  const std::byte* begin() const { return view_.data(); }
  const std::byte* end() const { return view_.data() + view_.size(); }
  std::span<const std::byte> span() const { return view_; }
  std::string_view text() const { return {reinterpret_cast<const char*>(data()), size()}; }
  std::vector<std::byte> ToVector() const { return {begin(), end()}; }

 private:
  std::shared_ptr<const void> owner_;
  std::span<const std::byte> view_;
};

template <>
inline constexpr bool wire::kIsView<Bytes> = true;

template <>
struct Codec<Bytes> {
  static Bytes Read(wire::Reader& reader) { return Bytes::View(reader.ReadBytes()); }
  static void Write(wire::Writer& writer, const Bytes& value) { writer.WriteBytes(value.span()); }
};

}  // namespace goray
