// SPDX-License-Identifier: Apache-2.0
// GorayInterface, read by its offsets as docs/reference/protocol.md has them.
#include <gtest/gtest.h>

#include <cstdint>
#include <cstring>
#include <nlohmann/json.hpp>
#include <string>

#include "ffi/host.h"

extern "C" const char GorayInterface[40];
extern "C" std::uint64_t SizeInC();

namespace {

template <typename T>
T At(std::size_t offset) {
  T value;
  std::memcpy(&value, GorayInterface + offset, sizeof value);
  return value;
}

std::int32_t DeclareHost(const std::string& json) {
  return At<std::int32_t (*)(const char*, std::uint64_t)>(24)(json.data(), json.size());
}

TEST(Interface, BeginsWithItsVersionAndSize) {
  EXPECT_EQ(At<std::uint32_t>(0), 1U);
  EXPECT_EQ(At<std::uint32_t>(4), 1U);
  EXPECT_EQ(At<std::uint64_t>(8), 40U);
}

TEST(Interface, DescribesTheLibrary) {
  std::uint64_t length = 0;
  const char* json = At<const char* (*)(std::uint64_t*)>(16)(&length);
  EXPECT_EQ(nlohmann::json::parse(std::string(json, length)), nlohmann::json::parse(R"({
    "language": "cpp", "product": "goray-cpp", "version": "9.8.7", "protocol": "1.2.1",
    "features": ["arrays", "arrow", "callables", "call_by_index", "coroutines", "driver_arguments", "json_failures", "opaque", "references", "shared_arrays", "streams"],
    "tasks": {"Hello": "a1"},
    "actors": {"Counter": {"hash": "b2", "methods": {"Incr": "c3"}}},
    "tuples": {},
    "options": {"method Counter.Incr": {"concurrency_group": "io"}}
  })"));
}

TEST(Interface, TakesTheHostsDeclarationAndTheLastOneCounts) {
  EXPECT_EQ(DeclareHost(R"({"features": ["references", 7], "more": {}})"), 0);
  EXPECT_TRUE(goray::ffi::HostTakesReferences());
  EXPECT_FALSE(goray::ffi::HostIsOlder());
  EXPECT_EQ(DeclareHost(R"({"features": ["passengers"]})"), 0);
  EXPECT_FALSE(goray::ffi::HostTakesReferences());
  EXPECT_TRUE(goray::ffi::HostIsOlder());
  for (const char* none : {"{}", R"({"features": {"references": true}})"}) {
    EXPECT_EQ(DeclareHost(none), 0);
    EXPECT_FALSE(goray::ffi::HostTakesReferences());
    EXPECT_FALSE(goray::ffi::HostIsOlder());
  }
}

TEST(Interface, HasOneLayoutInCAndCpp) { EXPECT_EQ(SizeInC(), sizeof GorayInterface); }

TEST(Interface, RefusesWhatIsNoJsonObject) {
  for (const char* text : {"", "[]", "{", "null"}) EXPECT_EQ(DeclareHost(text), 1) << text;
}

}  // namespace
