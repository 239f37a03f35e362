// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "rpyc/base/limits.h"
#include "rpyc/protocol/arena.h"
#include "rpyc/protocol/gather_buffer.h"
#include "rpyc/protocol/value.h"

/// Brine, RPyC's format of immutable values: a tag byte, then the content; all numbers big-endian.
///
///     00 None   03 True  04 False  05 NotImplemented  06 Ellipsis
///     01 b""    0A-0D bytes of length 1-4   0E bytes, u8 length    0F bytes, u32 length
///     02 ()     10-13 tuple of 1-4 items    14 tuple, u8 count     15 tuple, u32 count
///     08 str: one bytes item of UTF-8       16 int: u8 length, ASCII decimal   17 int: u32 length,
///     ASCII decimal 18 float64    19 slice: one tuple of 3    1A frozenset: one tuple    1B
///     complex: two float64    20-EF int -48..159
namespace goray::rpyc_bridge {

/// Writes a value of a kind above. Throws kUsage for any other kind, text that is not UTF-8,
/// an int that Python could not read, and too deep nesting.
void WriteBrine(const Value& value, GatherBuffer& output, unsigned depth = Limits().depth);
void WriteBrineTupleHeader(std::size_t count, GatherBuffer& output);

/// Reads values from a message. Results point into `bytes`, their items into `arena`. Throws
/// kProtocol.
class BrineReader {
 public:
  BrineReader(std::string_view bytes, Arena& arena, unsigned depth)
      : rest_(bytes), arena_(arena), depth_(depth) {}

  Value Read() { return ReadValue(depth_); }
  /// Reads a tuple's header, the count of the items that follow.
  std::size_t ReadTupleHeader();
  std::string_view rest() const { return rest_; }

 private:
  Value ReadValue(unsigned depth);
  std::string_view Take(std::size_t count);
  std::uint32_t TakeNumber(std::size_t bytes);
  double TakeDouble();
  Value ReadTuple(std::size_t count, unsigned depth);
  Value ReadInt(std::string_view digits);
  Value ReadStr();
  std::size_t TupleCount(unsigned tag);
  std::string_view BytesContent(unsigned tag);

  std::string_view rest_;
  Arena& arena_;
  unsigned depth_;
};

}  // namespace goray::rpyc_bridge
