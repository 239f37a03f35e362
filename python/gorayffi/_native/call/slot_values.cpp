// SPDX-License-Identifier: Apache-2.0
#include "call/slot_values.h"

#include <nanobind/nanobind.h>

#include <cmath>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>
#include <type_traits>
#include <utility>

#include "base/text.h"
#include "conversion/buffer_format.h"

namespace gorayffi {

namespace nb = nanobind;

namespace {

constexpr long long kExactInDouble = 1LL << 53;

bool NumberIntoSlot(PyObject* value, GoraySlot& slot) {
  if (PyFloat_CheckExact(value)) {
    slot.d = PyFloat_AS_DOUBLE(value);
    return true;
  }
  if (!PyLong_CheckExact(value)) return false;
  int overflow = 0;
  const long long number = PyLong_AsLongLongAndOverflow(value, &overflow);
  if (overflow != 0 || number > kExactInDouble || number < -kExactInDouble) return false;
  slot.d = static_cast<double>(number);
  return true;
}

bool IntIntoSlot(PyObject* value, bool is_signed, GoraySlot& slot) {
  if (!PyLong_CheckExact(value)) return false;
  int overflow = 0;
  slot.i = PyLong_AsLongLongAndOverflow(value, &overflow);
  return overflow == 0 && (is_signed || slot.i >= 0);
}

bool ViewIntoSlot(std::string_view view, GoraySlot& slot) {
  slot.data = view.data();
  slot.size = view.size();
  return slot.size <= UINT32_MAX;
}

bool TextIntoSlot(PyObject* value, GoraySlot& slot) {
  if (!PyUnicode_CheckExact(value)) return false;
  const auto utf8 = ViewUtf8IfAny(value);
  return utf8 && ViewIntoSlot(*utf8, slot);
}

bool BytesIntoSlot(PyObject* value, GoraySlot& slot) {
  return PyBytes_CheckExact(value) && ViewIntoSlot(ViewBytes(value), slot);
}

/// What `body` gives for a number of the type that arrays of this kind have; false for other kinds.
template <typename Body>
bool OfItemType(char kind, Body body) {
  switch (kind) {
    case '1':
      return body(std::int8_t{});
    case '2':
      return body(std::int16_t{});
    case '4':
      return body(std::int32_t{});
    case '8':
      return body(std::int64_t{});
    case 'A':
      return body(std::uint8_t{});
    case 'B':
      return body(std::uint16_t{});
    case 'C':
      return body(std::uint32_t{});
    case 'D':
      return body(std::uint64_t{});
    case 'E':
      return body(float{});
    case 'F':
      return body(double{});
    default:
      return false;
  }
}

/// Whether the buffer's items are of type `T`, where a `T` may stand.
template <typename T>
bool HasItems(const Py_buffer& view) {
  const char letter = LetterOf(view);
  const bool is_of_kind = std::is_floating_point_v<T> ? letter == 'f' || letter == 'd'
                          : std::is_signed_v<T>       ? HasLetter(kSignedItems, letter)
                                                      : HasLetter(kUnsignedItems, letter);
  return is_of_kind && view.itemsize == sizeof(T) &&
         reinterpret_cast<std::uintptr_t>(view.buf) % alignof(T) == 0;
}

/// Whether the Python number is one of `T`, which it becomes. No code of the number's own runs.
template <typename T>
bool IntoItem(PyObject* value, T& item) {
  std::int64_t whole = 0;
  if constexpr (std::is_floating_point_v<T>) {
    if (!PyFloat_CheckExact(value)) {
      if (!PyLong_CheckExact(value) || !IsSmall(value, whole)) return false;
      item = static_cast<T>(whole);
      return true;
    }
    const double number = PyFloat_AS_DOUBLE(value);
    item = static_cast<T>(number);
    return !std::isinf(item) || std::isinf(number);
  } else {
    if (!PyLong_CheckExact(value)) return false;
    int overflow = 0;
    if (!IsSmall(value, whole)) whole = PyLong_AsLongLongAndOverflow(value, &overflow);
    item = static_cast<T>(whole);
    return overflow == 0 && std::in_range<T>(whole);
  }
}

}  // namespace

bool AnyIntoSlot(char kind, PyObject* value, GoraySlot& slot) noexcept {
  switch (kind) {
    case 'd':
    case 'f':
      return NumberIntoSlot(value, slot);
    case 'q':
    case 'Q':
      return IntIntoSlot(value, kind == 'q', slot);
    case 's':
      return TextIntoSlot(value, slot);
    case '?':
      slot.i = value == Py_True;
      return PyBool_Check(value);
    case 'y':
      return BytesIntoSlot(value, slot);
    default:
      return false;
  }
}

bool HeldViews::BufferIntoSlot(char kind, PyObject* value, GoraySlot& slot) {
  Py_buffer& view = views_[count_];
  if (PyObject_GetBuffer(value, &view, PyBUF_C_CONTIGUOUS | PyBUF_FORMAT) != 0) {
    if (PyErr_ExceptionMatches(PyExc_Exception) == 0) nb::raise_python_error();
    PyErr_Clear();  // it is released, or has gaps
    return false;
  }
  ++count_;
  if (view.ndim != 1) return false;
  slot.data = view.buf;
  slot.size = static_cast<std::size_t>(view.len);
  if (kind == 'y') return std::strcmp(view.format, "B") == 0 && slot.size <= UINT32_MAX;
  return OfItemType(kind, [&](auto item) { return HasItems<decltype(item)>(view); });
}

bool HeldViews::ListIntoSlot(char kind, PyObject* value, GoraySlot& slot) {
  PyObject* const* const items = PySequence_Fast_ITEMS(value);
  const auto count = static_cast<std::size_t>(PySequence_Fast_GET_SIZE(value));
  return OfItemType(kind, [&](auto item) {
    using T = decltype(item);
    slot.size = count * sizeof(T);
    lists_.push_back(std::make_unique_for_overwrite<std::byte[]>(slot.size));
    slot.data = lists_.back().get();
    auto* const numbers = reinterpret_cast<T*>(lists_.back().get());
    for (std::size_t i = 0; i < count; ++i) {
      if (!IntoItem(items[i], numbers[i])) return false;
    }
    return true;
  });
}

bool HeldViews::IntoSlot(char kind, PyObject* value, GoraySlot& slot) {
  if (PyList_CheckExact(value) || PyTuple_CheckExact(value)) return ListIntoSlot(kind, value, slot);
  // A bytearray is copied, as others may have it grow meanwhile; a memoryview is bytes, whatever its
  // items are.
  const bool has_buffer = PyObject_CheckBuffer(value) && !PyByteArray_Check(value) &&
                          (kind == 'y' || (IsArray(kind) && !PyMemoryView_Check(value)));
  return has_buffer && BufferIntoSlot(kind, value, slot);
}

}  // namespace gorayffi
