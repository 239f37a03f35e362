// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Python.h>
#include <goray/abi/goray_interface.h>

#include <atomic>
#include <cstddef>
#include <cstdint>

#include "call/bind_arguments.h"
#include "library/callable_indexes.h"

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
  decltype(GorayCallable::call_columns) call_columns = nullptr;  // null: item by item
};

/// Of the library's table entry, if there is one.
SlotCallable SlotCallableOf(const CallableEntry& entry, const Signature& signature);

/// How `state` is called from now on: by its `slots`, if the library has them. Numbers, text and bytes of Python's
/// own types go into slots as they are, other values encoded. Arguments that cannot go so are encoded all,
/// which takes them, or tells what is wrong with them.
CallByState ChooseCall(const FunctionState& state);

class NumberColumn;
class Pacer;

/// Calls whose arguments are numbers, item by item of columns.
struct NumberCalls {
  const FunctionState* state;
  std::uint64_t actor_id;
  const NumberColumn* columns;
  std::size_t width;
  std::atomic<char>& kind;  // of the results; 0 before the first one
  std::uint64_t* results;   // by item: the eight bytes of a slot
};

/// Calls items from `at` to `end`, without Python in between, until `pacer` says that it is time to look for interruptions, or the result of
/// one is no number of `kind`. Gives the first item that was not called, or that one: then `is_other`, and its outcome is `other`, an
/// object, or null with an error set. Needs the GIL, and releases it as the callable allows. Threads may share `calls`.
std::size_t CallWithNumbers(const NumberCalls& calls, std::size_t at, std::size_t end, Pacer& pacer,
                            bool& is_other, PyObject*& other);

}  // namespace gorayffi
