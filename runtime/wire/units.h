// SPDX-License-Identifier: Apache-2.0
// Bytes <-> values. The parts of the protocol that are not msgpack, little-endian numbers and
// units, are declared here; msgpack is read and written by goray/wire/reader.h and writer.h.
//
//   message --UnitReader--> units --Reader, Codec<T>::Read--> values
//   message <--AppendUnit-- units <--Writer, Codec<T>::Write-- values
//   A value that does not fit: CodecError, which gathers where in the message it stands.
//
//   The references among the values have a table beside them, table.h:
//   ReadTable, ReadPartTables -> Adopt -> References -> Reader::ReadReference
//   Writer::WriteReference -> References -> LentTable, LentMessage or ExportedMessage
//
// FindInvalidUtf8 (utf8.h) checks text, DidYouMean (suggest.h) names what may have been meant.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace goray::wire {

class Buffer;

/// Reads units, `length: int64 | data`, one after another. Views point into the message.
class UnitReader {
 public:
  explicit UnitReader(std::span<const std::byte> message) : rest_(message) {}

  bool AtEnd() const { return rest_.empty(); }
  /// Throws `CodecError` where a length is negative or goes beyond the message.
  std::span<const std::byte> Next();
  /// The same, but of a unit that goes beyond the message what is there.
  std::span<const std::byte> NextOrRest();

 private:
  std::span<const std::byte> rest_;
};

inline constexpr std::size_t kUnitHeaderSize = 8;

/// Each reads the number at the front of `data`, which is moved past it. Throws `CodecError` if it
/// is cut short.
std::int64_t TakeInt64(std::span<const std::byte>& data);
std::uint32_t TakeUint32(std::span<const std::byte>& data);

/// Each writes 8 or 4 bytes.
void StoreInt64(std::byte* out, std::int64_t value);
void StoreUint32(std::byte* out, std::uint32_t value);

void AppendUnit(Buffer& buffer, std::span<const std::byte> data);
void AppendInt64(Buffer& buffer, std::int64_t value);
void AppendUint32(Buffer& buffer, std::uint32_t value);

}  // namespace goray::wire
