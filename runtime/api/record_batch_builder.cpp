// SPDX-License-Identifier: Apache-2.0
#include <goray/arrow/record_batch_builder.h>
#include <goray/error.h>

#include "wire/text.h"
#include "wire/utf8.h"

namespace goray {

RecordBatchBuilder& RecordBatchBuilder::Add(std::string_view name, const ArrowColumn& column) {
  ArrowSchema& schema = tree_->AddSchema(column.format(), name);
  const char* const format = schema.format;
  const char* const own = schema.name;
  const auto release = schema.release;
  schema = *column.schema_;
  schema.format = format;
  schema.name = own;
  schema.release = release;
  ArrowArray& array = tree_->AddArray(0, {});
  const auto nothing = array.release;
  array = *column.array_;
  array.release = nothing;
  array.null_count = static_cast<std::int64_t>(column.null_count());
  array.offset = static_cast<std::int64_t>(column.offset_);
  array.length = static_cast<std::int64_t>(column.size_);
  tree_->Keep(column.owner_);
  schemas_.push_back(&schema);
  arrays_.push_back(&array);
  return *this;
}

RecordBatch RecordBatchBuilder::Finish() {
  for (std::size_t i = 0; i < arrays_.size(); ++i) {
    const std::string name = wire::Shown(schemas_[i]->name);
    if (arrays_[i]->length != arrays_[0]->length) {
      throw ValueError("goray::RecordBatchBuilder: column " + name + " has " +
                       std::to_string(arrays_[i]->length) + " items, column " +
                       wire::Shown(schemas_[0]->name) + " has " +
                       std::to_string(arrays_[0]->length));
    }
    for (std::size_t j = 0; j < i; ++j) {
      if (std::string_view(schemas_[j]->name) == schemas_[i]->name)
        throw ValueError("goray::RecordBatchBuilder: two columns have the name " + name);
    }
  }
  const std::int64_t rows = arrays_.empty() ? 0 : arrays_[0]->length;
  const ArrowSchema& schema = tree_->AddSchema("+s", "", std::move(schemas_));
  const ArrowArray& array = tree_->AddArray(rows, {nullptr}, std::move(arrays_));
  RecordBatch batch(wire::ArrowSchemaPtr(tree_, &schema), wire::ArrowArrayPtr(tree_, &array));
  *this = RecordBatchBuilder();
  return batch;
}

RecordBatchBuilder& RecordBatchBuilder::Put(std::string_view format, std::string_view name,
                                            std::size_t count, std::vector<const void*> buffers,
                                            std::shared_ptr<const void> owner) {
  tree_->Keep(std::move(owner));
  // Of nothing a vector has no memory, and readers of Arrow want some.
  static constexpr std::int64_t kNothing = 0;
  if (buffers[1] == nullptr) buffers[1] = &kNothing;
  schemas_.push_back(&tree_->AddSchema(format, name));
  arrays_.push_back(&tree_->AddArray(static_cast<std::int64_t>(count), std::move(buffers)));
  return *this;
}

RecordBatchBuilder& RecordBatchBuilder::SetValidity(const Memory& bits) {
  tree_->Keep(bits);
  arrays_.back()->buffers[0] = bits.get();
  arrays_.back()->null_count = -1;
  return *this;
}

std::string_view RecordBatchBuilder::CheckedText(std::string_view name, std::string_view text) {
  if (wire::FindInvalidUtf8(text) != std::string_view::npos)
    throw ValueError("goray::RecordBatchBuilder: column " + wire::Shown(name) +
                     " has text that is not UTF-8: " + wire::Shown(text));
  return text;
}

void RecordBatchBuilder::FailText(std::string_view name) {
  throw ValueError("goray::RecordBatchBuilder: column " + wire::Shown(name) +
                   " has more than 2 GiB of text; make several batches");
}

}  // namespace goray
