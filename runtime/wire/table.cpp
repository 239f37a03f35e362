// SPDX-License-Identifier: Apache-2.0
#include "wire/table.h"

#include <algorithm>

#include "abi/protocol.h"
#include "wire/units.h"

namespace goray::wire {
namespace {

// As many entries as are there and asked for, past which `bytes` is moved.
Table TakeEntries(std::span<const std::byte>& bytes, std::size_t count) {
  Table table;
  const std::size_t whole = std::min(count, bytes.size() / abi::kTableEntrySize);
  table.entries.reserve(whole);
  for (std::size_t i = 0; i < whole; ++i) {
    const auto kind = static_cast<ReferenceKind>(bytes.front());
    bytes = bytes.subspan(1);
    const auto id = static_cast<std::uint64_t>(TakeInt64(bytes));
    if (kind <= ReferenceKind::kCallable) {
      table.entries.push_back({kind, id});
    } else {
      table.is_well_formed = false;
    }
  }
  if (whole < count) {
    table.is_well_formed = false;
    bytes = {};
  }
  return table;
}

std::size_t MessageSize(const References& references, std::span<const std::byte> values) {
  return 2 * kUnitHeaderSize + values.size() + references.size() * abi::kTableEntrySize;
}

}  // namespace

void AppendEntry(Buffer& buffer, TableEntry entry) {
  std::byte* out = buffer.Extend(abi::kTableEntrySize);
  *out = static_cast<std::byte>(entry.kind);
  StoreInt64(out + 1, static_cast<std::int64_t>(entry.id));
}

Table ReadTable(std::span<const std::byte> bytes) {
  Table table = TakeEntries(bytes, bytes.size() / abi::kTableEntrySize);
  if (!bytes.empty()) table.is_well_formed = false;
  return table;
}

PartTables ReadPartTables(std::span<const std::byte> bytes) {
  PartTables tables;
  while (bytes.size() >= sizeof(std::uint32_t)) {
    const std::uint32_t count = TakeUint32(bytes);
    Table part = TakeEntries(bytes, count);
    tables.parts.push_back(std::move(part.entries));
    if (!part.is_well_formed) tables.is_well_formed = false;
  }
  if (!bytes.empty()) tables.is_well_formed = false;
  return tables;
}

void AppendPartTable(Buffer& buffer, std::span<const std::byte> entries) {
  AppendUint32(buffer, static_cast<std::uint32_t>(entries.size() / abi::kTableEntrySize));
  buffer.Append(entries.data(), entries.size());
}

Buffer LentTable(const References& references) {
  Buffer table;
  for (const ReferencePtr& reference : references)
    AppendEntry(table, {reference->kind(), reference->id()});
  return table;
}

Buffer LentMessage(const References& references, std::span<const std::byte> values) {
  Buffer message;
  message.Reserve(MessageSize(references, values));
  AppendUnit(message, values);
  AppendUnit(message, LentTable(references).bytes());
  return message;
}

}  // namespace goray::wire
