// SPDX-License-Identifier: Apache-2.0
// The tables of references that travel beside messages; docs/reference/protocol.md.
#pragma once

#include <goray/wire/buffer.h>
#include <goray/wire/reference.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace goray::wire {

/// An entry as it is on the wire: `kind: u8 | id: u64`.
struct TableEntry {
  ReferenceKind kind;
  std::uint64_t id;
  bool operator==(const TableEntry&) const = default;
};

void AppendEntry(Buffer& buffer, TableEntry entry);

/// What could be read of a table. A reader becomes the owner of all `entries` before it looks at
/// the rest, so that a malformed table leaves nothing behind.
struct Table {
  std::vector<TableEntry> entries;
  bool is_well_formed = true;  ///< No entry is cut short or of an unknown kind.
};
Table ReadTable(std::span<const std::byte> bytes);

/// The content of a request's last unit behind its position: for each part of the request, which
/// are the arguments and each resolved reference, `count: u32 | entries`.
struct PartTables {
  std::vector<std::vector<TableEntry>> parts;
  bool is_well_formed = true;
};
PartTables ReadPartTables(std::span<const std::byte> bytes);
/// The tables of one part more; `entries` are whole ones.
void AppendPartTable(Buffer& buffer, std::span<const std::byte> entries);

/// The library is the owner of all these from now on.
References Adopt(std::span<const TableEntry> entries);

/// An answer of Python with references, which is the units `[values][table]`. Adopts them, then
/// throws CodecError if the answer is malformed.
Message AdoptMessage(std::span<const std::byte> bytes);

/// The table of these under their own ids: lent to the host for a call.
Buffer LentTable(const References& references);
/// The units `[values][table]`, whose references the host lends.
Buffer LentMessage(const References& references, std::span<const std::byte> values);
/// The same with ids that the host keeps: for results.
Buffer ExportedMessage(const References& references, std::span<const std::byte> values);

}  // namespace goray::wire
