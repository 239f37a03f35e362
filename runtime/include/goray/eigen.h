// SPDX-License-Identifier: Apache-2.0
// Eigen's vectors and matrices as parameters, results and fields: include it beside `goray/goray.h` where they are used. It needs
// Eigen 3.4, and no library of it.
//
// | as a parameter                                  | takes                                  | copies                     |
// |-------------------------------------------------|----------------------------------------|----------------------------|
// | `Eigen::MatrixXd`, `const Eigen::MatrixXd&`     | an array of the type, of any order     | the items, once            |
// | `Eigen::Ref<const M>`, `Eigen::Map<const M>`    | one that lies as the view can look     | nothing, or is a ValueError |
// | `Eigen::Ref<M>`, `Eigen::Map<M>`                | one that also is writable              | nothing: C++ writes into it |
//
// `M` is any `Eigen::Matrix` or `Eigen::Array` of numbers, of fixed sizes or not, also in row-major order. A vector is an array of one
// dimension, else there are two. numpy's arrays are in C order: a view of one is an `Eigen::Ref<const RowMajorMatrix>`, or one with
// `Eigen::Stride<Eigen::Dynamic, Eigen::Dynamic>`, which looks at both orders. A list is copied, also for a view that only reads. As a
// result a matrix moves into numpy's array, which has its order; in a field, in a container and in a message it is copied.
//
// Example:
//   Eigen::VectorXd Solve(const Eigen::MatrixXd& a, const Eigen::Ref<const Eigen::VectorXd>& b) const {
//     return a.colPivHouseholderQr().solve(b);
//   }
#pragma once

#include <goray/detail/eigen_slot.h>
#include <goray/detail/shape.h>
#include <goray/nd_array.h>
#include <goray/wire/array.h>

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <vector>

namespace goray {

/// An array, or lists in lists, by a copy.
template <dispatch::EigenMatrix M>
struct Codec<M> {
  using Layout = dispatch::EigenLayout<M>;
  using Items = NdArray<typename Layout::Item, Layout::kRank>;

  static M Read(wire::Reader& reader) {
    if (const auto shared = wire::TrySharedArray(reader))
      return dispatch::EigenCopy<M>(dispatch::DescriptionOf(*shared));
    if (const auto array = wire::TryArray(reader)) return Of(*array);
    const Items lists = Codec<Items>::Read(reader);
    return dispatch::EigenCopy<M>(dispatch::ArrayDescription(lists).value);
  }
  static void Write(wire::Writer& writer, const M& value) {
    using View = NdArray<const typename Layout::Item, Layout::kRank>;
    Codec<View>::Write(writer,
                       View::View(value.data(), Layout::ShapeOf(value), Layout::StridesOf(value)));
  }

 private:
  static M Of(const wire::EncodedArray& encoded) {
    const std::vector<std::int64_t> shape(encoded.shape.begin(), encoded.shape.end());
    GorayArray array{};
    array.data = const_cast<std::byte*>(encoded.items.data());
    array.shape = shape.data();
    array.rank = shape.size();
    encoded.dtype.copy(array.dtype, sizeof array.dtype - 1);
    return dispatch::EigenCopy<M>(array);
  }
};

/// What was read of a message is the argument's own. It looks at an array beside one, if that lies as the view can look.
template <typename View, dispatch::EigenMatrix M, typename Map>
struct Codec<dispatch::EigenArgument<View, M, Map>> {
  static dispatch::EigenArgument<View, M, Map> Read(wire::Reader& reader) {
    if (const auto shared = wire::TrySharedArray(reader)) {
      const GorayArray array = dispatch::DescriptionOf(*shared);
      try {
        return dispatch::EigenArgument<View, M, Map>(Map::Of(array), shared);
      } catch (const wire::CodecError&) {
        return dispatch::EigenArgument<View, M, Map>(dispatch::EigenCopy<M>(array));
      }
    }
    return dispatch::EigenArgument<View, M, Map>(Codec<M>::Read(reader));
  }
};

namespace detail {

template <dispatch::EigenMatrix M>
struct TemplateShape<M>
    : TemplateShape<
          NdArray<typename dispatch::EigenLayout<M>::Item, dispatch::EigenLayout<M>::kRank>> {};
template <typename M, int kOptions, typename Stride>
struct TemplateShape<Eigen::Ref<M, kOptions, Stride>> : TemplateShape<std::remove_const_t<M>> {};
template <typename M, int kOptions, typename Stride>
struct TemplateShape<Eigen::Map<M, kOptions, Stride>> : TemplateShape<std::remove_const_t<M>> {};

}  // namespace detail
}  // namespace goray
