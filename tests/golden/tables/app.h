// SPDX-License-Identifier: Apache-2.0
// Arrow's tables: columns of pyarrow, polars and pandas that C++ looks into, and columns of C++ that become pyarrow's.
#pragma once
#include <goray/arrow.h>
#include <goray/goray.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tables {

/// Rows with a title; `more` may be missing.
struct Report {
  std::string title;
  goray::RecordBatch rows;
  std::optional<goray::Table> more;
};

/// A column each.
struct Trades {
  std::span<const std::int64_t> size;
  /// In euros.
  std::span<const double> price;
};

struct GORAY_TASKS Tasks {
  goray::RecordBatch Same(goray::RecordBatch batch) const { return batch; }
  goray::Table SameTable(const goray::Table& table) const { return table; }

  /// The number of rows of each batch.
  std::vector<std::size_t> Rows(const goray::Table& table) const {
    std::vector<std::size_t> rows;
    for (const goray::RecordBatch& batch : table.batches()) rows.push_back(batch.num_rows());
    return rows;
  }
  /// Names and types of the columns.
  std::map<std::string, std::string> Types(const goray::RecordBatch& batch) const {
    std::map<std::string, std::string> types;
    for (std::size_t i = 0; i < batch.num_columns(); ++i)
      types.emplace(batch[i].name(), batch[i].type());
    return types;
  }
  std::vector<std::size_t> Nulls(const goray::RecordBatch& batch) const {
    std::vector<std::size_t> nulls;
    for (std::size_t i = 0; i < batch.num_columns(); ++i) nulls.push_back(batch[i].null_count());
    return nulls;
  }

  /// Price times size.
  double Value(const goray::RecordBatch& trades) const {
    const auto price = trades.Column<double>("price");
    const auto size = trades.Column<std::int64_t>("size");
    double total = 0;
    for (std::size_t i = 0; i < price.size(); ++i) total += price[i] * static_cast<double>(size[i]);
    return total;
  }
  /// The same of all batches.
  double Total(const goray::Table& trades) const {
    double total = 0;
    for (const goray::RecordBatch& batch : trades.batches()) total += Value(batch);
    return total;
  }
  /// Where a column of doubles starts.
  std::uint64_t Address(const goray::RecordBatch& batch, const std::string& column) const {
    return reinterpret_cast<std::uintptr_t>(batch.Column<double>(column).data());
  }
  /// What the process has mapped to there.
  std::string Mapping(const goray::RecordBatch& batch, const std::string& column) const {
    const std::uint64_t address = Address(batch, column);
    std::ifstream maps("/proc/self/maps");
    for (std::string line; std::getline(maps, line);) {
      std::size_t dash = 0;
      const bool is_behind = std::stoull(line, &dash, 16) <= address;
      if (is_behind && address < std::stoull(line.substr(dash + 1), nullptr, 16)) return line;
    }
    return "";
  }
  /// Price times size, less a fee for each trade.
  double Worth(const Trades& trades, double fee = 0) const {
    double total = 0;
    for (std::size_t i = 0; i < trades.size.size(); ++i)
      total += trades.price[i] * static_cast<double>(trades.size[i]) - fee;
    return total;
  }
  std::uint64_t AddressOfPrice(Trades trades) const {
    return reinterpret_cast<std::uintptr_t>(trades.price.data());
  }
  std::vector<std::optional<std::string>> Texts(const goray::RecordBatch& batch,
                                                std::size_t column) const {
    std::vector<std::optional<std::string>> texts;
    for (std::size_t i = 0; i < batch.num_rows(); ++i) {
      const auto text = batch[column].Get<std::string_view>(i);
      texts.push_back(text ? std::optional<std::string>(*text) : std::nullopt);
    }
    return texts;
  }
  std::vector<std::optional<std::int64_t>> Ints(const goray::RecordBatch& batch,
                                                std::size_t column) const {
    std::vector<std::optional<std::int64_t>> items;
    for (std::size_t i = 0; i < batch.num_rows(); ++i)
      items.push_back(batch[column].Get<std::int64_t>(i));
    return items;
  }
  std::vector<std::optional<bool>> Bools(const goray::RecordBatch& batch,
                                         std::size_t column) const {
    std::vector<std::optional<bool>> items;
    for (std::size_t i = 0; i < batch.num_rows(); ++i) items.push_back(batch[column].Get<bool>(i));
    return items;
  }
  /// The text of a column's dictionary, and the indices into it.
  std::pair<std::vector<std::string>, std::vector<std::optional<std::size_t>>> Dictionary(
      const goray::RecordBatch& batch, std::size_t column) const {
    const goray::ArrowColumn items = batch[column];
    std::pair<std::vector<std::string>, std::vector<std::optional<std::size_t>>> result;
    for (std::size_t i = 0; i < items.dictionary().size(); ++i)
      result.first.emplace_back(items.dictionary().Get<std::string_view>(i).value_or("null"));
    for (std::size_t i = 0; i < items.size(); ++i)
      result.second.push_back(items.DictionaryIndex(i));
    return result;
  }
  /// Microseconds of a column of timestamps, and its time zone.
  std::pair<std::string, std::vector<std::int64_t>> Times(const goray::RecordBatch& batch,
                                                          std::size_t column) const {
    using Time = std::chrono::sys_time<std::chrono::microseconds>;
    std::pair<std::string, std::vector<std::int64_t>> result{std::string(batch[column].zone()), {}};
    for (const Time time : batch.Column<Time>(column))
      result.second.push_back(time.time_since_epoch().count());
    return result;
  }
  /// Days since 1970.
  std::vector<std::int32_t> Days(const goray::RecordBatch& batch, std::size_t column) const {
    const auto days = batch[column].Counts<std::int32_t>();
    return {days.begin(), days.end()};
  }

  /// One of each kind of column that C++ makes.
  goray::RecordBatch Make(std::size_t rows) const {
    std::vector<double> doubles(rows);
    std::vector<std::string> texts(rows);
    std::vector<bool> bools(rows);
    std::vector<std::optional<std::int32_t>> ints(rows);
    std::vector<std::optional<std::string>> maybe(rows);
    std::vector<std::optional<bool>> flags(rows);
    std::vector<std::chrono::sys_time<std::chrono::milliseconds>> times(rows);
    std::vector<std::chrono::local_time<std::chrono::nanoseconds>> local(rows);
    std::vector<std::chrono::seconds> durations(rows);
    goray::NdArray<std::uint8_t> bytes({rows});
    for (std::size_t i = 0; i < rows; ++i) {
      doubles[i] = 1.5 * static_cast<double>(i);
      texts[i] = "\xc3\xa9" + std::to_string(i);
      bools[i] = i % 3 == 0;
      if (i % 2 == 0) {
        ints[i] = static_cast<std::int32_t>(i);
        maybe[i] = std::to_string(i);
        flags[i] = i % 4 == 0;
      }
      times[i] += std::chrono::milliseconds(i);
      local[i] += std::chrono::nanoseconds(i);
      durations[i] = std::chrono::seconds(i);
      bytes[i] = static_cast<std::uint8_t>(i);
    }
    return goray::RecordBatchBuilder()
        .Add("double", std::move(doubles))
        .Add("text", texts)
        .Add("bool", bools)
        .Add("int", ints)
        .Add("maybe", maybe)
        .Add("flag", flags)
        .Add("time", std::move(times))
        .Add("local", std::move(local))
        .Add("duration", std::move(durations))
        .Add("byte", bytes)
        .Finish();
  }
  /// A table of batches that have so many rows.
  goray::Table Batches(const std::vector<std::size_t>& rows) const {
    std::vector<goray::RecordBatch> batches;
    batches.reserve(rows.size());
    for (const std::size_t count : rows) batches.push_back(Make(count));
    return goray::Table(std::move(batches));
  }
  /// Some columns of a batch in another order, and the row numbers.
  goray::RecordBatch Select(const goray::RecordBatch& batch,
                            const std::vector<std::string>& columns) const {
    goray::RecordBatchBuilder builder;
    for (const std::string& column : columns) builder.Add(column, batch[column]);
    std::vector<std::uint32_t> numbers(batch.num_rows());
    for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = static_cast<std::uint32_t>(i);
    return builder.Add("row", std::move(numbers)).Finish();
  }
  /// `count` zeros in a column `x`.
  goray::RecordBatch Zeros(std::size_t count) const {
    return goray::RecordBatchBuilder().Add("x", std::vector<double>(count)).Finish();
  }
  goray::RecordBatch WrongLengths() const {
    return goray::RecordBatchBuilder()
        .Add("a", std::vector<double>(2))
        .Add("b", std::vector<double>(3))
        .Finish();
  }
  goray::RecordBatch NotUtf8() const {
    return goray::RecordBatchBuilder().Add("a", std::vector<std::string>{"\xff"}).Finish();
  }

  Report Echo(Report report) const { return report; }
  std::vector<goray::RecordBatch> Split(const goray::Table& table) const { return table.batches(); }
};

/// Keeps the batches that it was given.
class Store {
 public:
  void Add(goray::RecordBatch batch) { batches_.push_back(std::move(batch)); }
  goray::Table All() const { return goray::Table(batches_); }
  void Clear() { batches_.clear(); }

 private:
  std::vector<goray::RecordBatch> batches_;
};

/// Values batches, as a function of Ray Data's.
class Valuer {
 public:
  explicit Valuer(double fee) : fee_(fee) {}
  goray::RecordBatch operator()(Trades trades) const {
    std::vector<double> value(trades.size.size());
    for (std::size_t i = 0; i < value.size(); ++i)
      value[i] = trades.price[i] * static_cast<double>(trades.size[i]) - fee_;
    return goray::RecordBatchBuilder().Add("value", std::move(value)).Finish();
  }

 private:
  double fee_;
};

struct GORAY_ACTORS Actors {
  Valuer NewValuer(double fee) const { return Valuer(fee); }
  Store NewStore() const { return {}; }
};

}  // namespace tables
