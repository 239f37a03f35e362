// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Python.h>
#include <goray/abi/goray_interface.h>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <span>
#include <vector>

#include "conversion/arrow_objects.h"
#include "conversion/lent_buffer.h"

namespace gorayffi {

/// More parameters than this are encoded.
inline constexpr std::size_t kMostSlots = 16;

/// The letter of a parameter that is encoded.
inline constexpr char kEncoded = 'v';

/// The letter of an array of numbers.
inline constexpr char kArray = 'a';
/// Of one that the library may keep.
inline constexpr char kHeldArray = 'h';

/// The letter of a table of Arrow's.
inline constexpr char kTable = 't';

/// Whether the value, which needs no encoding, is in the slot of a parameter of this kind. The slot may
/// point into the value. What is wrong with a value is told where it is encoded.
bool AnyIntoSlot(char kind, PyObject* value, GoraySlot& slot) noexcept;

/// Whether the int is one of few digits, which is then in `small`.
inline bool IsSmall(PyObject* value, std::int64_t& small) {
  auto* const number = reinterpret_cast<PyLongObject*>(value);
#if PY_VERSION_HEX >= 0x030C0000
  if (!PyUnstable_Long_IsCompact(number)) return false;
  small = PyUnstable_Long_CompactValue(number);
#else
  const Py_ssize_t size = Py_SIZE(number);
  if (size < -1 || size > 1) return false;
  small = size * static_cast<std::int64_t>(number->ob_digit[0]);  // there is one, also of 0
#endif
  return true;
}

/// The same as `AnyIntoSlot`; the commonest values without a call.
inline bool IntoSlot(char kind, PyObject* value, GoraySlot& slot) {
  if (kind == 'd' && PyFloat_CheckExact(value)) {
    slot.d = PyFloat_AS_DOUBLE(value);
    return true;
  }
  if (kind == 'q' && PyLong_CheckExact(value) && IsSmall(value, slot.i)) return true;
  if (kind == 's' && PyUnicode_CheckExact(value) && PyUnicode_IS_COMPACT_ASCII(value)) {
    slot.data = PyUnicode_DATA(value);
    slot.size = static_cast<std::size_t>(PyUnicode_GET_LENGTH(value));
    return slot.size <= UINT32_MAX;
  }
  return AnyIntoSlot(kind, value, slot);
}

/// Whether a value that was encoded, which lives as long as the call, is in the slot of a parameter of this kind.
bool EncodedIntoSlot(char kind, std::span<const std::byte> value, GoraySlot& slot);

/// What slots point into, for the time of a call: buffers, which nobody can release meanwhile, and
/// descriptions of arrays.
class HeldViews {
 public:
  HeldViews() = default;
  HeldViews(const HeldViews&) = delete;
  HeldViews& operator=(const HeldViews&) = delete;
  ~HeldViews() {
    while (count_ > 0) PyBuffer_Release(&views_[--count_]);
    for (const GorayHeldArray& array : arrays_) {
      if (array.owner != nullptr) ReleaseLentBuffer(array.owner);
    }
  }

  /// Whether the value has bytes side by side, or is a table, or an array, or a list of floats or of ints, which then
  /// stand side by side in memory of this object. The slot points there. A value for which this is
  /// false is encoded, which tells what is wrong with it.
  bool IntoSlot(char kind, PyObject* value, GoraySlot& slot);

 private:
  bool BufferIntoSlot(char kind, PyObject* value, GoraySlot& slot);
  bool ListIntoSlot(PyObject* value, GoraySlot& slot);
  bool TableIntoSlot(PyObject* value, GoraySlot& slot);
  bool NamedIntoSlot(PyObject* value, GoraySlot& slot);
  /// `owner`: of one that the library may keep.
  bool ArrayIntoSlot(const GorayArray& array, GoraySlot& slot, void* owner = nullptr);

  std::deque<GorayHeldArray> arrays_;
  std::deque<ArrowObject> tables_;
  std::deque<std::vector<std::int64_t>> shapes_;
  std::vector<std::unique_ptr<std::byte[]>> lists_;
  Py_buffer views_[kMostSlots];
  std::size_t count_ = 0;
};

}  // namespace gorayffi
