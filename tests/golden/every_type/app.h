// Every kind of type that crosses, as a parameter, a result, a field and inside of a container. tests/docs/type_support.py
// reads its interface.json: a kind of the model that is missing here fails there.
#pragma once
#include <goray/goray.h>

#include <array>
#include <chrono>
#include <complex>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <list>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <variant>
#include <vector>

namespace every_type {

enum class Size : std::int16_t { SMALL = -1, LARGE = 5 };
enum class Mode : std::uint8_t { READ = 1, WRITE = 2, HIDDEN = 128 };
inline Mode operator|(Mode a, Mode b) {
  return static_cast<Mode>(static_cast<int>(a) | static_cast<int>(b));
}

struct Base {
  std::string id = "none";
};

/// What may be left out, nested, and what owns.
struct Node : Base {
  std::optional<std::int64_t> count;
  std::vector<Node> children = {};
  std::unique_ptr<Node> next;
  std::shared_ptr<Node> other;
};

/// Kinds inside of containers, where `Everything` has them alone.
struct Nested {
  std::vector<bool> flags;
  std::vector<std::complex<double>> complex_numbers;
  std::map<std::string, std::filesystem::path> paths;
  std::optional<std::chrono::microseconds> duration;
  std::vector<std::chrono::sys_time<std::chrono::microseconds>> times;
  std::map<std::string, std::vector<std::byte>> blobs;
  std::vector<std::set<std::int32_t>> sets;
  std::vector<std::pair<std::string, std::tuple<bool>>> tuples;
  std::vector<goray::Any> anys;
  std::map<std::string, nlohmann::json> jsons;
  std::variant<std::monostate, Size, std::string> either;
  std::vector<std::variant<std::string, std::vector<double>>> eithers;
};

/// One field of each kind.
struct Everything {
  bool flag;
  std::int8_t i8;
  std::int16_t i16;
  std::int32_t i32;
  std::int64_t i64;
  std::uint8_t u8;
  std::uint16_t u16;
  std::uint32_t u32;
  std::uint64_t u64;
  float f32;
  double f64;
  std::complex<float> c64;
  std::complex<double> c128;
  std::string text;
  std::filesystem::path path;
  std::chrono::microseconds duration;
  std::chrono::sys_time<std::chrono::microseconds> time;
  std::vector<std::byte> blob;
  std::vector<std::int32_t> numbers;
  std::deque<std::string> words;
  std::list<std::vector<double>> rows;
  std::array<std::uint16_t, 3> three;
  std::set<std::string> names;
  std::unordered_set<Size> sizes;
  std::map<std::string, std::optional<double>> by_name;
  std::unordered_map<std::int32_t, std::vector<Mode>> by_number;
  std::map<bool, std::map<Size, std::string>> by_flag;
  std::optional<std::vector<std::string>> maybe;
  std::pair<std::int64_t, std::string> pair;
  std::tuple<bool, std::vector<Size>, std::optional<Mode>> triple;
  Size size;
  Mode mode;
  Node node;
  Nested nested;
  nlohmann::json json;
  goray::Any any;
};

struct GORAY_TASKS Tasks {
  bool SameBool(bool value) const { return value; }
  std::int8_t SameSmall(std::int8_t value) const { return value; }
  std::int64_t SameSigned(std::int64_t value) const { return value; }
  std::uint64_t SameUnsigned(std::uint64_t value) const { return value; }
  float SameFloat(float value) const { return value; }
  double SameDouble(double value) const { return value; }
  std::complex<double> SameComplex(std::complex<double> value) const { return value; }
  std::string SameString(std::string value) const { return value; }
  std::filesystem::path SamePath(std::filesystem::path value) const { return value; }
  std::chrono::microseconds SameDuration(std::chrono::microseconds value) const { return value; }
  std::chrono::sys_time<std::chrono::microseconds> SameTime(
      std::chrono::sys_time<std::chrono::microseconds> value) const {
    return value;
  }
  std::vector<std::byte> SameBytes(std::vector<std::byte> value) const { return value; }
  std::vector<std::int64_t> SameNumbers(std::vector<std::int64_t> value) const { return value; }
  std::vector<std::string> SameWords(std::vector<std::string> value) const { return value; }
  std::set<std::uint8_t> SameSet(std::set<std::uint8_t> value) const { return value; }
  std::map<std::string, std::vector<double>> SameMap(std::map<std::string, std::vector<double>> value) const {
    return value;
  }
  std::optional<double> SameOptional(std::optional<double> value) const { return value; }
  std::pair<std::int64_t, std::string> SamePair(std::pair<std::int64_t, std::string> value) const {
    return value;
  }
  std::tuple<bool, double, std::string> SameTuple(std::tuple<bool, double, std::string> value) const {
    return value;
  }
  Size SameEnum(Size value) const { return value; }
  Mode SameFlags(Mode value) const { return value; }
  Node SameStruct(Node value) const { return value; }
  std::variant<std::monostate, bool, std::string> SameVariant(
      std::variant<std::monostate, bool, std::string> value) const {
    return value;
  }
  nlohmann::json SameJson(nlohmann::json value) const { return value; }
  goray::Any SameAny(goray::Any value) const { return value; }
  goray::NdArray<const double, 2> SameArray(goray::NdArray<const double, 2> value) const {
    return value;
  }
  Everything SameEverything(Everything value) const { return value; }
  std::vector<Everything> SameEverythings(std::vector<Everything> value) const { return value; }
  /// From C++ to Python and back, in this process.
  Everything ThroughPython(const Everything& value) const;

  /// Views, and what is a parameter alone: gives what arrived.
  std::string SameView(std::string_view value) const { return std::string(value); }
  std::string SameCText(const char* value) const { return value; }
  std::vector<std::byte> SameByteView(std::span<const std::byte> value) const {
    return {value.begin(), value.end()};
  }
  std::vector<double> SameSpan(std::span<const double> value) const {
    return {value.begin(), value.end()};
  }
  goray::Args SameArgs(goray::Args values) const { return values; }
  void Nothing() const {}
  /// With a default argument of each kind that has one.
  std::string Defaults(bool flag = true, std::int32_t number = -3, double real = 0.5,
                       std::string text = "t") const {
    return std::to_string(flag) + std::to_string(number) + std::to_string(real) + text;
  }
  std::string More(std::optional<int> some = std::nullopt, Size size = Size::LARGE,
                   Mode mode = Mode::WRITE, std::set<int> ids = {1, 2}) const {
    return std::to_string(some.has_value()) + std::to_string(static_cast<int>(size)) +
           std::to_string(static_cast<int>(mode)) + std::to_string(ids.size());
  }
};

}  // namespace every_type
