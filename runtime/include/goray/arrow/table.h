// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/arrow/record_batch.h>
#include <goray/wire/arrow.h>

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

namespace goray {

/// Batches of the same columns: Python's `pyarrow.Table`, without a copy. Copies share the columns.
///
/// As a parameter it takes what a `RecordBatch` does, and tables of any number of batches.
///
/// Example:
///   for (const goray::RecordBatch& batch : table.batches())
///     for (const double price : batch.Column<double>("price")) total += price;
class Table {
 public:
  /// Without columns and rows.
  Table() : Table(RecordBatch()) {}
  Table(RecordBatch batch);  // NOLINT(google-explicit-constructor): a batch is a table
  /// Throws std::invalid_argument for batches of other columns, and for none: nobody knows their columns.
  explicit Table(std::vector<RecordBatch> batches);

  std::size_t num_rows() const;
  std::size_t num_columns() const { return static_cast<std::size_t>(schema_->n_children); }
  std::vector<std::string_view> names() const;
  /// May be empty, and may have batches without rows.
  const std::vector<RecordBatch>& batches() const { return batches_; }

  /// Of what was checked. For goray's own use, as `schema`.
  Table(wire::ArrowSchemaPtr schema, std::vector<RecordBatch> batches)
      : schema_(std::move(schema)), batches_(std::move(batches)) {}
  const wire::ArrowSchemaPtr& schema() const { return schema_; }

 private:
  wire::ArrowSchemaPtr schema_;
  std::vector<RecordBatch> batches_;
};

namespace detail {

/// A batch of what was read: the only one, or one without rows if there is none. Throws wire::CodecError for several.
RecordBatch BatchOf(wire::ArrowBatches read);
Table TableOf(wire::ArrowBatches read);
wire::ArrowBatches BatchesOf(const RecordBatch& batch);
wire::ArrowBatches BatchesOf(const Table& table);

}  // namespace detail
}  // namespace goray
