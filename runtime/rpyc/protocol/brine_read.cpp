// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <bit>
#include <charconv>
#include <string>

#include "rpyc/base/failure.h"
#include "rpyc/base/text.h"
#include "rpyc/protocol/brine.h"

namespace goray::rpyc_bridge {

std::string_view BrineReader::Take(std::size_t count) {
  if (count > rest_.size()) {
    throw ProtocolFailure("malformed message: " + std::to_string(count) + " bytes announced, " +
                          std::to_string(rest_.size()) + " left");
  }
  std::string_view taken = rest_.substr(0, count);
  rest_.remove_prefix(count);
  return taken;
}

std::uint32_t BrineReader::TakeNumber(std::size_t bytes) {
  std::uint32_t result = 0;
  for (char byte : Take(bytes)) result = result << 8 | static_cast<unsigned char>(byte);
  return result;
}

double BrineReader::TakeDouble() {
  std::uint64_t high = TakeNumber(4);
  return std::bit_cast<double>(high << 32 | TakeNumber(4));
}

Value BrineReader::ReadInt(std::string_view digits) {
  std::int64_t value = 0;
  const char* end = digits.data() + digits.size();
  // NOLINTNEXTLINE(bugprone-suspicious-stringview-data-usage): its end is the other argument.
  auto [stop, error] = std::from_chars(digits.data(), end, value);
  if (stop == end && error == std::errc()) return MakeInt(value);
  bool is_number = stop == end && error == std::errc::result_out_of_range;
  bool padded = digits.starts_with("0") || digits.starts_with("-0");  // JSON has no such number
  if (!is_number || padded) {
    throw ProtocolFailure("malformed message: an int that is not a decimal number");
  }
  return MakeText(RPYC_BIGINT, digits);
}

std::string_view BrineReader::BytesContent(unsigned tag) {
  if (tag == 0x01) return {};
  if (tag >= 0x0a && tag <= 0x0d) return Take(tag - 0x09);
  if (tag == 0x0e) return Take(TakeNumber(1));
  if (tag == 0x0f) return Take(TakeNumber(4));
  throw ProtocolFailure("malformed message: a str without its bytes");
}

Value BrineReader::ReadStr() {
  std::string_view text = BytesContent(TakeNumber(1));
  if (!IsUtf8(text)) throw ProtocolFailure("malformed message: a str that is not UTF-8");
  return MakeStr(text);
}

std::size_t BrineReader::TupleCount(unsigned tag) {
  if (tag == 0x02) return 0;
  if (tag >= 0x10 && tag <= 0x13) return tag - 0x0f;
  if (tag == 0x14) return TakeNumber(1);
  if (tag == 0x15) return TakeNumber(4);
  throw ProtocolFailure("malformed message: a tuple expected, tag " + std::to_string(tag) +
                        " found");
}

std::size_t BrineReader::ReadTupleHeader() { return TupleCount(TakeNumber(1)); }

Value BrineReader::ReadTuple(std::size_t count, unsigned depth) {
  if (depth == 0) throw ProtocolFailure("malformed message: nested too deeply");
  // An item takes a byte at least, so a count beyond the rest is a lie; checked before memory is
  // taken for it.
  if (count > rest_.size())
    throw ProtocolFailure("malformed message: a tuple longer than its message");
  auto* items = arena_.Make<Value>(count);
  for (std::size_t i = 0; i < count; ++i) items[i] = ReadValue(depth - 1);
  return MakeTuple({items, count});
}

Value BrineReader::ReadValue(unsigned depth) {
  arena_.Tick();
  unsigned tag = TakeNumber(1);
  if (tag >= 0x20 && tag <= 0xef) return MakeInt(static_cast<std::int64_t>(tag) - 0x50);
  switch (tag) {
    case 0x00:
      return MakeKind(RPYC_NONE);
    case 0x03:
    case 0x04:
      return {RPYC_BOOL, 0, {.integer = tag == 0x03}};
    case 0x05:
      return MakeKind(RPYC_NOTIMPLEMENTED);
    case 0x06:
      return MakeKind(RPYC_ELLIPSIS);
    case 0x08:
      return ReadStr();
    case 0x01:
    case 0x0a:
    case 0x0b:
    case 0x0c:
    case 0x0d:
    case 0x0e:
    case 0x0f:
      return MakeText(RPYC_BYTES, BytesContent(tag));
    case 0x02:
    case 0x10:
    case 0x11:
    case 0x12:
    case 0x13:
    case 0x14:
    case 0x15:
      return ReadTuple(TupleCount(tag), depth);
    case 0x16:
      return ReadInt(Take(TakeNumber(1)));
    case 0x17:
      return ReadInt(Take(TakeNumber(4)));
    case 0x18:
      return {RPYC_FLOAT, 0, {.real = TakeDouble()}};
    case 0x19:
    case 0x1a: {
      Value tuple = ReadTuple(ReadTupleHeader(), depth);
      if (tag == 0x19 && tuple.size != 3) {
        throw ProtocolFailure("malformed message: a slice of " + std::to_string(tuple.size) +
                              " items");
      }
      return MakeItems(tag == 0x19 ? RPYC_SLICE : RPYC_FROZENSET, Items(tuple));
    }
    case 0x1b: {
      auto* reals = arena_.Make<double>(2);
      reals[0] = TakeDouble();
      reals[1] = TakeDouble();
      return {RPYC_COMPLEX, 2, {.reals = reals}};
    }
    default:
      throw ProtocolFailure("malformed message: unknown tag " + std::to_string(tag));
  }
}

}  // namespace goray::rpyc_bridge
