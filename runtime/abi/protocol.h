// SPDX-License-Identifier: Apache-2.0
// The numbers and names of the FFI protocol that both sides share. Their meaning is in
// docs/reference/protocol.md; python/gorayffi/consts.py has the same for Python.
#pragma once

#include <cstddef>
#include <cstdint>

namespace goray::abi {

/// What Python asks of a library: the low `kCommandBits` of a request.
enum class LibraryCommand : std::uint64_t {
  kGetInitOptions = 0,
  kStartDriver = 1,
  kGetTaskActorList = 2,
  kGetActorMethods = 3,
  kRunTask = 4,
  kNewActor = 5,
  kActorMethodCall = 6,
  kCloseActor = 7,
  // These are goray-cpp's own: by index in the lists of 2 and 3.
  kRunTaskAt = 64,
  kNewActorAt = 65,
  kActorMethodCallAt = 66,
  // Of an object, whose id is the index.
  kKeepOpaque = 67,
  kReleaseOpaque = 68,
  // Of a stream, whose id is the index.
  kNextItem = 69,
  kCloseStream = 70,
  // Of an array, whose id is the index or the answer.
  kKeepArray = 71,
  kLendArray = 72,
  // Of an actor's method that is a coroutine: it becomes a stream.
  kBeginMethodCall = 73,
};

/// What a library asks of Python.
enum class HostCommand : long long {
  kExecutePyLocalTask = 0,
  kExecutePythonCode = 1,
  kNewClassInstance = 2,
  kLocalMethodCall = 3,
  kCloseClassInstance = 4,
  kExecuteRemoteTask = 5,
  kGetObject = 6,
  kPutObject = 7,
  kWaitObject = 8,
  kCancelObject = 9,
  kReleaseObject = 10,
  kNewActor = 11,
  kNewPyActor = 12,
  kActorMethodCall = 13,
  kKillActor = 14,
  kGetActor = 15,
  kExecutePyRemoteTask = 16,
  // These are goray-cpp's own.
  kReleaseActor = 64,
  kKeep = 65,
  kPutWithReferences = 66,
  kCheckInterrupt = 67,
};

/// How a call ended.
enum class Code : long long {
  kSuccess = 0,
  kFailed = 1,
  kTimeout = 2,
  kCancelled = 3,
  kObjectRefNotFound = 4,
  kGolangPanic = 5,            ///< A panic in Go, an exception in C++.
  kSuccessWithReferences = 6,  ///< Only between sides that declared `references`.
};

// A request is a command and, above it, an index. That of `kActorMethodCallAt` is a method's index
// and, above it, an actor's id.
inline constexpr int kCommandBits = 10;
inline constexpr int kMethodBits = 22;
inline constexpr int kActorIdBits = 32;

// References inside values. The bytes of a message hold an ext value of this code, whose content is
// an index into the message's table; a table's entry is a kind and an id.
inline constexpr std::int8_t kReferenceExt = 80;
inline constexpr std::size_t kReferenceIndexSize = 4;
inline constexpr std::size_t kTableEntrySize = 9;
inline constexpr std::uint8_t kObjectRefKind = 0;
inline constexpr std::uint8_t kActorHandleKind = 1;
inline constexpr std::uint8_t kOpaqueKind = 2;
inline constexpr std::uint8_t kArrayKind = 3;
inline constexpr std::uint8_t kCallableKind = 4;
/// In a request the position of the unit that holds the tables of the others.
inline constexpr std::int64_t kTablesPosition = -1;

// Keys of a call's options.
inline constexpr char kPyLocalActorIdKey[] = "goray_py_local_actor_id";
inline constexpr char kTaskNameOptionKey[] = "goray_task_name";
inline constexpr char kPyTaskNameOptionKey[] = "task_name";
inline constexpr char kActorNameOptionKey[] = "goray_actor_type_name";
inline constexpr char kActorMethodListOptionKey[] = "goray_actor_methods";
inline constexpr char kFuncCodeOptionKey[] = "func_code";
inline constexpr char kArgPosToObjectOptionKey[] = "go_ray_arg_pos_to_object";
inline constexpr char kLibraryOptionKey[] = "library";
inline constexpr char kValuesOptionKey[] = "goray_values";
inline constexpr char kIgnoresResultOptionKey[] = "ignores_result";

}  // namespace goray::abi
