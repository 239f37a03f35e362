// SPDX-License-Identifier: Apache-2.0
// Tables as parameters and results of calls by slots, and inside of messages; see abi/goray_interface.h.
#pragma once

#include <goray/abi/arrow_c_data.h>
#include <goray/abi/goray_interface.h>
#include <goray/arrow/record_batch.h>
#include <goray/arrow/table.h>
#include <goray/codec/base.h>
#include <goray/detail/slot.h>
#include <goray/wire/arrow.h>

namespace goray {
namespace detail {

/// A batch of a dict of arrays with one dimension, or of lists of text or numbers, by a copy. Throws wire::CodecError.
RecordBatch ReadColumns(wire::Reader& reader);

}  // namespace detail

namespace dispatch {

/// Takes over what is in the slot. Throws wire::CodecError.
wire::ArrowBatches BatchesFrom(const GorayTable& table);

/// A result as the caller gets it, who moves out of it what he keeps.
class ExportedTable {
 public:
  explicit ExportedTable(const RecordBatch& batch);
  explicit ExportedTable(const Table& table);
  ExportedTable(const ExportedTable&) = delete;
  ExportedTable& operator=(const ExportedTable&) = delete;
  ~ExportedTable();

  GorayTable description{};

 private:
  ArrowSchema schema_{};
  ArrowArray array_{};
  ArrowArrayStream stream_{};
};

/// Of one batch.
template <>
struct TableTraits<RecordBatch> {
  static constexpr bool kIsTable = true;
  using Exported = ExportedTable;
  static RecordBatch From(const GorayTable& table) { return detail::BatchOf(BatchesFrom(table)); }
};
/// Of any number of batches.
template <>
struct TableTraits<Table> {
  static constexpr bool kIsTable = true;
  using Exported = ExportedTable;
  static Table From(const GorayTable& table) { return detail::TableOf(BatchesFrom(table)); }
};

}  // namespace dispatch

/// `goray::RecordBatch` <-> `pyarrow.RecordBatch`, where it is inside of another value, or in a message: by a copy.
template <>
struct Codec<RecordBatch> {
  static RecordBatch Read(wire::Reader& reader);
  static void Write(wire::Writer& writer, const RecordBatch& value);
};
template <>
struct Codec<Table> {
  static Table Read(wire::Reader& reader);
  static void Write(wire::Writer& writer, const Table& value);
};

}  // namespace goray
