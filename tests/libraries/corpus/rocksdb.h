// RocksDB.
#pragma once
#include <goray/goray.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

namespace rocksdb {
class Slice {
 public:
  Slice(const char* data, std::size_t size);
  const char* data() const;
  std::size_t size() const;

 private:
  const char* data_;
  std::size_t size_;
};
class Status {
 public:
  Status();
  bool ok() const;
  std::string ToString() const;

 private:
  int code_;
};
enum CompressionType : unsigned char {
  kNoCompression = 0,
  kSnappy = 1,
  kZSTD = 7,
  kDisable = 0xff
};
class Comparator;
struct Options {
  bool create_if_missing = false;
  int max_open_files = -1;
  CompressionType compression = kSnappy;
  const Comparator* comparator = nullptr;
};
class Snapshot {
 public:
  virtual ~Snapshot();
};
class Iterator {
 public:
  virtual ~Iterator();
  virtual bool Valid() const = 0;
  virtual void Next() = 0;
  virtual Slice key() const = 0;
};
class DB {
 public:
  virtual ~DB();
  virtual Status Put(const Slice& key, const Slice& value) = 0;
  virtual Status Get(const Slice& key, std::string* value) = 0;
};
}  // namespace rocksdb

#ifndef AS_IT_IS
template <>
struct goray::ResultOf<rocksdb::Status> {
  static void Unwrap(const rocksdb::Status& status);
};
template <>
struct goray::Codec<rocksdb::Slice> : goray::CodecAs<rocksdb::Slice, goray::Bytes> {
  static rocksdb::Slice From(const goray::Bytes& bytes);
  static goray::Bytes To(const rocksdb::Slice& slice);
};
template <>
struct goray::Fields<rocksdb::Options> {
  using Options = rocksdb::Options;
  static constexpr auto fields =
      std::tuple{goray::Field("create_if_missing", &Options::create_if_missing),
                 goray::Field("max_open_files", &Options::max_open_files),
                 goray::Field("compression", &Options::compression)};
};
template <>
struct goray::Methods<rocksdb::DB> {
  static constexpr auto methods = std::tuple{
      goray::Method("Put", &rocksdb::DB::Put),
      goray::Method("Get",
                    [](rocksdb::DB& self, const rocksdb::Slice& key) -> std::optional<std::string> {
                      std::string value;
                      if (!self.Get(key, &value).ok()) return std::nullopt;
                      return value;
                    })};
};
#endif

struct GORAY_TASKS Tasks {
  std::shared_ptr<rocksdb::DB> OpenHere(const std::filesystem::path& path,
                                        const rocksdb::Options& options) const;
  rocksdb::Status Put(const std::shared_ptr<rocksdb::DB>& db, const rocksdb::Slice& key,
                      const rocksdb::Slice& value) const;
  std::optional<std::string> Get(const std::shared_ptr<rocksdb::DB>& db,
                                 std::string_view key) const;
  // return `std::optional<std::string>`, and throw what the status says
  rocksdb::Status GetInto(const rocksdb::DB& db, const rocksdb::Slice& key,
                          std::string* value) const;
  std::vector<std::optional<std::string>> MultiGet(const rocksdb::DB& db,
                                                   const std::vector<std::string>& keys) const;
  void Write(rocksdb::DB& db,
             const std::map<std::string, std::optional<std::string>>& changes) const;
  goray::Generator<std::pair<std::string, std::string>> Scan(std::shared_ptr<rocksdb::DB> db,
                                                             std::string prefix) const;
  // `std::unique_ptr<rocksdb::Iterator>` of a `rocksdb::DB&`, or `goray::Generator`
  rocksdb::Iterator* NewIterator(rocksdb::DB* db) const;
  std::unique_ptr<rocksdb::Iterator> Iterate(const std::shared_ptr<rocksdb::DB>& db) const;
  rocksdb::Status Flush(rocksdb::DB& db) const;
  rocksdb::Status Compact(rocksdb::DB& db, const std::optional<rocksdb::Slice>& from,
                          const std::optional<rocksdb::Slice>& to) const;
  std::unordered_map<std::string, std::uint64_t> Properties(const rocksdb::DB& db) const;
  std::shared_ptr<const rocksdb::Snapshot> Snapshot(const std::shared_ptr<rocksdb::DB>& db) const;
  std::optional<std::string> GetAt(rocksdb::DB& db, const rocksdb::Snapshot& snapshot,
                                   std::string_view key) const;
  rocksdb::Status PutFor(rocksdb::DB& db, std::string_view key, std::string_view value,
                         std::chrono::seconds ttl) const;
  std::uint64_t CountIf(
      rocksdb::DB& db, const std::function<bool(std::string_view, std::string_view)>& wanted) const;
};

struct GORAY_ACTORS Actors {
  std::unique_ptr<rocksdb::DB> Open(const std::filesystem::path& path,
                                    const rocksdb::Options& options) const;
};
