// simdjson.
#pragma once
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
#include <string_view>
#include <variant>
#include <vector>

namespace simdjson {
enum error_code { SUCCESS = 0, CAPACITY, MEMALLOC, TAPE_ERROR, NUM_ERROR_CODES };
template <typename T>
class simdjson_result {
 public:
  error_code error() const;
  T value() &&;

 private:
  T value_;
};
namespace dom {
class element {
 public:
  element() noexcept;
  bool is_array() const noexcept;

 private:
  const void* tape_;
};
class parser {
 public:
  explicit parser(std::size_t max_capacity) noexcept;
  simdjson_result<element> parse(const std::string& json) noexcept;
  std::size_t capacity() const noexcept;
};
}  // namespace dom
}  // namespace simdjson

struct Record {
  std::string name;
  std::optional<double> price;
};

#ifndef AS_IT_IS
template <>
struct goray::Codec<simdjson::dom::element> : goray::CodecAs<simdjson::dom::element, goray::Any> {
  static simdjson::dom::element From(const goray::Any& value);
  static goray::Any To(const simdjson::dom::element& element);
};
template <typename T>
struct goray::ResultOf<simdjson::simdjson_result<T>> {
  static T Unwrap(simdjson::simdjson_result<T> result) {
    if (result.error()) throw std::runtime_error("simdjson");
    return std::move(result).value();
  }
};
#endif

struct GORAY_TASKS Tasks {
  double Sum(std::string_view json, std::string_view pointer) const;
  std::vector<double> Column(const std::string& json, const std::string& field) const;
  std::vector<std::optional<double>> Prices(std::string_view json) const;
  simdjson::dom::element Parse(std::string_view json) const;
  std::map<std::string, simdjson::dom::element> Members(std::string_view json) const;
  std::variant<std::monostate, bool, std::int64_t, double, std::string> At(
      std::string_view json, std::string_view pointer) const;
  simdjson::simdjson_result<double> Number(std::string_view json, std::string_view pointer) const;
  std::size_t Count(const std::filesystem::path& file) const;
  bool IsValid(std::span<const std::byte> json) const;
  std::string Minify(std::string_view json) const;
  // `std::vector<std::string>`: the text is gone when Python looks
  std::vector<std::string_view> Keys(std::string_view json) const;
  std::vector<Record> Records(goray::Bytes json) const;
  goray::Generator<Record> Lines(std::filesystem::path file) const;
  void ForEach(std::string_view json, std::function<void(const Record&)> done) const;
};

struct GORAY_ACTORS Actors {
  std::unique_ptr<simdjson::dom::parser> NewParser(std::size_t max_capacity) const;
};
