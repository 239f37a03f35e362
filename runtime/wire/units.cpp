// SPDX-License-Identifier: Apache-2.0
#include "wire/units.h"

#include <goray/wire/buffer.h>
#include <goray/wire/error.h>

#include <string>

namespace goray::wire {

std::int64_t TakeInt64(std::span<const std::byte>& data) {
  constexpr std::size_t kSize = 8;
  if (data.size() < kSize) {
    throw CodecError(Fault::kValue, "the message is truncated: 8 bytes expected, " +
                                        std::to_string(data.size()) + " left");
  }
  std::uint64_t value = 0;
  for (std::size_t i = kSize; i > 0; --i)
    value = value << 8 | static_cast<std::uint8_t>(data[i - 1]);
  data = data.subspan(kSize);
  return static_cast<std::int64_t>(value);
}

std::span<const std::byte> UnitReader::Next() {
  const std::int64_t length = TakeInt64(rest_);
  if (static_cast<std::uint64_t>(length) > rest_.size()) {  // a negative one too
    throw CodecError(Fault::kValue, "the message is truncated: a unit of " +
                                        std::to_string(length) + " bytes, " +
                                        std::to_string(rest_.size()) + " left");
  }
  const auto size = static_cast<std::size_t>(length);
  const std::span<const std::byte> unit = rest_.first(size);
  rest_ = rest_.subspan(size);
  return unit;
}

void AppendInt64(Buffer& buffer, std::int64_t value) {
  std::byte* out = buffer.Extend(8);
  auto bits = static_cast<std::uint64_t>(value);
  for (int i = 0; i < 8; ++i, bits >>= 8) out[i] = static_cast<std::byte>(bits & 0xFF);
}

void AppendUnit(Buffer& buffer, std::span<const std::byte> data) {
  AppendInt64(buffer, static_cast<std::int64_t>(data.size()));
  buffer.Append(data.data(), data.size());
}

}  // namespace goray::wire
