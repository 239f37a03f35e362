// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/arrow/record_batch.h>
#include <goray/arrow/table.h>
#include <goray/codec/base.h>
#include <goray/detail/table_slot.h>
#include <goray/error.h>
#include <goray/wire/arrow.h>

#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace goray {
namespace detail {

/// Throws ValueError for a column that is none of the fields, and for a field without one.
void CheckColumns(const RecordBatch& batch, std::span<const std::string_view> fields,
                  std::string_view type);

}  // namespace detail

/// The argument of a parameter that is a struct of spans, `T`: each field is the column of its name. It lives as long as the
/// call, and so do the spans in copies of the struct.
template <typename T>
class Columns : public T {
 public:
  /// Throws wire::CodecError for other columns than those of `T`, other types, and nulls.
  explicit Columns(RecordBatch batch) : T{}, batch_(std::move(batch)) {
    constexpr auto kFields = Codec<T>::kFields;
    try {
      std::apply(
          [&](const auto&... field) {
            const std::array<std::string_view, sizeof...(field)> names{field.name...};
            detail::CheckColumns(batch_, names, Codec<T>::kName);
            (Set(field.name, this->*field.member), ...);
          },
          kFields);
    } catch (const TypeError& error) {
      throw wire::CodecError(wire::Fault::kType, error.what());
    } catch (const ValueError& error) {
      throw wire::CodecError(wire::Fault::kValue, error.what());
    }
  }

 private:
  template <typename Item>
  void Set(std::string_view name, std::span<const Item>& field) {
    field = batch_.Column<Item>(name);
  }

  RecordBatch batch_;  // keeps the columns
};

namespace dispatch {

/// A struct of spans is a table to the caller.
template <typename T>
struct TableTraits<Columns<T>> {
  static constexpr bool kIsTable = true;
  static Columns<T> From(const GorayTable& table) {
    return Columns<T>(detail::BatchOf(BatchesFrom(table)));
  }
};

}  // namespace dispatch

template <typename T>
struct Codec<Columns<T>> {
  static Columns<T> Read(wire::Reader& reader) {
    return Columns<T>(Codec<RecordBatch>::Read(reader));
  }
};

}  // namespace goray
