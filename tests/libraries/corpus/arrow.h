// Arrow: its own classes; those of goray/arrow.h take and give the same tables.
#pragma once
#include <goray/arrow.h>
#include <goray/goray.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace arrow {
class Status {
 public:
  Status();
  bool ok() const;
  std::string ToString() const;

 private:
  int code_;
};
template <typename T>
class Result {
 public:
  Result(T value);
  bool ok() const;
  T ValueOrDie() &&;

 private:
  T value_;
};
class DataType {
 public:
  virtual ~DataType();
};
class Schema {
 public:
  virtual ~Schema();
};
class Array {
 public:
  virtual ~Array();
};
class DoubleArray : public Array {
 public:
  DoubleArray();
};
class RecordBatch {
 public:
  virtual ~RecordBatch();
};
class Table {
 public:
  virtual ~Table();
};
class Buffer {
 public:
  virtual ~Buffer();
};
class RecordBatchReader {
 public:
  virtual ~RecordBatchReader();
};
}  // namespace arrow

struct Trades {
  std::span<const std::int64_t> size;
  std::span<const double> price;
};

#ifndef AS_IT_IS
template <>
struct goray::ResultOf<arrow::Status> {
  static void Unwrap(const arrow::Status& status);
};
template <typename T>
struct goray::ResultOf<arrow::Result<T>> {
  static T Unwrap(arrow::Result<T> result);
};
#endif

struct GORAY_TASKS Tasks {
  std::shared_ptr<arrow::RecordBatch> Filter(const std::shared_ptr<arrow::RecordBatch>& batch,
                                             double above) const;
  arrow::Result<std::shared_ptr<arrow::Table>> ReadTable(const std::filesystem::path& file) const;
  arrow::Status WriteTable(const std::shared_ptr<arrow::Table>& table,
                           const std::filesystem::path& file) const;
  std::shared_ptr<arrow::Schema> SchemaOf(const arrow::Table& table) const;
  std::shared_ptr<arrow::Array> Column(const std::shared_ptr<arrow::Table>& table,
                                       const std::string& name) const;
  double Sum(const arrow::Array& column) const;
  double SumOf(const std::shared_ptr<arrow::DoubleArray>& column) const;
  double Vwap(const Trades& trades) const;
  goray::RecordBatch Select(const goray::RecordBatch& batch,
                            const std::vector<std::string>& columns) const;
  goray::Generator<goray::RecordBatch> Batches(std::filesystem::path file) const;
  std::map<std::string, std::shared_ptr<arrow::DataType>> Types(
      const std::shared_ptr<arrow::Schema>& schema) const;
  arrow::Result<std::unique_ptr<arrow::RecordBatchReader>> Reader(
      const std::filesystem::path& file) const;
  std::shared_ptr<arrow::Buffer> Encode(
      const std::vector<std::shared_ptr<arrow::RecordBatch>>& batches) const;
  arrow::Status ForEach(const std::filesystem::path& file,
                        const std::function<void(goray::RecordBatch)>& batch) const;
};
