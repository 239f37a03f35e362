// SPDX-License-Identifier: Apache-2.0
// Parameters and results that are Eigen's; see goray/eigen.h.
#pragma once

#include <goray/detail/array_slot.h>
#include <goray/detail/matrix_slot.h>
#include <goray/nd_array.h>

#include <Eigen/Core>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <type_traits>
#include <utility>

namespace goray::dispatch {

template <typename T>
inline constexpr bool kIsEigenMatrix = false;
template <ArrayItem T, int kRows, int kColumns, int kOptions, int kMostRows, int kMostColumns>
inline constexpr bool
    kIsEigenMatrix<Eigen::Matrix<T, kRows, kColumns, kOptions, kMostRows, kMostColumns>> = true;
template <ArrayItem T, int kRows, int kColumns, int kOptions, int kMostRows, int kMostColumns>
inline constexpr bool
    kIsEigenMatrix<Eigen::Array<T, kRows, kColumns, kOptions, kMostRows, kMostColumns>> = true;

/// `Eigen::Matrix` and `Eigen::Array`, which own their items.
template <typename M>
concept EigenMatrix = kIsEigenMatrix<M>;

/// What is known of `M` when it is compiled: a vector has one dimension, of which the other extent is 1.
template <EigenMatrix M>
struct EigenLayout {
  using Item = typename M::Scalar;
  static constexpr std::size_t kRank = M::IsVectorAtCompileTime ? 1 : 2;
  using Extents = std::array<std::int64_t, kRank>;

  static constexpr std::int64_t Extent(int extent) {
    return extent == Eigen::Dynamic ? wire::kAnyExtent : extent;
  }
  static constexpr Extents MakeExtents(int rows, int columns, int size) {
    if constexpr (kRank == 1) {
      return {Extent(size)};
    } else {
      return {Extent(rows), Extent(columns)};
    }
  }
  static constexpr Extents kExtents =
      MakeExtents(M::RowsAtCompileTime, M::ColsAtCompileTime, M::SizeAtCompileTime);
  static constexpr Extents kMost =
      MakeExtents(M::MaxRowsAtCompileTime, M::MaxColsAtCompileTime, M::MaxSizeAtCompileTime);
  /// A copy takes all strides and alignments.
  static constexpr WantedMatrix kWanted{DtypeOf<Item>(), kExtents,      kMost,
                                        sizeof(Item),    alignof(Item), bool(M::IsRowMajor)};

  /// Sets it as large as what has this shape.
  template <typename Extent>
  static void Resize(M& matrix, const Extent* shape) {
    const auto first = static_cast<Eigen::Index>(shape[0]);
    if constexpr (kRank == 1) {
      matrix.resize(first);
    } else {
      matrix.resize(first, static_cast<Eigen::Index>(shape[1]));
    }
  }
  static typename NdArray<Item, kRank>::Shape ShapeOf(const M& matrix) {
    if constexpr (kRank == 1) {
      return {static_cast<std::size_t>(matrix.size())};
    } else {
      return {static_cast<std::size_t>(matrix.rows()), static_cast<std::size_t>(matrix.cols())};
    }
  }
  static typename NdArray<Item, kRank>::Strides StridesOf(const M& matrix) {
    if constexpr (kRank == 1) {
      return {1};
    } else if constexpr (M::IsRowMajor) {
      return {matrix.cols(), 1};
    } else {
      return {1, matrix.rows()};
    }
  }
};

/// The items of any order, or of a list, copied.
template <EigenMatrix M>
M EigenCopy(const GorayArray& array) {
  using Layout = EigenLayout<M>;
  M matrix;
  if constexpr (Layout::kRank == 1 && NumberItem<typename Layout::Item>) {
    if ((array.flags & GORAY_LIST) != 0) {
      GorayArray typed = array;  // the items are converted one by one
      std::memcpy(typed.dtype, Layout::kWanted.dtype, std::strlen(Layout::kWanted.dtype) + 1);
      CheckMatrix(typed, Layout::kWanted);
      Layout::Resize(matrix, array.shape);
      CopyItems(array, Layout::kWanted.dtype, matrix.data());
      return matrix;
    }
  }
  CheckMatrix(array, Layout::kWanted);
  Layout::Resize(matrix, array.shape);
  CopyMatrix(array, Layout::kWanted, matrix.data());
  return matrix;
}

/// `Map<M, kOptions, Stride>` of the caller's items; `M` may be const.
template <typename M, int kOptions, typename Stride>
struct EigenView {
  using Matrix = std::remove_const_t<M>;
  using Map = Eigen::Map<M, kOptions, Stride>;
  using Layout = EigenLayout<Matrix>;
  using Item = typename Layout::Item;

  static constexpr int kInner = Stride::InnerStrideAtCompileTime;
  static constexpr int kOuter = Stride::OuterStrideAtCompileTime;
  static constexpr std::size_t kAlignment = kOptions & Eigen::AlignedMask;

  static WantedMatrix Wanted() {
    WantedMatrix wanted = Layout::kWanted;
    if (kAlignment > wanted.alignment) wanted.alignment = kAlignment;
    wanted.inner_stride = kInner == Eigen::Dynamic ? kAnyStride : kInner == 0 ? 1 : kInner;
    wanted.outer_stride = kOuter == Eigen::Dynamic ? kAnyStride : kOuter;
    return wanted;
  }
  static Stride StrideOf(const MatrixView& view) {
    const Eigen::Index inner = kInner == Eigen::Dynamic ? view.inner_stride : kInner;
    const Eigen::Index outer = kOuter == Eigen::Dynamic ? view.outer_stride : kOuter;
    if constexpr (std::is_constructible_v<Stride, Eigen::Index, Eigen::Index>) {
      return Stride(outer, inner);
    } else {  // InnerStride, OuterStride
      return Stride(kOuter == 0 ? inner : outer);
    }
  }
  static Map Of(const GorayArray& array) {
    if constexpr (!std::is_const_v<M>) {
      CheckItems(array, Layout::kWanted.dtype, Layout::kExtents);
      CheckWritable(array, Layout::kWanted.dtype, Layout::kRank);
    }
    const MatrixView view = ViewMatrix(array, Wanted());
    auto* const items = static_cast<Item*>(view.data);
    if constexpr (Layout::kRank == 1) {
      return Map(items, view.rows, StrideOf(view));
    } else {
      return Map(items, view.rows, view.columns, StrideOf(view));
    }
  }
  static Map Of(Matrix& matrix) {
    return Of(
        ArrayDescription(NdArray<Item, Layout::kRank>::View(matrix.data(), Layout::ShapeOf(matrix),
                                                            Layout::StridesOf(matrix)))
            .value);
  }
};

/// The argument of a parameter that only looks: at the caller's array, or at what was read of a list or a message.
template <typename View, EigenMatrix M, typename Map>
class EigenArgument : public View {
 public:
  explicit EigenArgument(const typename Map::Map& callers) : View(callers) {}
  EigenArgument(const typename Map::Map& shared, std::shared_ptr<const void> owner)
      : View(shared), owner_(std::move(owner)) {}
  explicit EigenArgument(M matrix) : EigenArgument(std::make_unique<Read>(std::move(matrix))) {}
  EigenArgument(EigenArgument&&) noexcept = default;
  EigenArgument& operator=(EigenArgument&&) = delete;

  static EigenArgument From(const GorayArray& array) {
    if ((array.flags & GORAY_LIST) != 0) return EigenArgument(EigenCopy<M>(array));
    return EigenArgument(Map::Of(array));
  }

 private:
  /// Does not move, as the view points into it.
  struct Read {
    explicit Read(M read) : matrix(std::move(read)), view(Map::Of(matrix)) {}
    M matrix;
    View view;
  };
  explicit EigenArgument(std::unique_ptr<Read> read) : View(read->view), read_(std::move(read)) {}

  std::unique_ptr<Read> read_;
  std::shared_ptr<const void> owner_;
};

template <EigenMatrix M>
struct ArrayTraits<M> : ReadArray {
  using Argument = M;
  static Argument From(const GorayArray& array) { return EigenCopy<M>(array); }
};

template <EigenMatrix M, int kOptions, typename Stride>
struct ArrayTraits<Eigen::Ref<const M, kOptions, Stride>> : ReadArray {
  using Argument =
      EigenArgument<Eigen::Ref<const M, kOptions, Stride>, M, EigenView<const M, kOptions, Stride>>;
  static Argument From(const GorayArray& array) { return Argument::From(array); }
};

template <EigenMatrix M, int kOptions, typename Stride>
struct ArrayTraits<Eigen::Map<const M, kOptions, Stride>> : ReadArray {
  using Argument =
      EigenArgument<Eigen::Map<const M, kOptions, Stride>, M, EigenView<const M, kOptions, Stride>>;
  static Argument From(const GorayArray& array) { return Argument::From(array); }
};

/// Those into which C++ writes.
template <EigenMatrix M, int kOptions, typename Stride>
struct ArrayTraits<Eigen::Ref<M, kOptions, Stride>> : WrittenArray {
  using Argument = Eigen::Ref<M, kOptions, Stride>;
  static Argument From(const GorayArray& array) {
    return Argument(EigenView<M, kOptions, Stride>::Of(array));
  }
};

template <EigenMatrix M, int kOptions, typename Stride>
struct ArrayTraits<Eigen::Map<M, kOptions, Stride>> : WrittenArray {
  using Argument = Eigen::Map<M, kOptions, Stride>;
  static Argument From(const GorayArray& array) {
    return EigenView<M, kOptions, Stride>::Of(array);
  }
};

/// The matrix moves into what numpy's array looks into.
template <EigenMatrix M>
struct ArrayResult<M> {
  using Layout = EigenLayout<M>;
  static NdArray<typename Layout::Item, Layout::kRank> Of(M&& matrix) {
    const auto owner = std::make_shared<M>(std::move(matrix));
    return NdArray<typename Layout::Item, Layout::kRank>::Adopt(
        owner->data(), Layout::ShapeOf(*owner), Layout::StridesOf(*owner), owner);
  }
};

}  // namespace goray::dispatch
