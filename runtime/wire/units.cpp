// SPDX-License-Identifier: Apache-2.0
#include "wire/units.h"

#include <goray/wire/buffer.h>
#include <goray/wire/error.h>

#include <algorithm>
#include <string>

namespace goray::wire {
namespace {

template <typename T>
T TakeNumber(std::span<const std::byte>& data) {
  if (data.size() < sizeof(T)) {
    throw CodecError(Fault::kValue, "the message is truncated: " + std::to_string(sizeof(T)) +
                                        " bytes expected, " + std::to_string(data.size()) +
                                        " left");
  }
  T value = 0;
  for (std::size_t i = sizeof(T); i > 0; --i)
    value = static_cast<T>(value << 8 | static_cast<std::uint8_t>(data[i - 1]));
  data = data.subspan(sizeof(T));
  return value;
}

template <typename T>
void StoreNumber(std::byte* out, T value) {
  for (std::size_t i = 0; i < sizeof(T); ++i, value >>= 8)
    out[i] = static_cast<std::byte>(value & 0xFF);
}

}  // namespace

std::int64_t TakeInt64(std::span<const std::byte>& data) {
  return static_cast<std::int64_t>(TakeNumber<std::uint64_t>(data));
}

std::uint32_t TakeUint32(std::span<const std::byte>& data) {
  return TakeNumber<std::uint32_t>(data);
}

void StoreInt64(std::byte* out, std::int64_t value) {
  StoreNumber(out, static_cast<std::uint64_t>(value));
}

void StoreUint32(std::byte* out, std::uint32_t value) { StoreNumber(out, value); }

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

std::span<const std::byte> UnitReader::NextOrRest() {
  if (rest_.size() < kUnitHeaderSize) {
    rest_ = {};
    return {};
  }
  const auto length = static_cast<std::uint64_t>(TakeInt64(rest_));
  const std::span<const std::byte> unit =
      rest_.first(std::min<std::uint64_t>(length, rest_.size()));
  rest_ = rest_.subspan(unit.size());
  return unit;
}

void AppendInt64(Buffer& buffer, std::int64_t value) { StoreInt64(buffer.Extend(8), value); }

void AppendUint32(Buffer& buffer, std::uint32_t value) { StoreUint32(buffer.Extend(4), value); }

void AppendUnit(Buffer& buffer, std::span<const std::byte> data) {
  AppendInt64(buffer, static_cast<std::int64_t>(data.size()));
  buffer.Append(data.data(), data.size());
}

}  // namespace goray::wire
