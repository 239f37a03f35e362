// SPDX-License-Identifier: Apache-2.0
// Parameters that are vectors and matrices of another library, from a `GorayArray`; see detail/eigen_slot.h. Throws
// wire::CodecError for an array that is not what the parameter wants.
#pragma once

#include <goray/abi/goray_interface.h>

#include <cstddef>
#include <cstdint>
#include <span>

namespace goray::dispatch {

/// A stride of which all are taken.
inline constexpr std::int64_t kAnyStride = -1;

/// What a parameter wants: one dimension, or rows and columns.
struct WantedMatrix {
  const char* dtype;
  std::span<const std::int64_t> extents;  ///< wire::kAnyExtent: any.
  std::span<const std::int64_t> most;     ///< Of each dimension; wire::kAnyExtent: any number.
  std::size_t item_size;
  std::size_t alignment;
  bool is_row_major;  ///< "Inner" is a row then, else a column.
  /// Of a view, in items; of a copy nothing.
  std::int64_t inner_stride = kAnyStride;
  /// 0: as long as what is inner.
  std::int64_t outer_stride = kAnyStride;
};

/// An array that lies as was wanted. A vector has no outer stride.
struct MatrixView {
  void* data;
  std::int64_t rows;
  std::int64_t columns;  ///< 1 of one dimension.
  std::int64_t inner_stride;
  std::int64_t outer_stride;
};

/// Refuses another type of items, and another shape.
void CheckMatrix(const GorayArray& array, const WantedMatrix& wanted);
/// The same memory. Refuses also what lies otherwise than wanted.
MatrixView ViewMatrix(const GorayArray& array, const WantedMatrix& wanted);
/// Copies the items of a checked array, of any strides and alignment, side by side, in the order that is wanted.
void CopyMatrix(const GorayArray& array, const WantedMatrix& wanted, void* to);

}  // namespace goray::dispatch
