// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/wire/buffer.h>
#include <goray/wire/error.h>
#include <goray/wire/limits.h>
#include <goray/wire/reference.h>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

namespace goray::wire {

/// Appends msgpack values to a buffer, in the shortest form, and collects the references among
/// them. Throws `CodecError` where msgpack cannot hold a value.
class Writer {
 public:
  Writer() = default;
  /// For this reader of the values.
  explicit Writer(Peer peer) : peer_(peer) {}
  /// Goes on in `buffer`, whose content stays.
  explicit Writer(Buffer buffer) : buffer_(std::move(buffer)) {}

  /// From now on large arrays are references, if the host knows them. For a message whose table travels, and which the host
  /// reads before anybody else writes into the arrays.
  void ShareArrays() { shares_arrays_ = HostSharesArrays(); }
  bool SharesArrays() const { return shares_arrays_; }

  void WriteNil();
  void WriteBool(bool value);
  void WriteSigned(std::int64_t value);
  void WriteUnsigned(std::uint64_t value);
  void WriteFloat(float value);
  void WriteDouble(double value) {
    WriteDoubles(1, [&](std::size_t) { return value; });
  }
  /// `count` values, which `get(index)` gives in their order.
  template <typename Get>
  void WriteDoubles(std::size_t count, Get get) {
    constexpr std::size_t kSize = 1 + sizeof(double);
    std::byte* out = buffer_.Extend(kSize * count);
    for (std::size_t i = 0; i < count; ++i, out += kSize) {
      const std::uint64_t bits = __builtin_bswap64(std::bit_cast<std::uint64_t>(double{get(i)}));
      *out = std::byte{0xCB};
      std::memcpy(out + 1, &bits, sizeof bits);
    }
  }
  /// UTF-8, else a `CodecError`.
  void WriteString(std::string_view value);
  /// The same of what is known to be UTF-8.
  void WriteUtf8(std::string_view value);
  void WriteBytes(std::span<const std::byte> value);
  /// `count` values must follow.
  void WriteArray(std::size_t count);
  /// `count` keys, each with its value, must follow.
  void WriteMap(std::size_t count);
  /// Code 80 is that of references. An application's own ext value may have it only where the
  /// reader cannot take it for one: if the peer did not declare `references`, and in a message
  /// without.
  void WriteExt(std::int8_t type, std::span<const std::byte> data);
  /// An index; the reference itself is kept in `references()` and has to travel beside the bytes.
  void WriteReference(ReferencePtr reference);
  /// A value already packed.
  void WriteRaw(std::span<const std::byte> packed) { buffer_.Append(packed.data(), packed.size()); }

  const Buffer& buffer() const { return buffer_; }
  /// For what stands between values.
  Buffer& buffer() { return buffer_; }
  std::span<const std::byte> bytes() const { return buffer_.bytes(); }
  /// What the indexes mean.
  const References& references() const { return references_; }
  Buffer TakeBuffer() { return std::move(buffer_); }

 private:
  friend class NestedWrite;

  void AppendExt(std::int8_t type, std::span<const std::byte> data);

  Buffer buffer_;
  References references_;
  Peer peer_ = Peer::kUndeclared;
  int depth_ = 0;
  bool shares_arrays_ = false;
  bool has_own_ext_ = false;  // one of the application's, of the references' code
};

/// Lives while the content of a list or dict is written.
class NestedWrite {
 public:
  /// Throws `CodecError` beyond `limits::kDepth`.
  explicit NestedWrite(Writer& writer) : writer_(writer) {
    if (writer.depth_ == limits::kDepth) TooDeep();
    ++writer.depth_;
  }
  ~NestedWrite() { --writer_.depth_; }
  NestedWrite(const NestedWrite&) = delete;
  NestedWrite& operator=(const NestedWrite&) = delete;

 private:
  [[noreturn]] static void TooDeep();

  Writer& writer_;
};

}  // namespace goray::wire
