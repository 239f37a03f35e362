// SPDX-License-Identifier: Apache-2.0
#include "call/slot_values.h"

#include <goray/wire/reader.h>
#include <nanobind/nanobind.h>

#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>
#include <type_traits>

#include "base/errors.h"
#include "base/text.h"
#include "conversion/array_objects.h"

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

/// The floats or the ints of a list, side by side; false if it has others. No code of theirs runs.
template <typename T>
bool CopyNumbers(PyObject* const* items, std::size_t count, T* to) {
  for (std::size_t i = 0; i < count; ++i) {
    if constexpr (std::is_floating_point_v<T>) {
      if (!PyFloat_CheckExact(items[i])) return false;
      to[i] = PyFloat_AS_DOUBLE(items[i]);
    } else {
      if (!PyLong_CheckExact(items[i])) return false;
      int overflow = 0;
      if (!IsSmall(items[i], to[i])) to[i] = PyLong_AsLongLongAndOverflow(items[i], &overflow);
      if (overflow != 0) return false;
    }
  }
  return true;
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

bool EncodedIntoSlot(char kind, std::span<const std::byte> value, GoraySlot& slot) {
  wire::Reader reader(value);
  try {
    switch (kind) {
      case 'd':
      case 'f':
        slot.d = reader.ReadDouble();
        return true;
      case 'q':
        slot.i = reader.ReadSigned(64);
        return true;
      case 'Q':
        slot.u = reader.ReadUnsigned(64);
        return true;
      case '?':
        slot.i = reader.ReadBool() ? 1 : 0;
        return true;
      case 's':
        return ViewIntoSlot(reader.ReadString(), slot);
      case 'y': {
        const std::span<const std::byte> bytes = reader.ReadBytes();
        return ViewIntoSlot({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, slot);
      }
      default:
        slot.data = value.data();
        slot.size = value.size() |
                    (kind == kArray || kind == kHeldArray || kind == kTable ? GORAY_ENCODED : 0);
        return true;
    }
  } catch (const wire::CodecError&) {
    return false;  // the library tells what is wrong
  }
}

bool HeldViews::ArrayIntoSlot(const GorayArray& array, GoraySlot& slot, void* owner) {
  slot.data = &arrays_.emplace_back(GorayHeldArray{array, owner, ReleaseLentBuffer});
  slot.size = owner == nullptr ? sizeof(GorayArray) : sizeof(GorayHeldArray);
  return true;
}

bool HeldViews::BufferIntoSlot(char kind, PyObject* value, GoraySlot& slot) {
  std::unique_ptr<Py_buffer> lent(kind == kHeldArray ? new Py_buffer : nullptr);
  Py_buffer& view = lent ? *lent : views_[count_];
  if (PyObject_GetBuffer(value, &view, PyBUF_FULL_RO) != 0) {
    if (PyErr_ExceptionMatches(PyExc_Exception) == 0) nb::raise_python_error();
    PyErr_Clear();  // it is released
    return false;
  }
  GorayArray array{view.buf, nullptr, nullptr, static_cast<std::uint64_t>(view.ndim), 0, {}};
  const bool is_known = DtypeOf(view, array.dtype);
  const bool is_bytes = is_known && std::strcmp(array.dtype, "|u1") == 0 && view.ndim == 1 &&
                        PyBuffer_IsContiguous(&view, 'C') != 0 && view.len <= UINT32_MAX;
  if (kind == 'y' ? !is_bytes : !is_known) {
    PyBuffer_Release(&view);
    return false;
  }
  if (!lent) ++count_;
  if (kind == 'y')
    return ViewIntoSlot({static_cast<const char*>(view.buf), static_cast<std::size_t>(view.len)},
                        slot);
  static_assert(sizeof(Py_ssize_t) == sizeof(std::int64_t));
  array.shape = reinterpret_cast<const std::int64_t*>(view.shape);
  array.strides = reinterpret_cast<const std::int64_t*>(view.strides);
  if (view.readonly == 0) array.flags = GORAY_WRITABLE;
  return ArrayIntoSlot(array, slot, lent.release());
}

bool HeldViews::ListIntoSlot(PyObject* value, GoraySlot& slot) {
  PyObject* const* const items = PySequence_Fast_ITEMS(value);
  const auto count = static_cast<std::size_t>(PySequence_Fast_GET_SIZE(value));
  const bool is_float = count > 0 && PyFloat_CheckExact(items[0]);
  lists_.push_back(std::make_unique_for_overwrite<std::byte[]>(count * sizeof(double)));
  std::byte* const data = lists_.back().get();
  const bool is_copied = is_float
                             ? CopyNumbers(items, count, reinterpret_cast<double*>(data))
                             : CopyNumbers(items, count, reinterpret_cast<std::int64_t*>(data));
  if (!is_copied) return false;
  shapes_.push_back({static_cast<std::int64_t>(count)});
  GorayArray array{data, shapes_.back().data(), nullptr, 1, GORAY_LIST, {}};
  std::string_view(is_float ? "<f8" : "<i8").copy(array.dtype, sizeof array.dtype - 1);
  return ArrayIntoSlot(array, slot);
}

bool HeldViews::NamedIntoSlot(PyObject* value, GoraySlot& slot) {
  GorayArray array{nullptr, nullptr, nullptr, 0, 0, {}};
  std::vector<std::int64_t>& shape = shapes_.emplace_back();
  if (!NameOf(value, array.dtype, shape)) return false;
  array.shape = shape.data();
  array.rank = shape.size();
  return ArrayIntoSlot(array, slot);
}

bool HeldViews::TableIntoSlot(PyObject* value, GoraySlot& slot) {
  nb::object made;  // its capsules own the columns
  if (!HasArrow(value)) {
    static PyObject* mapping = nullptr;
    if (!nb::isinstance(value, ImportOnce(mapping, "collections.abc", "Mapping"))) return false;
    made = BatchOfColumns(value);
  }
  slot.data = &tables_.emplace_back(ArrowOf(made ? made.ptr() : value)).table;
  slot.size = sizeof(GorayTable);
  return true;
}

bool HeldViews::IntoSlot(char kind, PyObject* value, GoraySlot& slot) {
  if (IsMasked(value)) return false;
  if (kind == 'y') {
    // A bytearray is copied, as others may have it grow meanwhile.
    return PyObject_CheckBuffer(value) && !PyByteArray_Check(value) &&
           BufferIntoSlot(kind, value, slot);
  }
  if (kind == kTable) return TableIntoSlot(value, slot);
  if (kind != kArray && kind != kHeldArray) return false;
  if (PyList_CheckExact(value) || PyTuple_CheckExact(value)) return ListIntoSlot(value, slot);
  if (PyBytes_Check(value) && kind == kHeldArray) return BufferIntoSlot(kind, value, slot);
  if (PyBytes_Check(value) || PyByteArray_Check(value) || PyUnicode_Check(value)) return false;
  if (PyObject_CheckBuffer(value) && BufferIntoSlot(kind, value, slot)) return true;
  if (NamedIntoSlot(value, slot)) return true;
  const nb::object array = ArrayOf(value);
  return array && (BufferIntoSlot(kind, array.ptr(), slot) || NamedIntoSlot(array.ptr(), slot));
}

}  // namespace gorayffi
