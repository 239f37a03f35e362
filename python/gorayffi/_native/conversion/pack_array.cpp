// SPDX-License-Identifier: Apache-2.0
#include <goray/wire/array.h>
#include <goray/wire/shared_array.h>

#include <algorithm>
#include <complex>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

#include "conversion/array_objects.h"
#include "conversion/buffer_format.h"
#include "conversion/pack_other.h"

namespace gorayffi {
namespace {

template <typename T>
T Load(const char* at) {
  T value;
  std::memcpy(&value, at, sizeof value);
  return value;
}

std::int64_t LoadSigned(const char* at, Py_ssize_t size) {
  return size == 1   ? Load<std::int8_t>(at)
         : size == 2 ? Load<std::int16_t>(at)
         : size == 4 ? Load<std::int32_t>(at)
                     : Load<std::int64_t>(at);
}

std::uint64_t LoadUnsigned(const char* at, Py_ssize_t size) {
  return size == 1   ? Load<std::uint8_t>(at)
         : size == 2 ? Load<std::uint16_t>(at)
         : size == 4 ? Load<std::uint32_t>(at)
                     : Load<std::uint64_t>(at);
}

bool IsLarge(const Py_buffer& view) {
  return static_cast<std::size_t>(view.len) >= wire::kSharedFrom;
}

/// Others may change their size while nobody looks, and cannot while a library does.
bool IsOfNumpy(PyObject* value) { return nb::hasattr(value, "__array_interface__"); }

}  // namespace

/// The buffer of an array, for the time of a scope.
class ValuePacker::ArrayView {
 public:
  explicit ArrayView(PyObject* value) {
    has_buffer_ = PyObject_GetBuffer(value, &view_, PyBUF_FULL_RO) == 0;
    if (!has_buffer_) {
      if (PyErr_ExceptionMatches(PyExc_Exception) == 0) nb::raise_python_error();
      PyErr_Clear();  // `Bytes` tells why
    }
    letter_ = has_buffer_ ? LetterOf(view_) : '\0';
  }
  ArrayView(const ArrayView&) = delete;
  ~ArrayView() {
    if (has_buffer_) PyBuffer_Release(&view_);
  }

  /// One-byte integers side by side are bytes.
  bool HoldsNumbers() const {
    const bool is_bytes = view_.ndim == 1 && view_.itemsize == 1 && letter_ != '?';
    return letter_ != 0 && view_.ndim > 0 && !is_bytes;
  }
  const Py_buffer& operator*() const { return view_; }
  char letter() const { return letter_; }

 private:
  Py_buffer view_{};
  bool has_buffer_;
  char letter_;
};

void ValuePacker::Dimension(const ArrayView& array, int dimension, const char* first) {
  const Py_buffer& view = *array;
  const Py_ssize_t size = view.shape[dimension], stride = view.strides[dimension];
  const auto at = [&](Py_ssize_t i) { return first + i * stride; };
  const Level level(depth_);
  out_.WriteArray(Length(size, "array"));
  if (dimension + 1 < view.ndim) {
    for (Py_ssize_t i = 0; i < size; ++i) Dimension(array, dimension + 1, at(i));
    return;
  }
  const auto count = static_cast<std::size_t>(size);
  const auto index = [](std::size_t i) { return static_cast<Py_ssize_t>(i); };
  if (array.letter() == 'd') {
    out_.WriteDoubles(count, [&](std::size_t i) { return Load<double>(at(index(i))); });
  } else if (array.letter() == 'f') {
    out_.WriteDoubles(count, [&](std::size_t i) { return Load<float>(at(index(i))); });
  } else if (array.letter() == kComplexDouble) {
    for (Py_ssize_t i = 0; i < size; ++i) Complex(Load<std::complex<double>>(at(i)));
  } else if (array.letter() == kComplexFloat) {
    for (Py_ssize_t i = 0; i < size; ++i) Complex(Load<std::complex<float>>(at(i)));
  } else if (array.letter() == '?') {
    for (Py_ssize_t i = 0; i < size; ++i) out_.WriteBool(*at(i) != 0);
  } else if (HasLetter(kSignedItems, array.letter())) {
    for (Py_ssize_t i = 0; i < size; ++i) out_.WriteSigned(LoadSigned(at(i), view.itemsize));
  } else {
    for (Py_ssize_t i = 0; i < size; ++i) out_.WriteUnsigned(LoadUnsigned(at(i), view.itemsize));
  }
}

void ValuePacker::WriteArray(const Py_buffer& view, const char* first) {
  Dtype dtype;
  DtypeOf(view, dtype);
  const std::vector<std::size_t> shape(view.shape, view.shape + view.ndim);
  std::byte* out = nullptr;
  try {
    out = wire::WriteArray(out_, dtype, shape, static_cast<std::size_t>(view.len));
  } catch (const wire::CodecError& error) {
    throw PackError{PyExc_ValueError, error.reason()};
  }
  Py_buffer source = view;  // The same memory: Python 3.10 copies out of no const one.
  if (PyBuffer_IsContiguous(&source, 'C') != 0) {
    std::copy_n(reinterpret_cast<const std::byte*>(first), view.len, out);
  } else if (PyBuffer_ToContiguous(out, &source, view.len, 'C') != 0) {
    nb::raise_python_error();
  }
}

bool ValuePacker::Numbers(PyObject* value) {
  if (!PyObject_CheckBuffer(value) || PyByteArray_Check(value) || PyMemoryView_Check(value))
    return false;
  if (IsMasked(value)) {
    throw PackError{PyExc_TypeError,
                    "a masked array has items that are missing; give .filled() of it, or .data for "
                    "what the mask hides"};
  }
  const ArrayView array(value);
  if (!array.HoldsNumbers()) return false;
  const auto* const first = static_cast<const char*>((*array).buf);
  if (references_.shares_arrays() && IsLarge(*array) && IsOfNumpy(value)) {
    WriteIndex(references_.AddArray(value));
  } else if (references_.takes_arrays()) {
    WriteArray(*array, first);
  } else {
    Dimension(array, 0, first);
  }
  return true;
}

}  // namespace gorayffi
