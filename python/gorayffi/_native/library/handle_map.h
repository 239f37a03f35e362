// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nanobind/nanobind.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <unordered_map>

namespace gorayffi {

namespace nb = nanobind;

/// Python objects by ids that are random, so that nobody can name what was not given to him:
/// `gorayffi.HandleMap`. Ids are from 1 to 2^53 - 1, which a double holds, too. The map is guarded
/// by the `LeafLock`, not by the GIL, so any thread, finalizer, signal handler and callback may use
/// it at any time; all but `size` need the GIL for the objects.
class HandleMap {
 public:
  HandleMap() = default;
  HandleMap(const HandleMap&) = delete;
  HandleMap& operator=(const HandleMap&) = delete;
  ~HandleMap() { Clear(); }

  std::uint64_t Insert(nb::object value);
  /// Null if the id is unknown.
  nb::object Get(std::uint64_t id) const;
  /// Null if the id is unknown.
  nb::object Pop(std::uint64_t id);
  std::size_t size() const;

  /// For the garbage collector.
  int Traverse(visitproc visit, void* arg) const;
  void Clear();

 private:
  std::uint64_t NewId();

  std::unordered_map<std::uint64_t, PyObject*> values_;
  std::array<std::uint64_t, 32> random_{};  // of the system, fetched in pieces as a call is dear
  std::size_t used_ = random_.size();
};

void AddHandleMapType(nb::module_& module);

}  // namespace gorayffi
