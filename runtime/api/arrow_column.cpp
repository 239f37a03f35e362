// SPDX-License-Identifier: Apache-2.0
#include <goray/arrow/column.h>
#include <goray/error.h>

#include <array>
#include <bit>
#include <stdexcept>

#include "wire/text.h"

namespace goray {

using wire::ArrowLayout;

ArrowColumn::ArrowColumn(std::shared_ptr<const void> owner, const ArrowSchema& schema,
                         const ArrowArray& array, std::int64_t offset, std::int64_t length)
    : owner_(std::move(owner)),
      schema_(&schema),
      array_(&array),
      offset_(static_cast<std::size_t>(offset)),
      size_(static_cast<std::size_t>(length)) {
  const wire::ArrowType type = wire::ArrowTypeOf(schema.format);
  layout_ = type.layout;
  width_ = static_cast<std::size_t>(type.width);
  if (array.n_buffers > 0 && array.null_count != 0 && layout_ != ArrowLayout::kOther)
    validity_ = static_cast<const std::byte*>(array.buffers[0]);
  if (array.n_buffers > 1) items_ = static_cast<const std::byte*>(array.buffers[1]);
  if (schema.dictionary != nullptr) {
    const ArrowArray& values = *array.dictionary;
    dictionary_ = std::make_shared<ArrowColumn>(owner_, *schema.dictionary, values, values.offset,
                                                values.length);
  }
}

std::string_view ArrowColumn::zone() const {
  const std::string_view format = schema_->format;
  return format.starts_with("ts") && format.size() > 4 ? format.substr(4) : "";
}

std::size_t ArrowColumn::null_count() const {
  if (layout_ == ArrowLayout::kNull) return size_;
  if (validity_ == nullptr) return 0;
  if (array_->null_count >= 0 && static_cast<std::size_t>(array_->length) == size_ &&
      static_cast<std::size_t>(array_->offset) == offset_)
    return static_cast<std::size_t>(array_->null_count);
  std::size_t count = 0;
  std::size_t i = 0;
  for (; i < size_ && (offset_ + i) % 8 != 0; ++i) count += IsNullAt(i) ? 1U : 0U;
  for (; i + 8 <= size_; i += 8) {
    const auto byte = static_cast<std::uint8_t>(validity_[(offset_ + i) / 8]);
    count += 8U - static_cast<unsigned>(std::popcount(byte));
  }
  for (; i < size_; ++i) count += IsNullAt(i) ? 1U : 0U;
  return count;
}

const ArrowColumn& ArrowColumn::dictionary() const {
  if (dictionary_ == nullptr) FailType("a dictionary");
  return *dictionary_;
}

std::string_view ArrowColumn::TextAt(std::size_t index) const {
  const auto between = [&](auto first, auto last) -> std::string_view {
    if (first < 0 || last < first)
      throw ValueError("column " + wire::Shown(name()) + " has offsets that go back");
    const auto* const text = static_cast<const char*>(array_->buffers[2]);
    return first == last ? std::string_view()
                         : std::string_view(text + first, static_cast<std::size_t>(last - first));
  };
  switch (layout_) {
    case ArrowLayout::kText32: {
      const auto* const offsets = ItemsOf<std::int32_t>() + index;
      return between(offsets[0], offsets[1]);
    }
    case ArrowLayout::kText64: {
      const auto* const offsets = ItemsOf<std::int64_t>() + index;
      return between(offsets[0], offsets[1]);
    }
    case ArrowLayout::kTextView: {
      const std::byte* const item = items_ + 16 * (offset_ + index);
      std::array<std::int32_t, 4>
          view{};  // the size, the first letters, the text's number, where it starts
      std::memcpy(view.data(), item, sizeof view);
      const auto size = static_cast<std::size_t>(view[0]);
      if (size <= 12) return {reinterpret_cast<const char*>(item) + 4, size};
      if (view[0] < 0 || view[2] < 0 || view[2] >= array_->n_buffers - 3 || view[3] < 0)
        throw ValueError("column " + wire::Shown(name()) + " has text that is not there");
      return {static_cast<const char*>(array_->buffers[2 + view[2]]) + view[3], size};
    }
    case ArrowLayout::kFixed:
      if (schema_->format[0] == 'w')
        return {reinterpret_cast<const char*>(items_) + width_ * (offset_ + index), width_};
      [[fallthrough]];
    default:
      FailType("text");
  }
}

std::size_t ArrowColumn::IndexAt(std::size_t index) const {
  const auto at = [&](auto item) {
    return static_cast<std::size_t>(ItemsOf<decltype(item)>()[index]);
  };
  const bool is_signed = schema_->format[0] >= 'a';
  std::size_t found = SIZE_MAX;
  if (width_ == 1) found = is_signed ? at(std::int8_t{}) : at(std::uint8_t{});
  if (width_ == 2) found = is_signed ? at(std::int16_t{}) : at(std::uint16_t{});
  if (width_ == 4) found = is_signed ? at(std::int32_t{}) : at(std::uint32_t{});
  if (width_ == 8) found = at(std::uint64_t{});
  if (found >= dictionary_->size())
    throw ValueError("column " + wire::Shown(name()) + " has an index that its dictionary has not");
  return found;
}

std::string ArrowColumn::WantedName(std::string_view format, bool is_local) {
  const std::string text(format);
  ArrowSchema schema{};
  schema.format = text.c_str();
  std::string wanted = wire::ArrowTypeName(schema);
  if (format.size() < 4) return wanted;
  return wanted.substr(0, wanted.size() - 1) + (is_local ? "]" : ", with a time zone]");
}

void ArrowColumn::FailType(const std::string& wanted) const {
  throw TypeError("column " + wire::Shown(name()) + " is of " + type() + ", not of " + wanted +
                  "; take the former in C++, or cast the column in Python");
}

void ArrowColumn::FailNulls() const {
  throw ValueError("column " + wire::Shown(name()) + " of " + type() + " has " +
                   std::to_string(null_count()) +
                   " nulls, which a span does not show; in C++ read it by Get<T>(i), or by "
                   "ValuesUnderNulls<T>() and IsNull(i)");
}

void ArrowColumn::FailIndex(std::size_t index) const {
  throw std::out_of_range("goray::ArrowColumn: item " + std::to_string(index) + " of column " +
                          wire::Shown(name()) + " is out of range, it has " +
                          std::to_string(size_));
}

}  // namespace goray
