// SPDX-License-Identifier: Apache-2.0
#include <goray/arrow/columns.h>
#include <goray/arrow/record_batch.h>
#include <goray/arrow/table.h>
#include <goray/error.h>

#include <algorithm>
#include <stdexcept>

#include "wire/suggest.h"
#include "wire/text.h"

namespace goray {
namespace {

std::string_view NameOf(const ArrowSchema& schema) {
  return schema.name == nullptr ? "" : schema.name;
}

std::vector<std::string_view> NamesOf(const ArrowSchema& schema) {
  std::vector<std::string_view> names;
  names.reserve(static_cast<std::size_t>(schema.n_children));
  for (std::int64_t i = 0; i < schema.n_children; ++i) names.push_back(NameOf(*schema.children[i]));
  return names;
}

bool AreAlike(const ArrowSchema& a, const ArrowSchema& b) {
  if (std::string_view(a.format) != b.format || a.n_children != b.n_children) return false;
  if ((a.dictionary == nullptr) != (b.dictionary == nullptr)) return false;
  if (a.dictionary != nullptr && !AreAlike(*a.dictionary, *b.dictionary)) return false;
  for (std::int64_t i = 0; i < a.n_children; ++i) {
    const ArrowSchema& one = *a.children[i];
    const ArrowSchema& other = *b.children[i];
    if (NameOf(one) != NameOf(other) || !AreAlike(one, other)) return false;
  }
  return true;
}

/// Without items.
ArrowArray& Nothing(wire::ArrowTree& tree, const ArrowSchema& schema) {
  static constexpr std::int64_t kNoOffsets[2] = {0, 0};
  std::vector<ArrowArray*> children;
  children.reserve(static_cast<std::size_t>(schema.n_children));
  for (std::int64_t i = 0; i < schema.n_children; ++i)
    children.push_back(&Nothing(tree, *schema.children[i]));
  std::vector<const void*> buffers;
  switch (wire::ArrowTypeOf(schema.format).layout) {
    case wire::ArrowLayout::kOther:
      throw wire::CodecError(wire::Fault::kValue, "expected a table of one batch, got one of none");
    case wire::ArrowLayout::kNull:
      break;
    case wire::ArrowLayout::kStruct:
    case wire::ArrowLayout::kFixedList:
      buffers = {nullptr};
      break;
    case wire::ArrowLayout::kText32:
    case wire::ArrowLayout::kText64:
    case wire::ArrowLayout::kTextView:
      buffers = {nullptr, kNoOffsets, kNoOffsets};
      break;
    default:
      buffers = {nullptr, kNoOffsets};
      break;
  }
  ArrowArray& array = tree.AddArray(0, std::move(buffers), std::move(children));
  if (schema.dictionary != nullptr) array.dictionary = &Nothing(tree, *schema.dictionary);
  return array;
}

RecordBatch WithoutRows(wire::ArrowSchemaPtr schema) {
  const auto tree = std::make_shared<wire::ArrowTree>();
  ArrowArray& array = Nothing(*tree, *schema);
  return {std::move(schema), wire::ArrowArrayPtr(tree, &array)};
}

wire::ArrowSchemaPtr NoColumns() {
  const auto tree = std::make_shared<wire::ArrowTree>();
  return {tree, &tree->AddSchema("+s", "")};
}

}  // namespace

RecordBatch::RecordBatch() : RecordBatch(WithoutRows(NoColumns())) {}

std::vector<std::string_view> RecordBatch::names() const { return NamesOf(*schema_); }

bool RecordBatch::Has(std::string_view name) const { return std::ranges::count(names(), name) > 0; }

ArrowColumn RecordBatch::operator[](std::string_view name) const {
  const std::vector<std::string_view> known = names();
  const auto found = std::ranges::find(known, name);
  if (found == known.end())
    throw ValueError("the table has no column " + wire::Shown(name) +
                     wire::DidYouMean(name, known));
  if (std::ranges::count(known, name) > 1)
    throw ValueError("the table has two columns " + wire::Shown(name));
  return (*this)[static_cast<std::size_t>(found - known.begin())];
}

ArrowColumn RecordBatch::operator[](std::size_t index) const {
  if (index >= num_columns())
    throw std::out_of_range("goray::RecordBatch: column " + std::to_string(index) +
                            " is out of range, there are " + std::to_string(num_columns()));
  const ArrowArray& column = *array_->children[index];
  return {std::make_shared<RecordBatch>(*this), *schema_->children[index], column,
          column.offset + array_->offset, array_->length};
}

RecordBatch RecordBatch::Import(ArrowSchema* schema, ArrowArray* array) {
  if (schema->release == nullptr || array->release == nullptr)
    throw ValueError("goray::RecordBatch::Import(): it is released already");
  RecordBatch batch(wire::AdoptArrow(*schema), wire::AdoptArrow(*array));
  try {
    wire::CheckArrowBatch(*batch.schema_, *batch.array_);
  } catch (const wire::CodecError& error) {
    wire::Rethrow(error, "goray::RecordBatch::Import(): ");
  }
  return batch;
}

void RecordBatch::Export(ArrowSchema* schema, ArrowArray* array) const {
  wire::ShareArrow(schema_, schema);
  try {
    wire::ShareArrow(array_, array);
  } catch (...) {
    schema->release(schema);
    throw;
  }
}

Table::Table(RecordBatch batch) : schema_(batch.schema()) { batches_.push_back(std::move(batch)); }

Table::Table(std::vector<RecordBatch> batches) : batches_(std::move(batches)) {
  if (batches_.empty())
    throw std::invalid_argument(
        "goray::Table: a table of no batches has no columns; give it one without rows");
  schema_ = batches_.front().schema();
  for (const RecordBatch& batch : batches_) {
    if (!AreAlike(*schema_, *batch.schema()))
      throw std::invalid_argument("goray::Table: the batches have not all the same columns");
  }
}

std::size_t Table::num_rows() const {
  std::size_t rows = 0;
  for (const RecordBatch& batch : batches_) rows += batch.num_rows();
  return rows;
}

std::vector<std::string_view> Table::names() const { return NamesOf(*schema_); }

namespace detail {

void CheckColumns(const RecordBatch& batch, std::span<const std::string_view> fields,
                  std::string_view type) {
  for (const std::string_view name : batch.names()) {
    if (std::ranges::count(fields, name) == 0)
      throw ValueError("the table has a column " + wire::Shown(name) + ", which " +
                       std::string(type) + " has not" + wire::DidYouMean(name, fields) +
                       "; leave it out");
  }
  for (const std::string_view field : fields) static_cast<void>(batch[field]);
}

RecordBatch BatchOf(wire::ArrowBatches read) {
  std::erase_if(read.batches, [&](const wire::ArrowArrayPtr& batch) {
    return batch->length == 0 && read.batches.size() > 1;
  });
  if (read.batches.empty()) return WithoutRows(std::move(read.schema));
  if (read.batches.size() == 1) return {std::move(read.schema), std::move(read.batches.front())};
  throw wire::CodecError(wire::Fault::kValue,
                         "expected one batch, got a table of " +
                             std::to_string(read.batches.size()) +
                             "; give it .combine_chunks(), or let C++ take a goray::Table");
}

Table TableOf(wire::ArrowBatches read) {
  std::vector<RecordBatch> batches;
  batches.reserve(read.batches.size());
  for (wire::ArrowArrayPtr& batch : read.batches)
    batches.emplace_back(read.schema, std::move(batch));
  return {std::move(read.schema), std::move(batches)};
}

wire::ArrowBatches BatchesOf(const RecordBatch& batch) {
  return {false, batch.schema(), {batch.array()}};
}

wire::ArrowBatches BatchesOf(const Table& table) {
  wire::ArrowBatches batches{true, table.schema(), {}};
  for (const RecordBatch& batch : table.batches()) batches.batches.push_back(batch.array());
  return batches;
}

}  // namespace detail
}  // namespace goray
