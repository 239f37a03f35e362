// SPDX-License-Identifier: Apache-2.0
// `GorayInterface`, the optional export by which a library and its host declare themselves. Its
// prose, with all rules of its versions, is docs/reference/protocol.md; this is its layout for both
// sides of this project.
#pragma once

#include <cstddef>
#include <cstdint>

namespace goray::abi {

inline constexpr char kInterfaceSymbol[] = "GorayInterface";
inline constexpr std::uint32_t kMajor = 1;  ///< Another one is another layout.
inline constexpr std::uint32_t kMinor = 0;  ///< A higher one has members behind ours.
inline constexpr char kProtocol[] = "1.2.1";

/// Features.
inline constexpr char kJsonFailures[] = "json_failures";
inline constexpr char kCallByIndex[] = "call_by_index";
inline constexpr char kReferences[] = "references";
/// What older versions of goray-cpp declared, whose references inside values this one does not
/// understand. Nobody declares it any more.
inline constexpr char kOlderReferences[] = "passengers";

extern "C" {
/// The object behind the symbol. It is constant and lives as long as the library. The functions may
/// be called from any thread and throw nothing.
struct GorayInterfaceV1 {
  std::uint32_t major;
  std::uint32_t minor;
  std::uint64_t size;  ///< Of this object in bytes, as the library knows it.
  /// The library's declaration: a JSON object of `*length` bytes, owned by the library, for ever.
  /// Null: no memory.
  const char* (*describe)(std::uint64_t* length);
  /// The host's declaration: a JSON object, copied. The last one counts. 0: taken; 1: no JSON
  /// object, or no memory.
  std::int32_t (*declare_host)(const char* json, std::uint64_t length);
};
}

// The header of each version, whatever its number.
static_assert(offsetof(GorayInterfaceV1, major) == 0);
static_assert(offsetof(GorayInterfaceV1, minor) == 4);
static_assert(offsetof(GorayInterfaceV1, size) == 8);
inline constexpr std::uint64_t kHeaderSize = 16;
// 1.0.
static_assert(offsetof(GorayInterfaceV1, describe) == 16);
static_assert(offsetof(GorayInterfaceV1, declare_host) == 24);
static_assert(sizeof(GorayInterfaceV1) == 32);
static_assert(sizeof(void*) == 8);

}  // namespace goray::abi
