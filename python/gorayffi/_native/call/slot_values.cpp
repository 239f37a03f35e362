// SPDX-License-Identifier: Apache-2.0
#include "call/slot_values.h"

#include <cstdint>
#include <cstring>
#include <string_view>

#include "base/text.h"

namespace gorayffi {
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
    default:
      return BytesIntoSlot(value, slot);
  }
}

bool HeldViews::IntoSlot(PyObject* value, GoraySlot& slot) {
  if (!PyMemoryView_Check(value)) return false;
  Py_buffer& view = views_[count_];
  if (PyObject_GetBuffer(value, &view, PyBUF_C_CONTIGUOUS | PyBUF_FORMAT) != 0) {
    PyErr_Clear();  // it is released, or has gaps: the error is told where it is encoded
    return false;
  }
  ++count_;
  return view.ndim == 1 && std::strcmp(view.format, "B") == 0 &&
         ViewIntoSlot({static_cast<const char*>(view.buf), static_cast<std::size_t>(view.len)},
                      slot);
}

}  // namespace gorayffi
