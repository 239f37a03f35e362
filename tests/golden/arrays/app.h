// SPDX-License-Identifier: Apache-2.0
// Numbers side by side: views of the caller's array, and vectors that are copied from it.
#pragma once
#include <goray/goray.h>

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <numeric>
#include <span>
#include <string>
#include <vector>

namespace arrays {

template <typename T>
std::vector<T> Copied(std::span<const T> values) {
  return {values.begin(), values.end()};
}

struct GORAY_TASKS Tasks {
  std::vector<std::int8_t> SignedBytes(std::span<const std::int8_t> values) const {
    return Copied(values);
  }
  std::vector<std::int16_t> Shorts(std::span<const std::int16_t> values) const {
    return Copied(values);
  }
  std::vector<std::int32_t> Ints(const std::span<const std::int32_t>& values) const {
    return Copied(values);
  }
  std::vector<std::int64_t> Longs(std::span<const std::int64_t> values) const {
    return Copied(values);
  }
  /// Bytes, as a vector of them.
  std::vector<std::uint8_t> Octets(std::span<const std::uint8_t> values) const {
    return Copied(values);
  }
  std::vector<std::uint16_t> UnsignedShorts(std::span<const std::uint16_t> values) const {
    return Copied(values);
  }
  std::vector<std::uint32_t> UnsignedInts(std::span<const std::uint32_t> values) const {
    return Copied(values);
  }
  std::vector<std::uint64_t> UnsignedLongs(std::span<const std::uint64_t> values) const {
    return Copied(values);
  }
  std::vector<float> Floats(std::span<const float> values) const { return Copied(values); }
  std::vector<double> Doubles(std::span<const double> values) const { return Copied(values); }
  std::vector<long long> LongLongs(std::span<const long long> values) const {
    return Copied(values);
  }

  std::vector<std::int8_t> SignedBytesVector(std::vector<std::int8_t> values) const {
    return values;
  }
  std::vector<std::uint64_t> UnsignedLongsVector(std::vector<std::uint64_t> values) const {
    return values;
  }
  std::vector<float> FloatsVector(const std::vector<float>& values) const { return values; }
  std::vector<double> DoublesVector(std::vector<double> values) const { return values; }

  /// Where the items are.
  std::uint64_t Address(std::span<const double> values) const {
    return reinterpret_cast<std::uintptr_t>(values.data());
  }
  std::uint64_t AddressOfBytes(std::span<const std::uint8_t> values) const {
    return reinterpret_cast<std::uintptr_t>(values.data());
  }
  /// What the process has mapped to where the items are.
  std::string Mapping(std::span<const double> values) const {
    const std::uint64_t address = Address(values);
    std::ifstream maps("/proc/self/maps");
    for (std::string line; std::getline(maps, line);) {
      std::size_t dash = 0;
      const bool is_behind = std::stoull(line, &dash, 16) <= address;
      if (is_behind && address < std::stoull(line.substr(dash + 1), nullptr, 16)) return line;
    }
    return "";
  }
  double Dot(std::span<const double> a, const std::vector<double>& b, double factor = 1) const {
    return factor * std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
  }
  std::size_t Count(std::span<const int> values = {}) const { return values.size(); }
};

/// Counts values.
class Histogram {
 public:
  explicit Histogram(std::span<const double> edges) : edges_(Copied(edges)) {}
  /// How many are not below the first edge.
  std::int64_t Add(std::span<const float> values) {
    for (const float value : values) count_ += value >= edges_.at(0) ? 1 : 0;
    return count_;
  }

 private:
  std::vector<double> edges_;
  std::int64_t count_ = 0;
};

struct GORAY_ACTORS Actors {
  Histogram NewHistogram(std::span<const double> edges) const { return Histogram(edges); }
};

}  // namespace arrays
