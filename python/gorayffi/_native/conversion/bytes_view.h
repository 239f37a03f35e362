// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nanobind/nanobind.h>

#include <cstddef>
#include <span>

namespace gorayffi {

namespace nb = nanobind;

/// The bytes of any contiguous buffer, for a scope. Raises TypeError or BufferError for others.
class BytesView {
 public:
  explicit BytesView(nb::handle value) {
    if (PyObject_GetBuffer(value.ptr(), &view_, PyBUF_SIMPLE) != 0) nb::raise_python_error();
  }
  BytesView(const BytesView&) = delete;
  BytesView& operator=(const BytesView&) = delete;
  ~BytesView() { PyBuffer_Release(&view_); }
  std::span<const std::byte> bytes() const {
    return {static_cast<const std::byte*>(view_.buf), static_cast<std::size_t>(view_.len)};
  }

 private:
  Py_buffer view_{};
};

}  // namespace gorayffi
