// SPDX-License-Identifier: Apache-2.0
#include <goray/wire/reader.h>

#include <array>
#include <bit>
#include <cstring>
#include <string>

#include "wire/utf8.h"

namespace goray::wire {
namespace {

Kind KindOf(std::uint8_t head) {
  if (head <= 0x7F || head >= 0xE0) return Kind::kInt;
  if (head <= 0x8F) return Kind::kMap;
  if (head <= 0x9F) return Kind::kArray;
  if (head <= 0xBF) return Kind::kString;
  constexpr std::array kKinds = {
      Kind::kNil,    Kind::kNil /* 0xC1, not used by msgpack */,
      Kind::kBool,   Kind::kBool,
      Kind::kBytes,  Kind::kBytes,
      Kind::kBytes,  Kind::kExt,
      Kind::kExt,    Kind::kExt,
      Kind::kFloat,  Kind::kFloat,
      Kind::kInt,    Kind::kInt,
      Kind::kInt,    Kind::kInt,
      Kind::kInt,    Kind::kInt,
      Kind::kInt,    Kind::kInt,
      Kind::kExt,    Kind::kExt,
      Kind::kExt,    Kind::kExt,
      Kind::kExt,    Kind::kString,
      Kind::kString, Kind::kString,
      Kind::kArray,  Kind::kArray,
      Kind::kMap,    Kind::kMap,
  };
  return kKinds.at(head - 0xC0U);
}

[[noreturn]] void Truncated() {
  throw CodecError(Fault::kValue, "the message is truncated: a value goes beyond its end");
}

[[noreturn]] void OutOfRange(const std::string& low, const std::string& high,
                             const std::string& got) {
  throw CodecError(Fault::kOverflow,
                   "expected an integer from " + low + " to " + high + ", got " + got);
}

std::string Text(Integer integer) {
  return integer.negative ? std::to_string(static_cast<std::int64_t>(integer.bits))
                          : std::to_string(integer.bits);
}

}  // namespace

std::string_view PythonName(Kind kind) {
  constexpr std::array<std::string_view, 9> kNames = {"None",  "bool", "int",  "float",   "str",
                                                      "bytes", "list", "dict", "ext type"};
  return kNames.at(static_cast<std::size_t>(kind));
}

Kind Reader::Peek() const {
  if (AtEnd()) Truncated();
  const auto head = static_cast<std::uint8_t>(*next_);
  if (head == 0xC1) {
    throw CodecError(Fault::kValue, "the message is malformed: msgpack has no byte 0xc1");
  }
  return KindOf(head);
}

void Reader::Expected(std::string_view expected) const {
  const Kind kind = Peek();
  throw CodecError(Fault::kType,
                   "expected " + std::string(expected) + ", got " + std::string(PythonName(kind)));
}

std::uint8_t Reader::Take() {
  if (AtEnd()) Truncated();
  return static_cast<std::uint8_t>(*next_++);
}

template <typename T>
T Reader::TakeBigEndian() {
  const std::span<const std::byte> bytes = TakeBytes(sizeof(T));
  std::uint64_t value = 0;
  for (const std::byte byte : bytes) value = value << 8 | static_cast<std::uint8_t>(byte);
  return static_cast<T>(value);
}

std::span<const std::byte> Reader::TakeBytes(std::size_t count) {
  if (Remaining() < count) Truncated();
  const std::span<const std::byte> bytes(next_, count);
  next_ += count;
  return bytes;
}

bool Reader::TryNil() {
  if (Peek() != Kind::kNil) return false;
  ++next_;
  return true;
}

void Reader::ReadNil() {
  if (!TryNil()) Expected("None");
}

bool Reader::ReadBool() {
  if (Peek() != Kind::kBool) Expected("bool");
  return Take() == 0xC3;
}

Integer Reader::ReadInteger() {
  const Kind kind = Peek();
  if (kind == Kind::kBool) return {Take() == 0xC3 ? 1U : 0U, false};
  if (kind != Kind::kInt) Expected("int");
  const auto from_signed = [](std::int64_t value) {
    return Integer{static_cast<std::uint64_t>(value), value < 0};
  };
  const std::uint8_t head = Take();
  switch (head) {
    case 0xCC:
      return {TakeBigEndian<std::uint8_t>(), false};
    case 0xCD:
      return {TakeBigEndian<std::uint16_t>(), false};
    case 0xCE:
      return {TakeBigEndian<std::uint32_t>(), false};
    case 0xCF:
      return {TakeBigEndian<std::uint64_t>(), false};
    case 0xD0:
      return from_signed(TakeBigEndian<std::int8_t>());
    case 0xD1:
      return from_signed(TakeBigEndian<std::int16_t>());
    case 0xD2:
      return from_signed(TakeBigEndian<std::int32_t>());
    case 0xD3:
      return from_signed(TakeBigEndian<std::int64_t>());
    default:
      return from_signed(static_cast<std::int8_t>(head));
  }
}

std::int64_t Reader::ReadSigned(int bits) {
  const Integer integer = ReadInteger();
  const std::uint64_t high = (std::uint64_t{1} << (bits - 1)) - 1;
  const auto value = static_cast<std::int64_t>(integer.bits);
  const auto low = -static_cast<std::int64_t>(high) - 1;
  if (integer.negative ? value < low : integer.bits > high) {
    OutOfRange(std::to_string(low), std::to_string(high), Text(integer));
  }
  return value;
}

std::uint64_t Reader::ReadUnsigned(int bits) {
  const Integer integer = ReadInteger();
  const std::uint64_t high = ~std::uint64_t{0} >> (64 - bits);
  if (integer.negative || integer.bits > high) OutOfRange("0", std::to_string(high), Text(integer));
  return integer.bits;
}

double Reader::ReadDouble() {
  const Kind kind = Peek();
  if (kind == Kind::kInt || kind == Kind::kBool) {
    const Integer integer = ReadInteger();
    return integer.negative ? static_cast<double>(static_cast<std::int64_t>(integer.bits))
                            : static_cast<double>(integer.bits);
  }
  if (kind != Kind::kFloat) Expected("float");
  if (Take() == 0xCA) return std::bit_cast<float>(TakeBigEndian<std::uint32_t>());
  return std::bit_cast<double>(TakeBigEndian<std::uint64_t>());
}

std::size_t Reader::CheckCount(std::size_t count, std::size_t bytes_each) const {
  if (count > Remaining() / bytes_each) Truncated();
  return count;
}

std::size_t Reader::TakeLength(Kind kind, std::uint8_t head) {
  switch (kind) {
    case Kind::kString:
      if (head <= 0xBF) return head & 0x1FU;
      return head == 0xD9   ? TakeBigEndian<std::uint8_t>()
             : head == 0xDA ? TakeBigEndian<std::uint16_t>()
                            : TakeBigEndian<std::uint32_t>();
    case Kind::kBytes:
      return head == 0xC4   ? TakeBigEndian<std::uint8_t>()
             : head == 0xC5 ? TakeBigEndian<std::uint16_t>()
                            : TakeBigEndian<std::uint32_t>();
    case Kind::kArray:
      if (head <= 0x9F) return head & 0x0FU;
      return head == 0xDC ? TakeBigEndian<std::uint16_t>() : TakeBigEndian<std::uint32_t>();
    case Kind::kMap:
      if (head <= 0x8F) return head & 0x0FU;
      return head == 0xDE ? TakeBigEndian<std::uint16_t>() : TakeBigEndian<std::uint32_t>();
    case Kind::kExt:
      if (head >= 0xD4) return std::size_t{1} << (head - 0xD4U);
      return head == 0xC7   ? TakeBigEndian<std::uint8_t>()
             : head == 0xC8 ? TakeBigEndian<std::uint16_t>()
                            : TakeBigEndian<std::uint32_t>();
    default:
      return 0;
  }
}

std::string_view Reader::ReadString() {
  if (Peek() != Kind::kString) Expected("str");
  const std::span<const std::byte> bytes = TakeBytes(TakeLength(Kind::kString, Take()));
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (const std::size_t at = FindInvalidUtf8(text); at != std::string_view::npos) {
    throw CodecError(Fault::kValue, "str is not UTF-8 at byte " + std::to_string(at));
  }
  return text;
}

std::span<const std::byte> Reader::ReadBytes() {
  if (Peek() != Kind::kBytes) Expected("bytes");
  return TakeBytes(TakeLength(Kind::kBytes, Take()));
}

std::size_t Reader::ReadArray() {
  if (Peek() != Kind::kArray) Expected("list");
  return CheckCount(TakeLength(Kind::kArray, Take()), 1);
}

std::size_t Reader::ReadMap() {
  if (Peek() != Kind::kMap) Expected("dict");
  return CheckCount(TakeLength(Kind::kMap, Take()), 2);
}

ExtView Reader::ReadExt() {
  if (Peek() != Kind::kExt) Expected("an ext type");
  const std::size_t length = TakeLength(Kind::kExt, Take());
  const auto type = static_cast<std::int8_t>(Take());
  return {type, TakeBytes(length)};
}

bool Reader::IsPassenger() const {
  if (passengers_ == nullptr || passengers_->empty() || Peek() != Kind::kExt) return false;
  Reader probe = *this;
  const ExtView ext = probe.ReadExt();
  return ext.type == kPassengerExt && ext.data.size() == 4;
}

PassengerPtr Reader::ReadPassenger() {
  if (!IsPassenger()) Expected("an ObjectRef or an actor handle");
  std::size_t index = 0;
  const std::span<const std::byte> data = ReadExt().data;
  for (std::size_t i = data.size(); i > 0; --i)
    index = index << 8 | static_cast<std::uint8_t>(data[i - 1]);
  if (index >= passengers_->size()) {
    throw CodecError(Fault::kValue, "the message has no reference " + std::to_string(index));
  }
  return (*passengers_)[index];
}

PassengerPtr Reader::ReadPassenger(PassengerKind kind) {
  if (!IsPassenger()) Expected(NameOf(kind));
  PassengerPtr passenger = ReadPassenger();
  if (passenger->kind() != kind) {
    throw CodecError(Fault::kType, std::string("expected ") + NameOf(kind) + ", got " +
                                       NameOf(passenger->kind()));
  }
  return passenger;
}

void Reader::Skip() {
  // Counted, not recursive: a hostile message cannot exhaust the stack. No sum overflows, as counts
  // are below Remaining().
  for (std::size_t pending = 1; pending > 0; --pending) {
    switch (Peek()) {
      case Kind::kNil:
      case Kind::kBool:
        Take();
        break;
      case Kind::kInt:
        ReadInteger();
        break;
      case Kind::kFloat:
        ReadDouble();
        break;
      case Kind::kString:
        TakeBytes(TakeLength(Kind::kString, Take()));
        break;
      case Kind::kBytes:
        ReadBytes();
        break;
      case Kind::kArray:
        pending += ReadArray();
        break;
      case Kind::kMap:
        pending += 2 * ReadMap();
        break;
      case Kind::kExt:
        ReadExt();
        break;
    }
  }
}

Nesting::Nesting(Reader& reader) : reader_(reader) {
  if (reader.depth_ == Reader::kMaxDepth) {
    throw CodecError(Fault::kValue,
                     "lists and dicts are nested deeper than " + std::to_string(Reader::kMaxDepth));
  }
  ++reader.depth_;
}

}  // namespace goray::wire
