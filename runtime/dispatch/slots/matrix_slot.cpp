// SPDX-License-Identifier: Apache-2.0
#include <goray/detail/array_slot.h>
#include <goray/detail/matrix_slot.h>
#include <goray/wire/array.h>

#include <algorithm>
#include <complex>
#include <cstring>
#include <string>

namespace goray::dispatch {
namespace {

using wire::CodecError;
using wire::Fault;

struct Dimension {
  std::int64_t extent;
  std::int64_t stride;  ///< In bytes.
};

/// As the parameter counts: a row or a column is inner. A vector is all inner.
struct Layout {
  Dimension inner;
  Dimension outer;
};

Layout LayoutOf(const GorayArray& array, const WantedMatrix& wanted) {
  const auto size = static_cast<std::int64_t>(wanted.item_size);
  const auto stride = [&](std::uint64_t i, std::int64_t in_order) {
    return array.strides == nullptr ? in_order : array.strides[i];
  };
  if (array.rank == 1) {
    const std::int64_t extent = array.shape[0];
    return {{extent, stride(0, size)}, {1, extent * stride(0, size)}};
  }
  const Dimension row{array.shape[1], stride(1, size)};
  const Dimension column{array.shape[0], stride(0, size * array.shape[1])};
  return wanted.is_row_major ? Layout{row, column} : Layout{column, row};
}

bool StandsSideBySide(const Dimension& first, const Dimension& second, std::int64_t size) {
  return (first.extent <= 1 || first.stride == size) &&
         (second.extent <= 1 || second.stride == first.extent * size);
}

/// How the array lies, as numpy says.
const char* OrderName(const Layout& layout, const WantedMatrix& wanted) {
  const auto size = static_cast<std::int64_t>(wanted.item_size);
  const auto& [inner, outer] = layout;
  if (StandsSideBySide(inner, outer, size))
    return outer.extent == 1     ? "side by side"
           : wanted.is_row_major ? "in C order"
                                 : "in Fortran order";
  if (wanted.extents.size() == 2 && StandsSideBySide(outer, inner, size))
    return wanted.is_row_major ? "in Fortran order" : "in C order";
  return "with gaps, reversed or repeated items";
}

[[noreturn]] void RefuseOrder(const GorayArray& array, const Layout& layout,
                              const WantedMatrix& wanted) {
  const bool is_vector = wanted.extents.size() == 1;
  const char* const order = is_vector             ? "side by side"
                            : wanted.is_row_major ? "in C order"
                                                  : "in Fortran order";
  const char* const remedy =
      is_vector || wanted.is_row_major ? "numpy.ascontiguousarray" : "numpy.asfortranarray";
  throw CodecError(Fault::kValue,
                   "expected " + wire::ArrayName(wanted.dtype, wanted.extents) + " " + order +
                       ", got " + wire::ArrayName(array.dtype, {array.shape, array.rank}) + " " +
                       OrderName(layout, wanted) + "; give a copy, " + remedy +
                       "(), or let C++ take a matrix, which copies, where it has a view");
}

/// The stride of one item to the next in items; of none or one item any will do.
bool Fits(const Dimension& dimension, std::int64_t wanted, std::int64_t size,
          std::int64_t& stride) {
  if (dimension.extent <= 1) {
    stride = wanted;
    return true;
  }
  stride = dimension.stride / size;
  // Eigen takes 0 for "side by side", and what is negative does not have to work.
  return dimension.stride % size == 0 && stride > 0 && stride == wanted;
}

/// Tiles, so that of both arrays a few cache lines are in use at a time.
template <typename Item>
void CopyTransposed(const Layout& from, const std::byte* first, std::byte* to) {
  constexpr std::int64_t kTile = 32;
  const auto& [inner, outer] = from;
  for (std::int64_t column = 0; column < outer.extent; column += kTile) {
    const std::int64_t columns = std::min(kTile, outer.extent - column);
    for (std::int64_t row = 0; row < inner.extent; row += kTile) {
      const std::int64_t rows = std::min(kTile, inner.extent - row);
      for (std::int64_t j = column; j < column + columns; ++j) {
        const std::byte* next = first + j * outer.stride + row * inner.stride;
        std::byte* out = to + (j * inner.extent + row) * std::int64_t{sizeof(Item)};
        for (std::int64_t i = 0; i < rows; ++i, next += inner.stride, out += sizeof(Item))
          std::memcpy(out, next, sizeof(Item));
      }
    }
  }
}

}  // namespace

void CheckMatrix(const GorayArray& array, const WantedMatrix& wanted) {
  CheckItems(array, wanted.dtype, wanted.extents);
  for (std::size_t i = 0; i < wanted.most.size(); ++i) {
    if (wanted.most[i] == wire::kAnyExtent || array.shape[i] <= wanted.most[i]) continue;
    throw CodecError(Fault::kValue, "expected " + wire::ArrayName(wanted.dtype, wanted.extents) +
                                        " of at most " + wire::ArrayName("", wanted.most) +
                                        ", got " +
                                        wire::ArrayName(array.dtype, {array.shape, array.rank}));
  }
}

MatrixView ViewMatrix(const GorayArray& array, const WantedMatrix& wanted) {
  CheckMatrix(array, wanted);
  const auto size = static_cast<std::int64_t>(wanted.item_size);
  const Layout layout = LayoutOf(array, wanted);
  const auto& [inner, outer] = layout;
  MatrixView view{array.data, array.shape[0], array.rank == 2 ? array.shape[1] : 1, 0, 0};
  const bool is_empty = inner.extent == 0 || outer.extent == 0;
  const std::int64_t wanted_inner = wanted.inner_stride != kAnyStride ? wanted.inner_stride
                                    : is_empty || inner.extent == 1   ? 1
                                                                      : inner.stride / size;
  const std::int64_t natural = std::max<std::int64_t>(1, inner.extent) * wanted_inner;
  const std::int64_t wanted_outer = wanted.outer_stride == 0            ? natural
                                    : wanted.outer_stride != kAnyStride ? wanted.outer_stride
                                    : is_empty || outer.extent == 1     ? natural
                                                                        : outer.stride / size;
  if (is_empty) {
    view.inner_stride = wanted_inner;
    view.outer_stride = wanted_outer;
    return view;
  }
  if (!Fits(inner, wanted_inner, size, view.inner_stride) ||
      !Fits(outer, wanted_outer, size, view.outer_stride))
    RefuseOrder(array, layout, wanted);
  CheckAlignment(array, wanted.item_size, wanted.alignment);
  return view;
}

void CopyMatrix(const GorayArray& array, const WantedMatrix& wanted, void* to) {
  const Layout layout = LayoutOf(array, wanted);
  const auto& [inner, outer] = layout;
  if (inner.extent == 0 || outer.extent == 0) return;
  const auto* first = static_cast<const std::byte*>(array.data);
  auto* out = static_cast<std::byte*>(to);
  const auto size = static_cast<std::int64_t>(wanted.item_size);
  if (inner.extent == 1 || inner.stride == size) {
    const std::int64_t row = inner.extent * size;
    const bool is_whole = outer.extent == 1 || outer.stride == row;
    const std::int64_t copies = is_whole ? 1 : outer.extent;
    const std::int64_t length = is_whole ? row * outer.extent : row;
    for (std::int64_t i = 0; i < copies; ++i)
      std::memcpy(out + i * row, first + i * outer.stride, static_cast<std::size_t>(length));
    return;
  }
  switch (wanted.item_size) {
    case 1:
      return CopyTransposed<std::uint8_t>(layout, first, out);
    case 2:
      return CopyTransposed<std::uint16_t>(layout, first, out);
    case 4:
      return CopyTransposed<std::uint32_t>(layout, first, out);
    case 8:
      return CopyTransposed<std::uint64_t>(layout, first, out);
    default:  // the largest items are of two doubles
      return CopyTransposed<std::complex<double>>(layout, first, out);
  }
}

}  // namespace goray::dispatch
