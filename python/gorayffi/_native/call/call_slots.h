// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Python.h>
#include <goray/abi/goray_interface.h>

#include <cstddef>
#include <cstdint>

#include "call/bind_arguments.h"

namespace gorayffi {

struct FunctionState;

/// One call: `positional` values, then one for each of `keywords`, a tuple or null. `actor_id` is 0
/// unless the command is `kActorMethodCall`. Null with an error set if it fails.
using CallByState = PyObject* (*)(const FunctionState& state, std::uint64_t actor_id,
                                  PyObject* const* values, std::size_t positional,
                                  PyObject* keywords);

/// How a `gorayffi.Function` is called by slots.
struct SlotCallable {
  const GorayCallable* entry = nullptr;  // null: slots cannot carry its parameters
  const char* kinds = nullptr;           // of `entry`'s parameters
  std::size_t parameters = 0;
  std::size_t required = 0;  // the first ones
  bool encodes = false;      // some of them are encoded, one by one, or arrays
};

/// Of the library's table entry, or null.
SlotCallable SlotCallableOf(const GorayCallable* entry, const Signature& signature);

/// How `state` is called from now on: by its `slots`, if the library has them. Numbers, text and bytes of Python's
/// own types go into slots as they are, other values encoded. Arguments that cannot go so are encoded all,
/// which takes them, or tells what is wrong with them.
CallByState ChooseCall(const FunctionState& state);

}  // namespace gorayffi
