// SPDX-License-Identifier: Apache-2.0
#include <goray/detail/table_slot.h>
#include <goray/wire/reference.h>

namespace goray {
namespace dispatch {

wire::ArrowBatches BatchesFrom(const GorayTable& table) {
  if (table.stream != nullptr) return wire::DrainArrow(*table.stream);
  if (table.schema->release == nullptr || table.array->release == nullptr)
    throw wire::CodecError(wire::Fault::kValue, "its columns were taken already");
  wire::ArrowBatches read{false, wire::AdoptArrow(*table.schema), {}};
  read.batches.push_back(wire::AdoptArrow(*table.array));
  wire::CheckArrowBatch(*read.schema, *read.batches.front());
  return read;
}

ExportedTable::ExportedTable(const RecordBatch& batch) {
  batch.Export(&schema_, &array_);
  description.schema = &schema_;
  description.array = &array_;
}

ExportedTable::ExportedTable(const Table& table) {
  wire::StreamArrow(goray::detail::BatchesOf(table), &stream_);
  description.stream = &stream_;
}

ExportedTable::~ExportedTable() {
  wire::ReleaseArrow(schema_);
  wire::ReleaseArrow(array_);
  wire::ReleaseArrow(stream_);
}

}  // namespace dispatch

namespace {

wire::ArrowBatches ReadTable(wire::Reader& reader) {
  if (std::optional<wire::ArrowBatches> read = wire::TryArrow(reader)) return *std::move(read);
  if (reader.AtEnd() || reader.Peek() != wire::Kind::kMap) reader.Expected("a table of Arrow's");
  return detail::BatchesOf(detail::ReadColumns(reader));
}

void WriteTable(wire::Writer& writer, const wire::ArrowBatches& batches) {
  if (!wire::HostTakesArrow())
    throw wire::CodecError(wire::Fault::kType,
                           "the Python package goray-cpp that loaded the library does not know "
                           "Arrow's tables; upgrade it");
  wire::WriteArrow(writer, batches);
}

}  // namespace

RecordBatch Codec<RecordBatch>::Read(wire::Reader& reader) {
  return detail::BatchOf(ReadTable(reader));
}
void Codec<RecordBatch>::Write(wire::Writer& writer, const RecordBatch& value) {
  WriteTable(writer, detail::BatchesOf(value));
}
Table Codec<Table>::Read(wire::Reader& reader) { return detail::TableOf(ReadTable(reader)); }
void Codec<Table>::Write(wire::Writer& writer, const Table& value) {
  WriteTable(writer, detail::BatchesOf(value));
}

}  // namespace goray
