// SPDX-License-Identifier: Apache-2.0
// A dict of arrays in a message, as a batch.
#include <goray/arrow/record_batch_builder.h>
#include <goray/codec/container/vector.h>
#include <goray/codec/string.h>
#include <goray/detail/table_slot.h>
#include <goray/error.h>
#include <goray/wire/array.h>

#include <cstring>
#include <string>
#include <vector>

namespace goray::detail {
namespace {

using wire::CodecError;
using wire::Fault;

template <typename T>
void AddItems(RecordBatchBuilder& builder, std::string_view name, std::span<const std::byte> from) {
  std::vector<T> items(from.size() / sizeof(T));
  if (!items.empty()) std::memcpy(items.data(), from.data(), from.size());
  builder.Add(name, std::move(items));
}

void AddArray(RecordBatchBuilder& builder, std::string_view name, const wire::EncodedArray& array) {
  if (array.shape.size() != 1)
    throw CodecError(Fault::kType, "expected a column of one dimension, got " +
                                       std::to_string(array.shape.size()));
  const auto add = [&]<typename T>(T) { AddItems<T>(builder, name, array.items); };
  if (array.dtype == "|b1") {
    std::vector<bool> items;
    for (const std::byte item : array.items) items.push_back(item != std::byte{0});
    builder.Add(name, items);
    return;
  }
  if (array.dtype == "|i1") return add(std::int8_t{});
  if (array.dtype == "<i2") return add(std::int16_t{});
  if (array.dtype == "<i4") return add(std::int32_t{});
  if (array.dtype == "<i8") return add(std::int64_t{});
  if (array.dtype == "|u1") return add(std::uint8_t{});
  if (array.dtype == "<u2") return add(std::uint16_t{});
  if (array.dtype == "<u4") return add(std::uint32_t{});
  if (array.dtype == "<u8") return add(std::uint64_t{});
  if (array.dtype == "<f4") return add(float{});
  if (array.dtype == "<f8") return add(double{});
  throw CodecError(Fault::kType, "no column can be made of an array of " +
                                     wire::DtypeName(array.dtype) + " here");
}

template <typename T>
void AddList(RecordBatchBuilder& builder, std::string_view name, wire::Reader& reader) {
  builder.Add(name, Codec<std::vector<T>>::Read(reader));
}

/// Of text, floats or ints, as the first item says.
void AddList(RecordBatchBuilder& builder, std::string_view name, wire::Reader& reader) {
  if (!reader.AtEnd() && reader.Peek() == wire::Kind::kBytes)
    throw CodecError(Fault::kType,
                     "a column of one-byte integers is bytes here, and nobody knows which they "
                     "were; give a pyarrow.RecordBatch");
  wire::Reader items = reader;
  const bool is_empty = items.ReadArray() == 0;
  const wire::Kind kind = is_empty ? wire::Kind::kFloat : items.Peek();
  if (kind == wire::Kind::kString) return AddList<std::string>(builder, name, reader);
  if (kind == wire::Kind::kInt) return AddList<std::int64_t>(builder, name, reader);
  AddList<double>(builder, name, reader);
}

}  // namespace

RecordBatch ReadColumns(wire::Reader& reader) {
  RecordBatchBuilder builder;
  const std::size_t count = reader.ReadMap();
  wire::Nesting nesting(reader, 2 * count);
  for (std::size_t i = 0; i < count; ++i) {
    nesting.Next();
    const std::string_view name = reader.ReadString();
    nesting.Next();
    try {
      if (const auto array = wire::TryArray(reader)) {
        AddArray(builder, name, *array);
      } else {
        AddList(builder, name, reader);
      }
    } catch (CodecError& error) {
      error.AddKey("'" + std::string(name) + "'");
      throw;
    }
  }
  try {
    return builder.Finish();
  } catch (const Error& error) {
    throw CodecError(Fault::kValue, error.what());
  }
}

}  // namespace goray::detail
