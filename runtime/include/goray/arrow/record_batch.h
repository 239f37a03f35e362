// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/arrow/column.h>
#include <goray/wire/arrow.h>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace goray {

/// Columns of the same length with names: Python's `pyarrow.RecordBatch`, without a copy.
///
/// As a parameter it takes whatever has Arrow's PyCapsules: a batch or table of pyarrow, a frame of polars or pandas. A table of
/// several batches is a ValueError: let C++ take a `goray::Table`. It owns its columns, so it may be kept past the call; a
/// copy shares them. As a result, which `RecordBatchBuilder` makes, it is a `pyarrow.RecordBatch` over C++'s memory.
///
/// Example:
///   double Total(const goray::RecordBatch& trades) const {
///     const auto price = trades.Column<double>("price");
///     const auto size = trades.Column<std::int64_t>("size");
///     double total = 0;
///     for (std::size_t i = 0; i < trades.num_rows(); ++i) total += price[i] * static_cast<double>(size[i]);
///     return total;
///   }
class RecordBatch {
 public:
  /// Without columns and rows.
  RecordBatch();

  // Arrow's own names.
  std::size_t num_rows() const { return static_cast<std::size_t>(array_->length); }
  std::size_t num_columns() const { return static_cast<std::size_t>(schema_->n_children); }
  std::vector<std::string_view> names() const;

  bool Has(std::string_view name) const;
  /// Throws ValueError if there is no such column, or if two have the name.
  ArrowColumn operator[](std::string_view name) const;
  /// Throws std::out_of_range, Python's IndexError.
  ArrowColumn operator[](std::size_t index) const;
  /// `(*this)[column].Values<T>()`: all items of a column without nulls. The view lives as long as the batch, or a copy of it.
  template <ArrowItem T>
  std::span<const T> Column(std::string_view name) const {
    return (*this)[name].Values<T>();
  }
  template <ArrowItem T>
  std::span<const T> Column(std::size_t index) const {
    return (*this)[index].Values<T>();
  }

  /// Takes over what another library of Arrow exported by its C data interface. Throws ValueError, and then as well it is
  /// released.
  static RecordBatch Import(ArrowSchema* schema, ArrowArray* array);
  /// For another library of Arrow. The columns are shared; whoever releases the last one frees them.
  void Export(ArrowSchema* schema, ArrowArray* array) const;

  /// Of what was checked. For goray's own use, as the two below.
  RecordBatch(wire::ArrowSchemaPtr schema, wire::ArrowArrayPtr array)
      : schema_(std::move(schema)), array_(std::move(array)) {}
  const wire::ArrowSchemaPtr& schema() const { return schema_; }
  const wire::ArrowArrayPtr& array() const { return array_; }

 private:
  wire::ArrowSchemaPtr schema_;
  wire::ArrowArrayPtr array_;
};

}  // namespace goray
