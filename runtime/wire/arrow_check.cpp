// SPDX-License-Identifier: Apache-2.0
#include <goray/wire/arrow.h>
#include <goray/wire/limits.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "wire/text.h"

namespace goray::wire {
namespace {

[[noreturn]] void RefuseColumns(const std::string& what) {
  throw CodecError(Fault::kValue, "malformed Arrow data: " + what);
}

void Require(bool is_so, const ArrowSchema& schema, const char* what) {
  if (!is_so) RefuseColumns("a column of " + ArrowTypeName(schema) + " " + what);
}

std::int64_t BuffersOf(ArrowLayout layout) {
  switch (layout) {
    case ArrowLayout::kNull:
      return 0;
    case ArrowLayout::kFixedList:
    case ArrowLayout::kStruct:
      return 1;
    case ArrowLayout::kText32:
    case ArrowLayout::kText64:
      return 3;
    default:
      return 2;
  }
}

/// How many children there are: any of a struct, which is -1.
std::int64_t ChildrenOf(ArrowLayout layout) {
  switch (layout) {
    case ArrowLayout::kStruct:
      return -1;
    case ArrowLayout::kList32:
    case ArrowLayout::kList64:
    case ArrowLayout::kFixedList:
      return 1;
    default:
      return 0;
  }
}

/// The end of what the lists of an array take of their child.
std::int64_t EndOfLists(const ArrowSchema& schema, const ArrowArray& array, ArrowType type,
                        std::int64_t end) {
  if (type.layout == ArrowLayout::kStruct) return end;
  if (type.layout == ArrowLayout::kFixedList) {
    std::int64_t items = 0;
    Require(!__builtin_mul_overflow(end, type.width, &items), schema, "is too long");
    return items;
  }
  if (array.length == 0) return 0;
  return type.layout == ArrowLayout::kList32
             ? static_cast<const std::int32_t*>(array.buffers[1])[end]
             : static_cast<const std::int64_t*>(array.buffers[1])[end];
}

void CheckBuffers(const ArrowSchema& schema, const ArrowArray& array, ArrowType type) {
  const std::int64_t count = BuffersOf(type.layout);
  const bool is_view = type.layout == ArrowLayout::kTextView;
  Require(is_view ? array.n_buffers > count : array.n_buffers == count, schema,
          "has another number of buffers");
  Require(count == 0 || array.buffers != nullptr, schema, "has no buffers");
  if (count == 0 || array.length == 0) return;
  Require(array.buffers[0] != nullptr || array.null_count <= 0, schema,
          "has nulls, and does not say where");
  const bool is_empty = type.layout == ArrowLayout::kFixed && type.width == 0;
  if (count > 1) Require(array.buffers[1] != nullptr || is_empty, schema, "has no items");
  if (!is_view || array.n_buffers == 3) return;
  for (std::int64_t i = 2; i < array.n_buffers; ++i)
    Require(array.buffers[i] != nullptr, schema, "has no text");
}

void Check(const ArrowSchema& schema, const ArrowArray& array, int depth) {
  if (schema.format == nullptr || schema.release == nullptr || array.release == nullptr)
    RefuseColumns("it is released already");
  if (depth == limits::kDepth) RefuseColumns("it is too deep");
  std::int64_t end = 0;
  Require(array.length >= 0 && array.offset >= 0 &&
              !__builtin_add_overflow(array.length, array.offset, &end) && end < INT64_MAX / 64,
          schema, "has no length");
  Require(array.null_count >= -1 && array.null_count <= array.length, schema,
          "has more nulls than items");
  Require(schema.n_children >= 0 && schema.n_children == array.n_children, schema,
          "has another number of children");
  Require(schema.n_children == 0 || (schema.children != nullptr && array.children != nullptr),
          schema, "has no children");
  Require((schema.dictionary == nullptr) == (array.dictionary == nullptr), schema,
          "has no dictionary");
  const ArrowType type = ArrowTypeOf(schema.format);
  if (type.layout == ArrowLayout::kOther) return;
  CheckBuffers(schema, array, type);
  const std::int64_t children = ChildrenOf(type.layout);
  Require(children == -1 || children == schema.n_children, schema,
          "has children that it cannot have");
  if (array.dictionary != nullptr) Check(*schema.dictionary, *array.dictionary, depth + 1);
  if (schema.n_children == 0) return;
  const std::int64_t wanted = EndOfLists(schema, array, type, end);
  for (std::int64_t i = 0; i < schema.n_children; ++i) {
    Require(schema.children[i] != nullptr && array.children[i] != nullptr, schema,
            "has a child that is not there");
    Check(*schema.children[i], *array.children[i], depth + 1);
    Require(array.children[i]->length >= wanted, schema, "is longer than its child");
  }
}

}  // namespace

void CheckArrowArray(const ArrowSchema& schema, const ArrowArray& array) {
  Check(schema, array, 0);
}

void CheckArrowBatch(const ArrowSchema& schema, const ArrowArray& array) {
  if (schema.format == nullptr || schema.release == nullptr)
    RefuseColumns("it is released already");
  if (schema.format != std::string_view("+s"))
    throw CodecError(Fault::kType,
                     "expected a table, got a single column of " + ArrowTypeName(schema));
  Check(schema, array, 0);
  if (array.null_count > 0 || (array.null_count < 0 && array.buffers[0] != nullptr))
    throw CodecError(Fault::kValue,
                     "expected a table, got a column of structs some of which are null");
}

}  // namespace goray::wire
