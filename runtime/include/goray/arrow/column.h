// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/abi/arrow_c_data.h>
#include <goray/codec/integer.h>
#include <goray/wire/arrow.h>

#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

namespace goray {
namespace detail {

/// How a type of C++ stands in a column; `kFormat` is Arrow's, and empty for what has none.
template <typename T>
struct ArrowFormat {
  static constexpr std::string_view kFormat = "";
};
template <Integer T>
struct ArrowFormat<T> {
  static constexpr std::string_view kFormat = sizeof(T) == 1   ? (std::is_signed_v<T> ? "c" : "C")
                                              : sizeof(T) == 2 ? (std::is_signed_v<T> ? "s" : "S")
                                              : sizeof(T) == 4 ? (std::is_signed_v<T> ? "i" : "I")
                                                               : (std::is_signed_v<T> ? "l" : "L");
};
template <>
struct ArrowFormat<float> {
  static constexpr std::string_view kFormat = "f";
};
template <>
struct ArrowFormat<double> {
  static constexpr std::string_view kFormat = "g";
};
/// 's', 'm', 'u' or 'n'; 0 for other durations.
template <typename Duration>
constexpr char kArrowUnit = 0;
template <>
inline constexpr char kArrowUnit<std::chrono::seconds> = 's';
template <>
inline constexpr char kArrowUnit<std::chrono::milliseconds> = 'm';
template <>
inline constexpr char kArrowUnit<std::chrono::microseconds> = 'u';
template <>
inline constexpr char kArrowUnit<std::chrono::nanoseconds> = 'n';
template <typename Duration>
constexpr char kArrowDuration[4] = {'t', 'D', kArrowUnit<Duration>, 0};
template <typename Duration>
constexpr char kArrowTimestamp[5] = {'t', 's', kArrowUnit<Duration>, ':', 0};
template <typename Rep, typename Period>
struct ArrowFormat<std::chrono::duration<Rep, Period>> {
  using Duration = std::chrono::duration<Rep, Period>;
  static constexpr std::string_view kFormat =
      kArrowUnit<Duration> == 0 ? "" : kArrowDuration<Duration>;
};
/// With a time zone, of which it says nothing; one of UTC is made.
template <typename Duration>
struct ArrowFormat<std::chrono::sys_time<Duration>> {
  static constexpr std::string_view kFormat =
      kArrowUnit<Duration> == 0 ? "" : kArrowTimestamp<Duration>;
};
/// Without a time zone.
template <typename Duration>
struct ArrowFormat<std::chrono::local_time<Duration>> {
  static constexpr std::string_view kFormat =
      kArrowUnit<Duration> == 0 ? "" : kArrowTimestamp<Duration>;
};
template <typename T>
constexpr bool kIsLocalTime = false;
template <typename Duration>
inline constexpr bool kIsLocalTime<std::chrono::local_time<Duration>> = true;

}  // namespace detail

/// What a column has side by side: integers of 8 to 64 bits, `float`, `double`, and durations and points in time of
/// std::chrono in seconds, milliseconds, microseconds or nanoseconds. `sys_time` is a timestamp with a time zone,
/// `local_time` one without.
template <typename T>
concept ArrowItem = !detail::ArrowFormat<T>::kFormat.empty();

/// A column of a `RecordBatch`, whose memory it keeps alive. Copies share it; reading from several threads at once is safe.
///
/// Numbers and times without nulls are a span, `Values<double>()`. Everything else is read item by item: `Get<T>(i)` is
/// empty where the item is null.
///
/// Example:
///   for (std::size_t i = 0; i < column.size(); ++i)
///     if (const auto city = column.Get<std::string_view>(i)) ++counts[std::string(*city)];
class ArrowColumn {
 public:
  /// `array`, from whose item `offset` on `length` are the column's, was checked. For goray's own use.
  ArrowColumn(std::shared_ptr<const void> owner, const ArrowSchema& schema, const ArrowArray& array,
              std::int64_t offset, std::int64_t length);

  std::string_view name() const { return schema_->name == nullptr ? "" : schema_->name; }
  /// pyarrow's name of the type: "int64", "timestamp[us, tz=UTC]".
  std::string type() const { return wire::ArrowTypeName(*schema_); }
  /// Arrow's own: "l", "tsu:UTC".
  std::string_view format() const { return schema_->format; }
  /// Of a timestamp: "UTC", "Europe/Berlin"; "" for one without, and for other columns.
  std::string_view zone() const;
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }

  std::size_t null_count() const;
  /// Throws std::out_of_range, Python's IndexError, as `Get` does.
  bool IsNull(std::size_t index) const {
    CheckIndex(index);
    return IsNullAt(index);
  }

  /// All items of a column of the very type `T` that has no nulls, where they stand. Throws TypeError for another type, and
  /// ValueError for nulls.
  template <ArrowItem T>
  std::span<const T> Values() const {
    const std::span<const T> values = ValuesUnderNulls<T>();
    if (null_count() != 0) FailNulls();
    return values;
  }
  /// The same of a column that may have nulls, where the items are whatever happens to stand there; see `IsNull`.
  template <ArrowItem T>
  std::span<const T> ValuesUnderNulls() const {
    if (!Holds<T>()) FailType(WantedName<T>());
    return {ItemsOf<T>(), size_};
  }
  /// What times and dates count, where they stand: `std::int32_t` of date32 and time32, `std::int64_t` of the others.
  /// `type()` says the unit.
  template <typename T>
    requires std::same_as<T, std::int32_t> || std::same_as<T, std::int64_t>
  std::span<const T> Counts() const {
    if (schema_->format[0] != 't' || width_ != sizeof(T) || schema_->format[1] == 'i')
      FailType("times of " + std::to_string(8 * sizeof(T)) + " bits");
    if (null_count() != 0) FailNulls();
    return {ItemsOf<T>(), size_};
  }

  /// An item; nothing if it is null. `T` is what `Values` takes, `bool`, or `std::string_view` for text and bytes, which lives as
  /// long as the column. Of a column that has a dictionary it is what the dictionary says.
  template <typename T>
    requires ArrowItem<T> || std::same_as<T, bool> || std::same_as<T, std::string_view>
  std::optional<T> Get(std::size_t index) const {
    CheckIndex(index);
    if (IsNullAt(index)) return std::nullopt;
    if (dictionary_ != nullptr) return dictionary_->Get<T>(IndexAt(index));
    if constexpr (std::same_as<T, std::string_view>) {
      return TextAt(index);
    } else if constexpr (std::same_as<T, bool>) {
      if (layout_ != wire::ArrowLayout::kBits) FailType("bool");
      return Bit(items_, offset_ + index);
    } else {
      if (!Holds<T>()) FailType(WantedName<T>());
      return ItemsOf<T>()[index];
    }
  }

  /// Whether the items are indices into `dictionary()`.
  bool has_dictionary() const { return dictionary_ != nullptr; }
  /// Throws TypeError if there is none.
  const ArrowColumn& dictionary() const;
  /// Where the item stands in `dictionary()`; nothing if it is null.
  std::optional<std::size_t> DictionaryIndex(std::size_t index) const {
    CheckIndex(index);
    static_cast<void>(dictionary());
    if (IsNullAt(index)) return std::nullopt;
    return IndexAt(index);
  }

 private:
  friend class RecordBatchBuilder;

  static bool Bit(const std::byte* bits, std::size_t index) {
    return (bits[index / 8] >> (index % 8) & std::byte{1}) != std::byte{0};
  }
  bool IsNullAt(std::size_t index) const {
    if (layout_ == wire::ArrowLayout::kNull) return true;
    return validity_ != nullptr && !Bit(validity_, offset_ + index);
  }
  void CheckIndex(std::size_t index) const {
    if (index >= size_) FailIndex(index);
  }
  template <typename T>
  const T* ItemsOf() const {
    return items_ == nullptr ? nullptr : reinterpret_cast<const T*>(items_) + offset_;
  }
  template <ArrowItem T>
  bool Holds() const {
    constexpr std::string_view kFormat = detail::ArrowFormat<T>::kFormat;
    if (dictionary_ != nullptr || schema_->format[0] != kFormat[0]) return false;
    if constexpr (kFormat.size() == 1) return schema_->format[1] == 0;
    const std::string_view format = schema_->format;
    if constexpr (kFormat.size() == 3) return format == kFormat;
    return format.starts_with(kFormat) && (format.size() > 4) != detail::kIsLocalTime<T>;
  }
  template <ArrowItem T>
  static std::string WantedName() {
    return WantedName(detail::ArrowFormat<T>::kFormat, detail::kIsLocalTime<T>);
  }
  static std::string WantedName(std::string_view format, bool is_local);
  std::string_view TextAt(std::size_t index) const;
  std::size_t IndexAt(std::size_t index) const;

  [[noreturn]] void FailType(const std::string& wanted) const;
  [[noreturn]] void FailNulls() const;
  [[noreturn]] void FailIndex(std::size_t index) const;

  std::shared_ptr<const void> owner_;
  const ArrowSchema* schema_;
  const ArrowArray* array_;
  const std::byte* validity_ = nullptr;
  const std::byte* items_ = nullptr;  // offsets of text, views, or indices
  std::size_t offset_;
  std::size_t size_;
  wire::ArrowLayout layout_;
  std::size_t width_;
  std::shared_ptr<const ArrowColumn> dictionary_;
};

}  // namespace goray
