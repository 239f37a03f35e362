// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace goray::wire {

class Buffer;

/// Reads `length: int64 | data` units, little-endian, one after another. Views point into the
/// message. Throws `CodecError` where a length is negative or goes beyond the message.
class UnitReader {
 public:
  explicit UnitReader(std::span<const std::byte> message) : rest_(message) {}

  bool AtEnd() const { return rest_.empty(); }
  std::span<const std::byte> Next();

 private:
  std::span<const std::byte> rest_;
};

/// The little-endian number at the front of `data`, which is moved past it. Throws `CodecError` if
/// it is cut short.
std::int64_t TakeInt64(std::span<const std::byte>& data);

void AppendUnit(Buffer& buffer, std::span<const std::byte> data);
void AppendInt64(Buffer& buffer, std::int64_t value);

}  // namespace goray::wire
