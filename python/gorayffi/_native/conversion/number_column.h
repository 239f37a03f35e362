// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Python.h>
#include <goray/abi/goray_interface.h>

#include <cstddef>

namespace gorayffi {

/// A buffer of numbers side by side, item by item as the slots of a parameter.
class NumberColumn {
 public:
  NumberColumn() = default;
  NumberColumn(const NumberColumn&) = delete;
  NumberColumn& operator=(const NumberColumn&) = delete;
  ~NumberColumn() {
    if (view_.obj != nullptr) PyBuffer_Release(&view_);
  }

  /// Whether `object` has at least `count` numbers, and the slots of a parameter of this kind hold each of them as it is.
  /// Once, with the GIL.
  bool Open(PyObject* object, char kind, std::size_t count);

  GoraySlot At(std::size_t index) const { return read_(view_.buf, index); }
  /// Where the item lies as in a slot, and those behind it, 8 bytes each; null: they have to be read.
  const void* PlainFrom(std::size_t index) const {
    return is_plain_ ? static_cast<const std::byte*>(view_.buf) + 8 * index : nullptr;
  }

 private:
  using Read = GoraySlot (*)(const void* data, std::size_t index);

  Py_buffer view_{};
  Read read_ = nullptr;
  bool is_plain_ = false;
};

}  // namespace gorayffi
