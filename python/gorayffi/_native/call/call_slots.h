// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Python.h>
#include <goray/abi/goray_interface.h>

#include <cstddef>
#include <cstdint>

#include "call/bind_arguments.h"

namespace gorayffi {

struct FunctionState;

/// More parameters than this are encoded.
inline constexpr std::size_t kMostSlots = 16;

/// How a `gorayffi.Function` is called by slots.
struct SlotCallable {
  const GorayCallable* entry = nullptr;  // null: slots cannot carry its parameters
  std::size_t parameters = 0;
  bool encodes = false;  // some of them are encoded, one by one
};

/// Of the library's table entry, or null.
SlotCallable SlotCallableOf(const GorayCallable* entry, const Signature& signature);

/// Calls `state.slots` by slots: numbers, text and bytes of Python's own types go into slots as they
/// are, other values encoded. Raises; what the library reports is set as Python's error, and a null
/// object returned. Null without an error: these arguments cannot go so, and nothing was called; encoding them all tells what is wrong with
/// them, or takes them.
nb::object CallBySlots(const FunctionState& state, std::uint64_t actor_id,
                       const Arguments& arguments);

}  // namespace gorayffi
