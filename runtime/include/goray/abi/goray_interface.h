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
// runtime/abi/protocol.h. This header says what holds for every call.
//
// Machine. 64-bit, little-endian, the platform's C calling convention. No C++ type, exception or
// allocator crosses: a library of one compiler, standard library and runtime works in a host of another.
//
// Order. A host loads the library, looks `GorayInterface` up, and if it is there reads `describe` and
// calls `declare_host`; then it calls `RegisterCallback`, and from then on `Execute`. A host that knows
// of no `GorayInterface` starts with `RegisterCallback`.
//
// Calls by slots. From 1.1 on the object gives a call table: a `GorayCallable` for each task, factory and
// method, whose `call` takes the arguments as 16-byte slots, so that numbers, text and bytes cross without
// being encoded. It does what the commands 64 to 66 of `Execute` do, which stay. `parameters` has a letter
// a parameter, which says what its slot holds:
//
//   ?      bool                                   `i`, 0 or 1
//   q, Q   an integer of 8 to 64 bits             `i`, signed; `u`, unsigned
//   f, d   a float of 32, of 64 bits              `d`
//   s, y   text in UTF-8, bytes                   `data` and `size`
//   a      an array of numbers                    `data`, a `GorayArray`
//   h      an array that the library may keep     `data`, a `GorayHeldArray`
//   t      a table of Arrow's                     `data`, a `GorayTable`
//   v      any other value                        `data` and `size` of one msgpack value without references
//   *      the last letter: any number of `v` follow
//   >      the only letter: the callable gives a stream and is called by `Execute` alone
//
// A caller who has the value of an `a` or an `h` in a form that is no array, such as lists in lists, gives one msgpack value as
// for `v`, and sets the bit `GORAY_ENCODED` of `size`, which counts the value's bytes otherwise; so of a `t`. The library says what
// it takes: an array whose items are of another type, or read-only where it writes, is its error. It copies items that
// are not aligned, or have gaps, where it needs them otherwise. Of an `h` whose `owner` is not null the library may keep
// the items past the call: it sets `owner` to null, and calls `release` with what `owner` was, once, when it needs them no
// more. An octet array is bytes as well. More letters may come: a host calls what has one that
// it does not know by `Execute`.
//
// The caller gives the first `count` arguments; the library has defaults for those that may be left out, and
// fails for others. Integers and floats that are too large for their parameter are the library's error. What
// `data` points to belongs to the caller and lives until the call returns; with size 0 it may be null.
//
// A call returns a code. With 0 `result->kind` is `n` for nothing, or one of `?qQfdsyv`, `a` if the host
// declared the feature `arrays`, and `t` if it declared `arrow`. A number stands in `result->value` then. Of `s`, `y`, `a`, `t` and `v` (none or several msgpack values, one after another) the
// value is there only while the library calls `result->take`, once: it points into what the library returned
// and destroys behind it. `take` returns 0, or another number if it cannot take it, which ends the call
// with a failure. `take` may keep a `y` or `a` whose `owner` is not null without a copy: it sets `owner` to null, and
// the caller calls `release` with what `owner` was, once, when it needs the bytes no more. With any other code `data` and `size` are an output as of `Execute`, to be freed by
// `FreeMemory`. A factory gives the actor's id, `Q`.
//
// A table's structs are moved, as Arrow's specification has it: whoever takes one over copies it, and sets `release` of the
// one it had to null; who gave it releases what was not taken over, after the call or after `take`. They are released on
// any thread, with or without Python's GIL.
//
// Names. `overloads` of a callable says how it is called by name: for each overload, or for the only one, its parameters
// in order, and what it gives. A host that binds keywords puts each argument where the parameter of its name stands. The
// last arguments may be left out if their parameters have GORAY_HAS_DEFAULT. In a gap before an argument that is given
// stands `value`, one msgpack value of `value_size` bytes; where that is null only the library can evaluate the default, and
// the call cannot be made so. For GORAY_VARIADIC, which the last parameter may have, any number of arguments stand. Of several
// overloads the library takes the one that fits the arguments best, and of those that fit equally the first.
// `type` and `result` are words: bool, int8 to int64, uint8 to uint64, float32, float64, complex64, complex128, string,
// bytes, path, any, json, nil, duration, time_point, table, record_batch; list<T>, set<T>, map<K,V>, optional<T>, tuple<...>,
// variant<...>, ref<T>, stream<T>; function<R,...>, which gives an R; ndarray<T,RANK> or ndarray<T,RANK,writable>; struct<NAME>, enum<NAME>, opaque<NAME> and
// actor<NAME>, whose names are C++'s. Protocol.md says how a value of each is encoded. More words may come: a host takes
// one that it does not know for any value.
// A callable without overloads is of a library whose table does not say it.
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
// Versions. `GorayInterfaceV1` begins with `major_version`, `minor_version` and `size` in every version. A reader refuses
// another `major_version`, and a `size` below that of the members it reads; it ignores members behind those. A
// higher `minor_version` only adds members at the end. What a peer can do beyond that it declares by features,
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

/// In the `size` of an `a`: the slot holds one msgpack value instead.
#define GORAY_ENCODED (UINT64_C(1) << 63)

/// An argument or a result.
typedef struct GoraySlot {
  union {
    int64_t i;
    uint64_t u;
    double d;
    const void* data;
  };
  uint64_t size;  ///< Of `data` in bytes.
} GoraySlot;

/// In `flags` of an array: the library may write into it.
#define GORAY_WRITABLE UINT64_C(1)
/// The array was made of a list: its integers and floats are taken for what the list's would be taken for.
#define GORAY_LIST UINT64_C(2)

/// An array of numbers, of any number of dimensions, which are `rank`.
typedef struct GorayArray {
  void* data;            ///< The first item.
  const int64_t* shape;  ///< Items of each dimension.
  const int64_t*
      strides;  ///< Bytes from an item to the next one in each dimension; null: side by side, in C order.
  uint64_t rank;
  uint64_t flags;
  char dtype
      [16];  ///< As numpy's array interface spells it, "<f8", with a NUL at the end; a longer one is cut.
} GorayArray;

/// An array that the library may keep; an owner that it leaves is the caller's still.
typedef struct GorayHeldArray {
  GorayArray array;
  void* owner;                   ///< Null of items that are there for the call alone.
  void (*release)(void* owner);  ///< Thread-safe.
} GorayHeldArray;
struct ArrowSchema;
struct ArrowArray;
struct ArrowArrayStream;
/// Rows of named columns: any number of batches, or one, in the structs of Arrow's C interfaces; see arrow_c_data.h. What is
/// not there is null.
typedef struct GorayTable {
  struct ArrowArrayStream* stream;  ///< Either this,
  struct ArrowSchema* schema;       ///< or these two.
  struct ArrowArray* array;
} GorayTable;

typedef struct GorayResult GorayResult;
/// Set by the caller: `kind`, which is `n`, `take`, and `owner`, which is null.
struct GorayResult {
  GoraySlot value;
  uint64_t kind;
  int32_t (*take)(GorayResult* self);
  void* owner;                   ///< Of bytes that `take` may keep, else null.
  void (*release)(void* owner);  ///< Thread-safe.
};

/// In `flags` of a parameter: a call may end before it.
#define GORAY_HAS_DEFAULT UINT64_C(1)
/// Any number of arguments stand for it; it is the last one.
#define GORAY_VARIADIC UINT64_C(2)

/// A parameter of an overload.
typedef struct GorayParameter {
  const char* name;
  const char* type;
  uint64_t flags;
  const void* value;  ///< Of the default, encoded; null: none, or the library alone has it.
  uint64_t value_size;
} GorayParameter;

/// A callable as one of its overloads takes arguments.
typedef struct GorayOverload {
  const GorayParameter* parameters;
  uint64_t count;
  const char* result;
} GorayOverload;

/// In `flags` of a callable: it is meant to be called without releasing Python's GIL (GORAY_HOLD_GIL).
#define GORAY_KEEPS_GIL UINT32_C(1)
/// All of its overloads are deprecated.
#define GORAY_DEPRECATED UINT32_C(2)

/// `call_columns` calls it: its parameters and its result are numbers, of the kinds `?`, `q`, `Q`, `f` and `d`.
#define GORAY_TAKES_COLUMNS UINT32_C(4)

/// The arguments and the results of one call after another.
typedef struct GorayColumns {
  const void* const*
      arguments;  ///< Of each parameter, `count` values of 8 bytes as they are in a slot, side by side.
  void* results;  ///< The same of the results.
  uint64_t count;
  uint64_t done;  ///< Set to 0 by the caller: how many have been called, with success.
} GorayColumns;

/// A task, a factory or a method. Constant, and lives as long as the library.
typedef struct GorayCallable GorayCallable;
struct GorayCallable {
  const char* name;        ///< On the wire.
  const char* signature;   ///< For people: "Divide(a: int, b: int = 1) -> DivMod".
  const char* parameters;  ///< A letter a parameter.
  /// `callable` is this object; `actor` the id of a method's actor, else 0. Thread-safe.
  int32_t (*call)(const GorayCallable* callable, uint64_t actor, const GoraySlot* arguments,
                  uint64_t count, GorayResult* result);
  const void* library;  ///< The library's own.
  // These are there if `stride` of the list reaches behind them.
  const GorayOverload* overloads;
  uint32_t overload_count;
  uint32_t flags;
  const char* options;  ///< Ray's for its calls there, a JSON object; null: none.
  /// Calls it for each item of `columns`, one after another, until one fails. What is given then, and in `result`, is that
  /// one's as `call` gives it; with success `result->kind` is that of all results. Null: `call` alone calls it. Thread-safe.
  int32_t (*call_columns)(const GorayCallable* callable, uint64_t actor, GorayColumns* columns,
                          GorayResult* result);
};

/// Callables in the order of the library's lists (commands 2 and 3). A later version may add members to
/// `GorayCallable`: the next one is `stride` bytes behind. Libraries of older versions have 40 bytes.
typedef struct GorayCallables {
  const GorayCallable* first;
  uint64_t count;
  uint64_t stride;
} GorayCallables;

typedef struct GorayCallTable {
  uint64_t size;  ///< Of this object in bytes.
  GorayCallables tasks;
  GorayCallables factories;
  const GorayCallables* methods;  ///< Of each factory's actors.
} GorayCallTable;

/// The object `GorayInterface`. It is constant and lives as long as the library.
typedef struct GorayInterfaceV1 {
  uint32_t major_version;
  uint32_t minor_version;
  uint64_t size;  ///< Of this object in bytes, as the library knows it.
  /// The library's declaration: a JSON object of `*length` bytes, owned by the library, for ever.
  /// Null: no memory.
  const char* (*describe)(uint64_t* length);
  /// The host's declaration: a JSON object, copied. The last one counts. 0: taken; 1: not a JSON
  /// object, or no memory.
  int32_t (*declare_host)(const char* json, uint64_t length);
  /// From 1.1 on. Owned by the library, for ever. Null: no memory, ask again.
  const GorayCallTable* (*call_table)(void);
} GorayInterfaceV1;

// The first 16 bytes are the same in all versions.
static_assert(offsetof(GorayInterfaceV1, major_version) == 0, "frozen");
static_assert(offsetof(GorayInterfaceV1, minor_version) == 4, "frozen");
static_assert(offsetof(GorayInterfaceV1, size) == 8, "frozen");
// 1.0.
static_assert(offsetof(GorayInterfaceV1, describe) == 16, "frozen");
static_assert(offsetof(GorayInterfaceV1, declare_host) == 24, "frozen");
// 1.1.
static_assert(offsetof(GorayInterfaceV1, call_table) == 32, "frozen");
static_assert(sizeof(GorayInterfaceV1) == 40, "frozen");
static_assert(sizeof(GoraySlot) == 16 && offsetof(GoraySlot, size) == 8, "frozen");
static_assert(sizeof(GorayArray) == 56 && offsetof(GorayArray, dtype) == 40, "frozen");
static_assert(sizeof(GorayHeldArray) == 72 && offsetof(GorayHeldArray, owner) == 56, "frozen");
static_assert(sizeof(GorayTable) == 24 && offsetof(GorayTable, schema) == 8, "frozen");
static_assert(sizeof(GorayResult) == 48 && offsetof(GorayResult, kind) == 16, "frozen");
static_assert(offsetof(GorayResult, take) == 24 && offsetof(GorayResult, owner) == 32, "frozen");
static_assert(offsetof(GorayCallable, parameters) == 16, "frozen");
static_assert(offsetof(GorayCallable, call) == 24, "frozen");
static_assert(offsetof(GorayCallable, overloads) == 40, "frozen");
static_assert(offsetof(GorayCallable, flags) == 52, "frozen");
static_assert(offsetof(GorayCallable, options) == 56, "frozen");
static_assert(sizeof(GorayCallable) == 72 && offsetof(GorayCallable, call_columns) == 64, "frozen");
static_assert(sizeof(GorayColumns) == 32 && offsetof(GorayColumns, done) == 24, "frozen");
static_assert(sizeof(GorayParameter) == 40 && offsetof(GorayParameter, flags) == 16, "frozen");
static_assert(offsetof(GorayParameter, value) == 24, "frozen");
static_assert(sizeof(GorayOverload) == 24 && offsetof(GorayOverload, result) == 16, "frozen");
static_assert(sizeof(GorayCallables) == 24 && sizeof(GorayCallTable) == 64, "frozen");
static_assert(offsetof(GorayCallTable, methods) == 56, "frozen");
static_assert(sizeof(void*) == 8, "the protocol is of 64-bit machines");

#ifdef __cplusplus
}

namespace goray::abi {

inline constexpr char kInterfaceSymbol[] = "GorayInterface";
inline constexpr std::uint32_t kMajor = 1;
inline constexpr std::uint32_t kMinor = 1;
/// Of a `GorayInterfaceV1` that has no call table.
inline constexpr std::uint64_t kSizeOf10 = offsetof(GorayInterfaceV1, call_table);
/// The version of GoRay whose commands both sides speak.
inline constexpr char kProtocol[] = "1.2.1";

// Features.
inline constexpr char kJsonFailures[] = "json_failures";
inline constexpr char kCallByIndex[] = "call_by_index";
inline constexpr char kReferences[] = "references";
inline constexpr char kArrays[] = "arrays";
inline constexpr char kInterrupts[] = "interrupts";
inline constexpr char kArrow[] = "arrow";
inline constexpr char kOpaque[] = "opaque";
inline constexpr char kDriverArguments[] = "driver_arguments";
inline constexpr char kSharedArrays[] = "shared_arrays";
inline constexpr char kStreams[] = "streams";
inline constexpr char kCoroutines[] = "coroutines";
inline constexpr char kSplitResults[] = "split_results";
inline constexpr char kCallables[] = "callables";
/// What older versions of goray-cpp declared, whose references inside values this one does not
/// understand. Nobody declares it any more.
inline constexpr char kOlderReferences[] = "passengers";

}  // namespace goray::abi
#endif

#endif  // GORAY_ABI_GORAY_INTERFACE_H_
