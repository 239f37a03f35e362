// SPDX-License-Identifier: Apache-2.0
#include "conversion/number_column.h"

#include <nanobind/nanobind.h>

#include <concepts>
#include <cstdint>
#include <cstring>
#include <utility>

namespace gorayffi {
namespace {

using Read = GoraySlot (*)(const void* data, std::size_t index);

template <typename Item>
Item ItemAt(const void* data, std::size_t index) {
  Item item;
  std::memcpy(&item, static_cast<const std::byte*>(data) + index * sizeof item, sizeof item);
  return item;
}

template <typename Item, char kKind>
GoraySlot ReadAs(const void* data, std::size_t index) {
  GoraySlot slot{};
  const Item item = ItemAt<Item>(data, index);
  if constexpr (kKind == 'd') {
    slot.d = static_cast<double>(item);
  } else if constexpr (kKind == 'Q') {
    slot.u = static_cast<std::uint64_t>(item);  // NOLINT(bugprone-signed-char-misuse): a number
  } else {
    slot.i = static_cast<std::int64_t>(item);  // NOLINT(bugprone-signed-char-misuse): a number
  }
  return slot;
}

template <typename Wanted, typename Item>
bool AllFit(const Py_buffer& view, std::size_t count) {
  if constexpr (sizeof(Item) < sizeof(Wanted) &&
                (std::signed_integral<Wanted> || std::unsigned_integral<Item>)) {
    return true;
  } else {
    for (std::size_t i = 0; i < count; ++i) {
      if (!std::in_range<Wanted>(ItemAt<Item>(view.buf, i))) return false;
    }
    return true;
  }
}

/// Null: the parameter's slots do not hold them all.
template <typename Item>
Read ReaderFor(char kind, const Py_buffer& view, std::size_t count) {
  if (kind == 'd' || kind == 'f') return &ReadAs<Item, 'd'>;
  if constexpr (std::integral<Item>) {
    if (kind == 'q' && AllFit<std::int64_t, Item>(view, count)) return &ReadAs<Item, 'q'>;
    if (kind == 'Q' && AllFit<std::uint64_t, Item>(view, count)) return &ReadAs<Item, 'Q'>;
  }
  return nullptr;
}

Read ReaderOf(char kind, const Py_buffer& view, std::size_t count) {
  const char* const format = view.format == nullptr ? "B" : view.format;
  const char letter =
      format[0] == '@' || format[0] == '=' || format[0] == '<' ? format[1] : format[0];
  const bool is_signed = std::strchr("bhilqn", letter) != nullptr;
  const bool is_unsigned = std::strchr("BHILQN", letter) != nullptr;
  if (letter == '\0' || std::strlen(format) > (letter == format[0] ? 1U : 2U)) return nullptr;
  if (letter == 'd') return ReaderFor<double>(kind, view, count);
  if (letter == 'f') return ReaderFor<float>(kind, view, count);
  if (letter == '?') return kind == '?' ? &ReadAs<std::uint8_t, 'q'> : nullptr;
  if (!is_signed && !is_unsigned) return nullptr;
  switch (view.itemsize) {
    case 1:
      return is_signed ? ReaderFor<std::int8_t>(kind, view, count)
                       : ReaderFor<std::uint8_t>(kind, view, count);
    case 2:
      return is_signed ? ReaderFor<std::int16_t>(kind, view, count)
                       : ReaderFor<std::uint16_t>(kind, view, count);
    case 4:
      return is_signed ? ReaderFor<std::int32_t>(kind, view, count)
                       : ReaderFor<std::uint32_t>(kind, view, count);
    case 8:
      return is_signed ? ReaderFor<std::int64_t>(kind, view, count)
                       : ReaderFor<std::uint64_t>(kind, view, count);
    default:
      return nullptr;
  }
}

}  // namespace

bool NumberColumn::Open(PyObject* object, char kind, std::size_t count) {
  if (!PyObject_CheckBuffer(object)) return false;
  if (PyObject_GetBuffer(object, &view_, PyBUF_ND | PyBUF_FORMAT) != 0) {
    if (PyErr_ExceptionMatches(PyExc_Exception) == 0) nanobind::raise_python_error();
    PyErr_Clear();
    return false;
  }
  if (view_.ndim != 1 || static_cast<std::size_t>(view_.shape[0]) < count) return false;
  read_ = ReaderOf(kind, view_, count);
  is_plain_ = read_ == &ReadAs<double, 'd'> || read_ == &ReadAs<std::int64_t, 'q'> ||
              read_ == &ReadAs<std::uint64_t, 'Q'>;
  return read_ != nullptr;
}

}  // namespace gorayffi
