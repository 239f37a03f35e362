// SPDX-License-Identifier: Apache-2.0
// Our reader and writer against msgpack-cxx, on many random values: the same bytes, and the same values of them.
#include <gtest/gtest.h>

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <msgpack.hpp>
#include <random>
#include <string>
#include <utility>

#include "codec_testing.h"

namespace goray::testing {
namespace {

/// A value for both: as an `Any`, and written by msgpack-cxx.
class Values {
 public:
  explicit Values(std::uint64_t seed) : random_(seed) {}

  Any Next(msgpack::packer<msgpack::sbuffer>& theirs, int depth = 0) {
    const std::uint64_t shape = Below(10 + 4 * static_cast<std::uint64_t>(depth));
    if (shape < 3) return List(theirs, depth);
    if (shape < 5) return Map(theirs, depth);
    return Scalar(theirs);
  }

 private:
  std::uint64_t Below(std::uint64_t end) { return random_() % end; }
  std::uint32_t Length() {
    constexpr std::array<std::uint32_t, 12> kLengths{0,  1,  2,  15,  16,  17,
                                                     31, 32, 33, 255, 256, 257};
    return kLengths[Below(kLengths.size())];
  }

  Any List(msgpack::packer<msgpack::sbuffer>& theirs, int depth) {
    const auto size = static_cast<std::uint32_t>(depth < 2 ? Below(18) : Below(3));
    theirs.pack_array(size);
    Any::List list;
    while (list.size() < size) list.push_back(Next(theirs, depth + 1));
    return Any(std::move(list));
  }

  Any Map(msgpack::packer<msgpack::sbuffer>& theirs, int depth) {
    const auto size = static_cast<std::uint32_t>(depth < 2 ? Below(18) : Below(3));
    theirs.pack_map(size);
    Any::Map map;
    while (map.size() < size) {
      Any key = Scalar(theirs);
      map.emplace_back(std::move(key), Next(theirs, depth + 1));
    }
    return Any(std::move(map));
  }

  Any Scalar(msgpack::packer<msgpack::sbuffer>& theirs) {
    switch (Below(8)) {
      case 0:
        theirs.pack_nil();
        return {};
      case 1: {
        const bool value = Below(2) == 0;
        theirs.pack(value);
        return value;
      }
      case 2:
      case 3: {
        // Around the powers of two, where the encoded sizes change.
        const std::uint64_t value = (std::uint64_t{1} << Below(64)) + Below(3) - 1;
        theirs.pack(value);
        return value;
      }
      case 4: {
        const auto value =
            static_cast<std::int64_t>(-(std::uint64_t{1} << Below(64)) + Below(3) - 1);
        theirs.pack(value);
        return value;
      }
      case 5: {
        double value = std::bit_cast<double>(random_());
        // msgpack-cxx writes whole numbers as integers; other tests have them, infinities and NaN.
        if (!std::isfinite(value) || std::trunc(value) == value) value = 0.5;
        theirs.pack(value);
        return value;
      }
      case 6: {
        const std::string value = std::string(Length(), 'a') + (Below(2) == 0 ? "\U0010FFFF" : "");
        theirs.pack(value);
        return value;
      }
      default: {
        const Octets value(Length(), static_cast<std::byte>(Below(256)));
        theirs.pack_bin(static_cast<std::uint32_t>(value.size()));
        theirs.pack_bin_body(reinterpret_cast<const char*>(value.data()),
                             static_cast<std::uint32_t>(value.size()));
        return Any(value);
      }
    }
  }

  std::mt19937_64 random_;
};

std::uint64_t Count() {
  const char* const count = std::getenv("GORAY_DIFFERENTIAL_VALUES");
  return count == nullptr ? 20'000 : std::strtoull(count, nullptr, 10);
}

TEST(Differential, RandomValuesHaveTheBytesOfMsgpackAndComeBack) {
  Values values(20);
  for (std::uint64_t i = 0; i < Count(); ++i) {
    msgpack::sbuffer buffer;
    msgpack::packer<msgpack::sbuffer> theirs(buffer);
    const Any value = values.Next(theirs);
    const Octets message = Pack(value);
    const auto* const first = reinterpret_cast<const std::byte*>(buffer.data());
    ASSERT_EQ(message, Octets(first, first + buffer.size())) << i;
    ASSERT_EQ(Unpack<Any>(message), value) << i;
    msgpack::sbuffer again;
    const msgpack::object_handle read =
        msgpack::unpack(reinterpret_cast<const char*>(message.data()), message.size());
    msgpack::pack(again, read.get());
    ASSERT_EQ(std::string(again.data(), again.size()), std::string(buffer.data(), buffer.size()))
        << i;
  }
}

}  // namespace
}  // namespace goray::testing
