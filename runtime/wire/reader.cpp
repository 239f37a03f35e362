// SPDX-License-Identifier: Apache-2.0
#include <goray/wire/reader.h>

#include <array>
#include <string>

#include "abi/protocol.h"
#include "wire/units.h"
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

void Reader::Malformed(std::string_view what) const {
  throw CodecError(Fault::kValue, std::string(what) + " at byte " + std::to_string(Offset()));
}

void Reader::EndsTooEarly(std::size_t announced) const {
  Malformed("the message ends too early: " + std::to_string(announced) + " bytes announced, " +
            std::to_string(Remaining()) + " left,");
}

void Reader::PromisesTooMuch(std::size_t items) const {
  Malformed("the message ends too early: " + std::to_string(items) + " values announced, " +
            std::to_string(Remaining()) + " bytes left,");
}

Kind Reader::Peek() const {
  if (AtEnd()) EndsTooEarly(1);
  const auto head = static_cast<std::uint8_t>(*next_);
  if (head == 0xC1) {
    Reader after = *this;
    after.Take();
    after.Malformed("the tag 0xc1, which msgpack never uses, ends");
  }
  return KindOf(head);
}

void Reader::Expected(std::string_view expected) const {
  const std::string_view got = IsReference() ? NameOf(ReferenceHere()->kind()) : PythonName(Peek());
  throw CodecError(Fault::kType, "expected " + std::string(expected) + ", got " + std::string(got));
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

double Reader::ReadNumber() {
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

std::string_view Reader::ReadString() {
  if (Peek() != Kind::kString) Expected("str");
  const std::uint8_t head = Take();
  const std::string_view text = TakeText(head <= 0xBF ? head & 0x1FU : TakeLength(head - 0xD9U));
  RequireUtf8(text);
  return text;
}

std::span<const std::byte> Reader::ReadBytes() {
  if (Peek() != Kind::kBytes) Expected("bytes");
  return TakeBytes(TakeLength(Take() - 0xC4U));
}

std::size_t Reader::ReadArray() {
  if (Peek() != Kind::kArray) Expected("list");
  const std::uint8_t head = Take();
  return CheckCount(head <= 0x9F ? head & 0x0FU : TakeLength(head - 0xDCU + 1), 1);
}

std::size_t Reader::ReadMap() {
  if (Peek() != Kind::kMap) Expected("dict");
  const std::uint8_t head = Take();
  return CheckCount(head <= 0x8F ? head & 0x0FU : TakeLength(head - 0xDEU + 1), 2);
}

ExtView Reader::ReadExt() {
  if (Peek() != Kind::kExt) Expected("an ext type");
  const std::uint8_t head = Take();
  return TakeExt(head >= 0xD4 ? std::size_t{1} << (head - 0xD4U) : TakeLength(head - 0xC7U));
}

bool Reader::IsReference(const ExtView& ext) const {
  return ext.type == abi::kReferenceExt && references_ != nullptr && !references_->empty();
}

bool Reader::IsReference() const {
  if (references_ == nullptr || references_->empty() || Peek() != Kind::kExt) return false;
  Reader probe = *this;
  return IsReference(probe.ReadExt());
}

ReferencePtr Reader::ReferenceOf(const ExtView& ext) const {
  std::span<const std::byte> data = ext.data;
  if (data.size() != abi::kReferenceIndexSize) {
    throw CodecError(Fault::kValue,
                     "a reference is an index of 4 bytes, not of " + std::to_string(data.size()));
  }
  const std::uint32_t index = TakeUint32(data);
  if (index >= references_->size()) {
    throw CodecError(Fault::kValue, "the message has no reference " + std::to_string(index));
  }
  return (*references_)[index];
}

ReferencePtr Reader::ReferenceHere() const {
  Reader probe = *this;
  return ReferenceOf(probe.ReadExt());
}

ReferencePtr Reader::ReadReference() {
  if (!IsReference()) Expected("an ObjectRef or an actor handle");
  return ReferenceOf(ReadExt());
}

ReferencePtr Reader::ReadReference(ReferenceKind kind) {
  if (!IsReference()) Expected(NameOf(kind));
  ReferencePtr reference = ReferenceOf(ReadExt());
  if (reference->kind() != kind) {
    throw CodecError(Fault::kType, std::string("expected ") + NameOf(kind) + ", got " +
                                       NameOf(reference->kind()));
  }
  return reference;
}

namespace {

// How many values follow that belong to the one that was read.
struct CountItems {
  std::size_t OnNil() const { return 0; }
  std::size_t OnBool(bool) const { return 0; }
  std::size_t OnSigned(std::int64_t) const { return 0; }
  std::size_t OnUnsigned(std::uint64_t) const { return 0; }
  std::size_t OnFloat(double) const { return 0; }
  std::size_t OnString(std::string_view) const { return 0; }
  std::size_t OnBytes(std::span<const std::byte>) const { return 0; }
  std::size_t OnExt(const ExtView&) const { return 0; }
  std::size_t OnArray(std::size_t count) const { return count; }
  std::size_t OnMap(std::size_t count) const { return 2 * count; }
};

}  // namespace

void Reader::Skip() {
  // Counted, not recursive: a hostile message cannot exhaust the stack. No sum overflows, as counts
  // are below Remaining().
  for (std::size_t pending = 1; pending > 0; --pending) pending += Visit(CountItems());
}

void Nesting::TooDeep() const {
  reader_.Malformed("nested deeper than " + std::to_string(limits::kDepth) + " levels");
}

}  // namespace goray::wire
