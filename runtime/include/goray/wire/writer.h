// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/wire/buffer.h>
#include <goray/wire/error.h>
#include <goray/wire/passenger.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace goray::wire {

/// Appends msgpack values to a buffer, in the shortest form. Throws `CodecError` where msgpack
/// cannot hold a value.
class Writer {
 public:
  Writer() = default;
  /// Goes on in `buffer`, whose content stays.
  explicit Writer(Buffer buffer) : buffer_(std::move(buffer)) {}

  void WriteNil();
  void WriteBool(bool value);
  void WriteSigned(std::int64_t value);
  void WriteUnsigned(std::uint64_t value);
  void WriteFloat(float value);
  void WriteDouble(double value);
  /// UTF-8, else a `CodecError`.
  void WriteString(std::string_view value);
  void WriteBytes(std::span<const std::byte> value);
  /// `count` values must follow.
  void WriteArray(std::size_t count);
  /// `count` keys, each with its value, must follow.
  void WriteMap(std::size_t count);
  void WriteExt(std::int8_t type, std::span<const std::byte> data);
  /// An index; the thing itself is kept in `passengers()` and has to travel beside the bytes.
  void WritePassenger(PassengerPtr passenger);
  /// A value already packed.
  void WriteRaw(std::span<const std::byte> packed) { buffer_.Append(packed.data(), packed.size()); }

  const Buffer& buffer() const { return buffer_; }
  std::span<const std::byte> bytes() const { return buffer_.bytes(); }
  const Passengers& passengers() const { return passengers_; }
  Buffer TakeBuffer() { return std::move(buffer_); }

 private:
  Buffer buffer_;
  Passengers passengers_;
};

}  // namespace goray::wire
