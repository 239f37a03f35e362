// SPDX-License-Identifier: Apache-2.0
#include <bit>
#include <string>

#include "rpyc/base/failure.h"
#include "rpyc/base/text.h"
#include "rpyc/protocol/brine.h"

namespace goray::rpyc_bridge {
namespace {

void WriteDouble(double value, GatherBuffer& output) {
  auto bits = std::bit_cast<std::uint64_t>(value);
  output.BigEndian(static_cast<std::uint32_t>(bits >> 32));
  output.BigEndian(static_cast<std::uint32_t>(bits));
}

void WriteBytes(std::string_view bytes, GatherBuffer& output) {
  std::size_t size = bytes.size();
  if (size == 0) {
    output.Byte(0x01);
  } else if (size <= 4) {
    output.Byte(0x09 + static_cast<unsigned>(size));
  } else if (size < 256) {
    output.Byte(0x0e);
    output.Byte(static_cast<unsigned>(size));
  } else {
    output.Byte(0x0f);
    output.BigEndian(static_cast<std::uint32_t>(size));
  }
  output.Append(bytes);
}

/// A server that cannot read an int hangs up, on all calls of the connection.
void RequireDigits(std::string_view digits) {
  if (digits.starts_with('-')) digits.remove_prefix(1);
  if (digits.empty() || digits.find_first_not_of("0123456789") != std::string_view::npos) {
    throw UsageFailure("an int to be sent is not a decimal number");
  }
  if (digits.size() > kIntDigits) {
    throw UsageFailure("an int of " + std::to_string(digits.size()) +
                       " digits cannot be sent; Python reads up to " + std::to_string(kIntDigits));
  }
}

void WriteDigits(std::string_view digits, GatherBuffer& output) {
  RequireDigits(digits);
  if (digits.size() < 256) {
    output.Byte(0x16);
    output.Byte(static_cast<unsigned>(digits.size()));
  } else {
    output.Byte(0x17);
    output.BigEndian(static_cast<std::uint32_t>(digits.size()));
  }
  output.Append(digits);
}

void WriteInt(std::int64_t value, GatherBuffer& output) {
  if (value >= -48 && value <= 159) {
    output.Byte(static_cast<unsigned>(value + 0x50));
  } else {
    WriteDigits(std::to_string(value), output);
  }
}

void WriteTuple(std::span<const Value> items, GatherBuffer& output, unsigned depth) {
  if (depth == 0) throw UsageFailure("the value is nested too deeply to be sent");
  WriteBrineTupleHeader(items.size(), output);
  for (const Value& item : items) WriteBrine(item, output, depth - 1);
}

}  // namespace

void WriteBrineTupleHeader(std::size_t count, GatherBuffer& output) {
  if (count == 0) {
    output.Byte(0x02);
  } else if (count <= 4) {
    output.Byte(0x0f + static_cast<unsigned>(count));
  } else if (count < 256) {
    output.Byte(0x14);
    output.Byte(static_cast<unsigned>(count));
  } else {
    output.Byte(0x15);
    output.BigEndian(static_cast<std::uint32_t>(count));
  }
}

void WriteBrine(const Value& value, GatherBuffer& output, unsigned depth) {
  switch (value.kind) {
    case RPYC_NONE:
      return output.Byte(0x00);
    case RPYC_BOOL:
      return output.Byte(value.as.integer ? 0x03 : 0x04);
    case RPYC_NOTIMPLEMENTED:
      return output.Byte(0x05);
    case RPYC_ELLIPSIS:
      return output.Byte(0x06);
    case RPYC_INT:
      return WriteInt(value.as.integer, output);
    case RPYC_BIGINT:
      return WriteDigits(Text(value), output);
    case RPYC_FLOAT:
      output.Byte(0x18);
      return WriteDouble(value.as.real, output);
    case RPYC_COMPLEX:
      output.Byte(0x1b);
      WriteDouble(value.as.reals[0], output);
      return WriteDouble(value.as.reals[1], output);
    case RPYC_STR:
      if (!IsUtf8(Text(value))) throw UsageFailure("a str to be sent is not valid UTF-8");
      output.Byte(0x08);
      return WriteBytes(Text(value), output);
    case RPYC_BYTES:
      return WriteBytes(Text(value), output);
    case RPYC_TUPLE:
      return WriteTuple(Items(value), output, depth);
    case RPYC_FROZENSET:
      output.Byte(0x1a);
      return WriteTuple(Items(value), output, depth);
    case RPYC_SLICE:
      output.Byte(0x19);
      return WriteTuple({value.as.items, 3}, output, depth);
    default:
      throw UsageFailure("a value of kind " + std::to_string(value.kind) +
                         " cannot be sent by value");
  }
}

}  // namespace goray::rpyc_bridge
