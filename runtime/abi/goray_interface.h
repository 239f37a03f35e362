// SPDX-License-Identifier: Apache-2.0
// The C ABI between a library and the process that loads it, whatever either is written in. C11 and C++.
//
// A library exports three functions, with GoRay's names and signatures, and may export one object:
//
//   Execute           the host calls the library: a command, its input, its output
//   FreeMemory        the host gives an output of Execute back
//   RegisterCallback  the host gives the library the function by which it calls the host
//   GorayInterface    optional: the library declares what it is, and is told what the host is
//
// Commands, codes and the bytes of inputs and outputs are docs/reference/protocol.md, their numbers
// protocol.h. This header says what holds for every call.
//
// Machine. 64-bit, little-endian, the platform's C calling convention. No C++ type, exception or
// allocator crosses: a library of one compiler, standard library and runtime works in a host of another.
//
// Order. A host loads the library, looks `GorayInterface` up, and if it is there reads `describe` and
// calls `declare_host`; then it calls `RegisterCallback`, and from then on `Execute`. A host that knows
// of no `GorayInterface` starts with `RegisterCallback`.
//
// Memory. An input belongs to the caller and lives until the call returns. An output is allocated by the
// callee with `malloc` and belongs to the caller, who ends it with `FreeMemory` (a library's output) or
// `free` (a callback's). Null with length 0 is an empty output. Any other pointer is freed, also with length 0.
//
// Errors. Nothing is thrown and nothing is unwound through the boundary. A failure is a code other than
// 0 and 6, and an output that says why. The caller sets `*out_len` to 0 and `*ret_code` to 1 before the
// call, so that a callee which has no memory even for an error may return null.
//
// Threads. All functions may be called from any thread, and at once. A callback may come on any thread, inside
// `Execute` or not; the host lets none in once it ends (see "How a process ends" in docs/design.md).
// A fork keeps what it copied: the child may call a library that its parent loaded.
//
// Versions. `GorayInterfaceV1` begins with `major`, `minor` and `size` in every version. A reader refuses
// another `major`, and a `size` below that of the members it reads; it ignores members behind those. A
// higher `minor` only adds members at the end. What a peer can do beyond that it declares by features,
// never by its version; what nobody declared is not sent. The layouts below are frozen.
#ifndef GORAY_ABI_GORAY_INTERFACE_H_
#define GORAY_ABI_GORAY_INTERFACE_H_

#ifdef __cplusplus
#include <cstddef>
#include <cstdint>
extern "C" {
#else
#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#endif

/// `request`: the command in the low 10 bits, an index in the other 54.
typedef void* (*GorayExecute)(long long request, void* in_data, long long data_len,
                              long long* out_len, long long* ret_code);
/// Null is ignored.
typedef void (*GorayFreeMemory)(void* ptr);
/// `command` is bare, without an index.
typedef void* (*GorayCallback)(long long command, void* in_data, long long data_len,
                               long long* out_len, long long* ret_code);
/// May be called again: the last one counts. Null: there is no host any more.
typedef void (*GorayRegisterCallback)(GorayCallback callback);

/// The object `GorayInterface`. It is constant and lives as long as the library.
typedef struct GorayInterfaceV1 {
  uint32_t major;
  uint32_t minor;
  uint64_t size;  ///< Of this object in bytes, as the library knows it.
  /// The library's declaration: a JSON object of `*length` bytes, owned by the library, for ever.
  /// Null: no memory.
  const char* (*describe)(uint64_t* length);
  /// The host's declaration: a JSON object, copied. The last one counts. 0: taken; 1: not a JSON
  /// object, or no memory.
  int32_t (*declare_host)(const char* json, uint64_t length);
} GorayInterfaceV1;

// The first 16 bytes are the same in all versions.
static_assert(offsetof(GorayInterfaceV1, major) == 0, "frozen");
static_assert(offsetof(GorayInterfaceV1, minor) == 4, "frozen");
static_assert(offsetof(GorayInterfaceV1, size) == 8, "frozen");
// 1.0.
static_assert(offsetof(GorayInterfaceV1, describe) == 16, "frozen");
static_assert(offsetof(GorayInterfaceV1, declare_host) == 24, "frozen");
static_assert(sizeof(GorayInterfaceV1) == 32, "frozen");
static_assert(sizeof(void*) == 8, "the protocol is of 64-bit machines");

#ifdef __cplusplus
}

namespace goray::abi {

inline constexpr char kInterfaceSymbol[] = "GorayInterface";
inline constexpr std::uint32_t kMajor = 1;
inline constexpr std::uint32_t kMinor = 0;
/// The version of GoRay whose commands both sides speak.
inline constexpr char kProtocol[] = "1.2.1";

// Features.
inline constexpr char kJsonFailures[] = "json_failures";
inline constexpr char kCallByIndex[] = "call_by_index";
inline constexpr char kReferences[] = "references";
/// What older versions of goray-cpp declared, whose references inside values this one does not
/// understand. Nobody declares it any more.
inline constexpr char kOlderReferences[] = "passengers";

}  // namespace goray::abi
#endif

#endif  // GORAY_ABI_GORAY_INTERFACE_H_
