// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/arrow/record_batch.h>
#include <goray/nd_array.h>
#include <goray/wire/arrow.h>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace goray {

/// Makes a `RecordBatch` of columns, in their order. Vectors and arrays of numbers and times are moved in, without a copy; text
/// and `bool` are copied, and so is what may be null.
///
/// Example:
///   return goray::RecordBatchBuilder()
///       .Add("city", std::move(cities))  // std::vector<std::string>
///       .Add("total", std::move(totals))  // std::vector<double>
///       .Add("rank", std::move(ranks))  // std::vector<std::optional<std::int32_t>>
///       .Finish();
class RecordBatchBuilder {
 public:
  RecordBatchBuilder() : tree_(std::make_shared<wire::ArrowTree>()) {}

  template <ArrowItem T>
  RecordBatchBuilder& Add(std::string_view name, std::vector<T> items) {
    const auto owner = std::make_shared<const std::vector<T>>(std::move(items));
    return AddItems<T>(name, owner->data(), owner->size(), owner);
  }
  /// Of one dimension. Items that have gaps, or that are somebody else's, are copied.
  template <typename T>
    requires ArrowItem<std::remove_const_t<T>>
  RecordBatchBuilder& Add(std::string_view name, const NdArray<T>& items) {
    using Item = std::remove_const_t<T>;
    if (!items.owns() || !items.is_contiguous()) return Add(name, items.Copy());
    const auto owner = std::make_shared<NdArray<T>>(items);
    return AddItems<Item>(name, items.data(), items.size(), owner);
  }
  template <ArrowItem T>
  RecordBatchBuilder& Add(std::string_view name, const std::vector<std::optional<T>>& items) {
    std::vector<T> values(items.size());
    for (std::size_t i = 0; i < items.size(); ++i) values[i] = items[i].value_or(T{});
    Add(name, std::move(values));
    return WithNulls(items);
  }
  RecordBatchBuilder& Add(std::string_view name, const std::vector<bool>& items) {
    return AddBits(name, items.size(), [&](std::size_t i) { return bool{items[i]}; });
  }
  RecordBatchBuilder& Add(std::string_view name, const std::vector<std::optional<bool>>& items) {
    AddBits(name, items.size(), [&](std::size_t i) { return items[i].value_or(false); });
    return WithNulls(items);
  }
  /// UTF-8. Throws ValueError for more than 2 GiB.
  template <std::convertible_to<std::string_view> T>
  RecordBatchBuilder& Add(std::string_view name, const std::vector<T>& items) {
    return AddText(name, items.size(), [&](std::size_t i) { return std::string_view(items[i]); });
  }
  template <std::convertible_to<std::string_view> T>
  RecordBatchBuilder& Add(std::string_view name, const std::vector<std::optional<T>>& items) {
    AddText(name, items.size(),
            [&](std::size_t i) { return items[i] ? std::string_view(*items[i]) : ""; });
    return WithNulls(items);
  }
  /// A column of another batch, which is shared.
  RecordBatchBuilder& Add(std::string_view name, const ArrowColumn& column);

  /// Throws ValueError for columns of unequal lengths, and for two of one name. The builder is empty then.
  RecordBatch Finish();

 private:
  using Memory = std::shared_ptr<std::byte>;

  template <typename T>
  RecordBatchBuilder& AddItems(std::string_view name, const void* items, std::size_t count,
                               std::shared_ptr<const void> owner) {
    constexpr std::string_view kFormat = detail::ArrowFormat<T>::kFormat;
    constexpr bool kIsTimestamp = kFormat.size() == 4 && !detail::kIsLocalTime<T>;
    return Put(kIsTimestamp ? std::string(kFormat) + "UTC" : std::string(kFormat), name, count,
               {nullptr, items}, std::move(owner));
  }
  template <typename IsSet>
  static Memory BitsOf(std::size_t count, IsSet is_set) {
    Memory bits = wire::AllocateArrow((count + 7) / 8);
    std::memset(bits.get(), 0, (count + 7) / 8);
    for (std::size_t i = 0; i < count; ++i) {
      if (is_set(i)) bits.get()[i / 8] |= std::byte{1} << (i % 8);
    }
    return bits;
  }
  template <typename IsSet>
  RecordBatchBuilder& AddBits(std::string_view name, std::size_t count, IsSet is_set) {
    const Memory bits = BitsOf(count, is_set);
    return Put("b", name, count, {nullptr, bits.get()}, bits);
  }
  template <typename TextAt>
  RecordBatchBuilder& AddText(std::string_view name, std::size_t count, TextAt text_at) {
    auto offsets = std::make_shared<std::vector<std::int32_t>>();
    auto text = std::make_shared<std::string>();
    offsets->reserve(count + 1);
    offsets->push_back(0);
    for (std::size_t i = 0; i < count; ++i) {
      text->append(CheckedText(name, text_at(i)));
      if (text->size() > INT32_MAX) FailText(name);
      offsets->push_back(static_cast<std::int32_t>(text->size()));
    }
    tree_->Keep(offsets);
    return Put("u", name, count, {nullptr, offsets->data(), text->data()}, text);
  }
  /// Of the last column.
  template <typename T>
  RecordBatchBuilder& WithNulls(const std::vector<std::optional<T>>& items) {
    return SetValidity(BitsOf(items.size(), [&](std::size_t i) { return items[i].has_value(); }));
  }
  RecordBatchBuilder& Put(std::string_view format, std::string_view name, std::size_t count,
                          std::vector<const void*> buffers, std::shared_ptr<const void> owner);
  RecordBatchBuilder& SetValidity(const Memory& bits);
  static std::string_view CheckedText(std::string_view name, std::string_view text);
  [[noreturn]] static void FailText(std::string_view name);

  std::shared_ptr<wire::ArrowTree> tree_;
  std::vector<ArrowSchema*> schemas_;
  std::vector<ArrowArray*> arrays_;
};

}  // namespace goray
