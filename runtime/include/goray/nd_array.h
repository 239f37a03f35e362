// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/codec/array_item.h>
#include <goray/codec/bool.h>
#include <goray/codec/complex.h>
#include <goray/codec/floating.h>
#include <goray/codec/integer.h>
#include <goray/detail/strided_iterator.h>
#include <goray/wire/array.h>
#include <goray/wire/limits.h>
#include <goray/wire/reference.h>

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace goray {
namespace detail {

/// Memory for the items of an array, aligned to 64 bytes; it goes back with the last owner. Large memory is of
/// huge pages where the system has them, and is kept for the next array, as new pages cost more than the items.
/// Throws std::bad_alloc, whose text names the shape. Thread-safe.
std::shared_ptr<void> AllocateItems(std::span<const std::size_t> shape, std::size_t item_size,
                                    bool zeroed);

}  // namespace detail

/// An array of `Rank` dimensions: Python's `numpy.ndarray`, without a copy.
///
/// A parameter `NdArray<const T, Rank>` is a view of the caller's array, of any strides, for the time of the call:
/// of numpy's, or of whatever has the buffer protocol or DLPack on the CPU. Items of another type and another
/// number of dimensions are a TypeError that says so. A parameter `NdArray<T, Rank>` writes into the caller's array:
/// a read-only one, as all are that come from Ray's object store, is a ValueError.
/// As a result it owns its items, which numpy gets without a copy; of one that does not own them they are copied.
///
/// A copy of an `NdArray` shares the items. Indices are not checked, but by `At`. Reading from several threads at
/// once is safe.
///
/// Example:
///   goray::NdArray<double, 2> Scaled(goray::NdArray<const double, 2> a, double factor) const {
///     goray::NdArray<double, 2> result(a.shape());
///     for (std::size_t i = 0; i < a.shape()[0]; ++i)
///       for (std::size_t j = 0; j < a.shape()[1]; ++j) result(i, j) = factor * a(i, j);
///     return result;
///   }
template <typename T, std::size_t kRank = 1>
class NdArray {
 public:
  using element_type = T;  // NOLINT(readability-identifier-naming): the standard's
  using value_type = std::remove_const_t<T>;  // NOLINT(readability-identifier-naming)
  static_assert(ArrayItem<value_type>, "items of an array are bool, integers, floats or complex");
  static_assert(kRank >= 1 && kRank <= limits::kDimensions, "an array has 1 to 32 dimensions");
  using Shape = std::array<std::size_t, kRank>;
  /// In items, not in bytes.
  using Strides = std::array<std::ptrdiff_t, kRank>;

  /// Without items.
  NdArray() = default;
  /// Of zeros, in C order. Throws std::bad_alloc, also for a shape that no memory could have.
  explicit NdArray(const Shape& shape) : NdArray(shape, true) {}
  /// Of items that nobody has set yet.
  static NdArray Uninitialized(const Shape& shape) { return NdArray(shape, false); }
  /// Looks at items in C order, which are the caller's and outlive it.
  static NdArray View(T* data, const Shape& shape) { return View(data, shape, InOrder(shape)); }
  static NdArray View(T* data, const Shape& shape, const Strides& strides) {
    return Adopt(data, shape, strides, nullptr);
  }
  /// Shares items that `owner` keeps alive, as those of another library's matrix.
  static NdArray Adopt(T* data, const Shape& shape, const Strides& strides,
                       std::shared_ptr<void> owner) {
    NdArray array;
    array.data_ = data;
    array.shape_ = shape;
    array.strides_ = strides;
    array.owner_ = std::move(owner);
    return array;
  }
  /// Owns the items, which are in C order. Throws std::invalid_argument if they are not as many as `shape` has.
  static NdArray Adopt(std::vector<value_type> items, const Shape& shape)
    requires(!std::same_as<value_type, bool>)
  {
    const auto owner = std::make_shared<std::vector<value_type>>(std::move(items));
    NdArray array = Adopt(owner->data(), shape, InOrder(shape), owner);
    if (array.size() != owner->size())
      throw std::invalid_argument("goray::NdArray: the shape has not as many items as are given");
    return array;
  }
  static NdArray Adopt(std::vector<value_type> items)
    requires(kRank == 1 && !std::same_as<value_type, bool>)
  {
    const Shape shape{items.size()};
    return Adopt(std::move(items), shape);
  }
  /// One that only reads.
  operator NdArray<const T, kRank>() const  // NOLINT(google-explicit-constructor): as of std::span
    requires(!std::is_const_v<T>)
  {
    return NdArray<const T, kRank>::Adopt(data_, shape_, strides_, owner_);
  }

  const Shape& shape() const { return shape_; }
  const Strides& strides() const { return strides_; }
  /// The number of items.
  std::size_t size() const {
    std::size_t count = 1;
    for (const std::size_t extent : shape_) count *= extent;
    return count;
  }
  bool empty() const { return size() == 0; }
  /// The first item.
  T* data() const { return data_; }
  /// Whether it may outlive the call.
  bool owns() const { return owner_ != nullptr; }
  /// Whether the items stand side by side, in C order.
  bool is_contiguous() const {
    std::ptrdiff_t expected = 1;
    for (std::size_t i = kRank; i-- > 0;) {
      if (shape_[i] != 1 && strides_[i] != expected) return empty();
      expected *= static_cast<std::ptrdiff_t>(shape_[i]);
    }
    return true;
  }
  /// All items of a contiguous array; throws std::logic_error of another.
  std::span<T> span() const {
    if (!is_contiguous())
      throw std::logic_error(
          "goray::NdArray::span(): the items do not stand side by side in C order");
    return {data_, size()};
  }
  /// The items in C order, copied.
  std::vector<value_type> ToVector() const {
    std::vector<value_type> items;
    items.reserve(size());
    ForEach([&](const value_type& item) { items.push_back(item); });
    return items;
  }
  /// Calls `body` with each item in C order.
  template <typename Body>
  void ForEach(Body body) const {
    if (!empty()) ForEachFrom<0>(data_, body);
  }
  /// A copy that owns its items, in C order.
  NdArray<value_type, kRank> Copy() const {
    auto copy = NdArray<value_type, kRank>::Uninitialized(shape_);
    value_type* next = copy.data();
    if (is_contiguous()) {
      std::copy_n(data_, size(), next);
      return copy;
    }
    ForEach([&](const value_type& item) { *next++ = item; });
    return copy;
  }

  template <std::convertible_to<std::size_t>... Indices>
    requires(sizeof...(Indices) == kRank)
  T& operator()(Indices... indices) const {
    const std::array<std::size_t, kRank> at{static_cast<std::size_t>(indices)...};
    return data_[Offset(at)];
  }
  /// For range-based loops and algorithms; of more dimensions by `Row`, or by `span`.
  auto begin() const
    requires(kRank == 1)
  {
    return detail::StridedIterator<T>(data_, strides_[0], 0);
  }
  auto end() const
    requires(kRank == 1)
  {
    return begin() + static_cast<std::ptrdiff_t>(shape_[0]);
  }
  T& operator[](std::size_t index) const
    requires(kRank == 1)
  {
    return data_[Offset({index})];
  }
  /// The same where an index may be out of range: throws std::out_of_range, Python's IndexError.
  template <std::convertible_to<std::size_t>... Indices>
    requires(sizeof...(Indices) == kRank)
  T& At(Indices... indices) const {
    const std::array<std::size_t, kRank> at{static_cast<std::size_t>(indices)...};
    for (std::size_t i = 0; i < kRank; ++i) {
      if (at[i] >= shape_[i])
        throw std::out_of_range("goray::NdArray::At(): index " + std::to_string(at[i]) +
                                " of dimension " + std::to_string(i) + " is out of range, it has " +
                                std::to_string(shape_[i]));
    }
    return data_[Offset(at)];
  }
  /// The sub-array with this first index; a view, which shares no ownership.
  NdArray<T, kRank - 1> Row(std::size_t index) const
    requires(kRank > 1)
  {
    typename NdArray<T, kRank - 1>::Shape shape;
    typename NdArray<T, kRank - 1>::Strides strides;
    std::copy(shape_.begin() + 1, shape_.end(), shape.begin());
    std::copy(strides_.begin() + 1, strides_.end(), strides.begin());
    return NdArray<T, kRank - 1>::View(data_ + static_cast<std::ptrdiff_t>(index) * strides_[0],
                                       shape, strides);
  }

 private:
  NdArray(const Shape& shape, bool zeroed) : shape_(shape), strides_(InOrder(shape)) {
    owner_ = detail::AllocateItems(shape, sizeof(T), zeroed);
    data_ = static_cast<T*>(owner_.get());
  }
  static Strides InOrder(const Shape& shape) {
    Strides strides{};
    std::ptrdiff_t stride = 1;
    for (std::size_t i = kRank; i-- > 0;) {
      strides[i] = stride;
      stride *= static_cast<std::ptrdiff_t>(shape[i]);
    }
    return strides;
  }
  std::ptrdiff_t Offset(const std::array<std::size_t, kRank>& at) const {
    std::ptrdiff_t offset = 0;
    for (std::size_t i = 0; i < kRank; ++i)
      offset += static_cast<std::ptrdiff_t>(at[i]) * strides_[i];
    return offset;
  }
  template <std::size_t kDimension, typename Body>
  void ForEachFrom(T* first, Body& body) const {
    for (std::size_t i = 0; i < shape_[kDimension]; ++i, first += strides_[kDimension]) {
      if constexpr (kDimension + 1 < kRank) {
        ForEachFrom<kDimension + 1>(first, body);
      } else {
        body(*first);
      }
    }
  }

  T* data_ = nullptr;
  Shape shape_{};
  Strides strides_ = InOrder({});
  std::shared_ptr<void> owner_;
};

/// `goray::NdArray<T, Rank>` <-> `numpy.ndarray`, where it is inside of another value, or in a message: by a copy, unless it is
/// large. Of a large one the reader of the message sees the same items: an `NdArray<const T>` looks at them, and keeps them
/// alive; an `NdArray<T>` is a copy. Lists in lists are accepted; they are what a peer gets that did not declare `arrays`.
template <typename T, std::size_t kRank>
struct Codec<NdArray<T, kRank>> {
  using Item = std::remove_const_t<T>;
  using Shape = typename NdArray<T, kRank>::Shape;

  static NdArray<T, kRank> Read(wire::Reader& reader) {
    if (auto shared = wire::TrySharedArray(reader)) return Shared(std::move(shared));
    if (const auto array = wire::TryArray(reader)) return Copied(*array);
    if constexpr (kRank == 1 && sizeof(Item) == 1 && !std::same_as<Item, bool>) {
      if (!reader.AtEnd() && reader.Peek() == wire::Kind::kBytes) {
        const std::span<const std::byte> bytes = reader.ReadBytes();
        return Copied({DtypeOf<Item>(), {bytes.size()}, bytes, nullptr});
      }
    }
    Lists lists;
    lists.template Read<0>(reader);
    auto array = NdArray<Item, kRank>::Uninitialized(lists.shape);
    std::copy(lists.items.begin(), lists.items.end(), array.data());
    return array;
  }

  static void Write(wire::Writer& writer, const NdArray<T, kRank>& value) {
    if (writer.SharesArrays() && sizeof(Item) * value.size() >= wire::kSharedFrom)
      return writer.WriteReference(wire::HoldArray(SharedOf(value)));
    if (!wire::HostTakesArrays()) return WriteLists<0>(writer, value, value.data());
    std::byte* out =
        wire::WriteArray(writer, DtypeOf<Item>(), value.shape(), sizeof(Item) * value.size());
    value.ForEach([&](const Item& item) {
      std::memcpy(out, &item, sizeof item);
      out += sizeof item;
    });
  }

 private:
  struct Lists {
    template <std::size_t kDimension>
    void Read(wire::Reader& reader) {
      const std::size_t count = reader.ReadArray();
      const wire::Nesting nesting(reader);
      if (is_known[kDimension] && shape[kDimension] != count) {
        throw wire::CodecError(wire::Fault::kValue, "expected lists of the same length, " +
                                                        std::to_string(shape[kDimension]) +
                                                        ", got one of " + std::to_string(count));
      }
      is_known[kDimension] = true;
      shape[kDimension] = count;
      for (std::size_t i = 0; i < count; ++i) {
        try {
          if constexpr (kDimension + 1 < kRank) {
            Read<kDimension + 1>(reader);
          } else {
            items.push_back(Codec<Item>::Read(reader));
          }
        } catch (wire::CodecError& error) {
          error.AddIndex(i);
          throw;
        }
      }
    }

    Shape shape{};
    std::array<bool, kRank> is_known{};
    std::vector<std::conditional_t<std::is_same_v<Item, bool>, char, Item>> items;
  };

  /// Whether the items stand side by side, in C's or in Fortran's order, so that others copy them as one piece.
  static bool IsOnePiece(const NdArray<T, kRank>& value) {
    if (value.is_contiguous()) return true;
    std::ptrdiff_t expected = 1;
    for (std::size_t i = 0; i < kRank; ++i) {
      if (value.shape()[i] != 1 && value.strides()[i] != expected) return false;
      expected *= static_cast<std::ptrdiff_t>(value.shape()[i]);
    }
    return true;
  }

  /// The items of one that owns them, of another one a copy.
  static wire::SharedArray SharedOf(const NdArray<T, kRank>& value) {
    if (IsOnePiece(value)) {
      if (value.owns()) return Described(value);
      auto items = NdArray<Item, kRank>::Uninitialized(value.shape());
      std::copy_n(value.data(), value.size(), items.data());
      return Described(NdArray<Item, kRank>::Adopt(items.data(), value.shape(), value.strides(),
                                                   std::make_shared<decltype(items)>(items)));
    }
    return Described(value.Copy());
  }

  template <typename U>
  static wire::SharedArray Described(const NdArray<U, kRank>& array) {
    wire::SharedArray shared;
    shared.dtype = DtypeOf<Item>();
    for (std::size_t i = 0; i < kRank; ++i) {
      shared.shape.push_back(static_cast<std::int64_t>(array.shape()[i]));
      shared.strides.push_back(array.strides()[i] * std::int64_t{sizeof(Item)});
    }
    shared.data = const_cast<Item*>(array.data());
    shared.is_writable = !std::is_const_v<U>;
    shared.owner = std::make_shared<NdArray<U, kRank>>(array);
    return shared;
  }

  static NdArray<T, kRank> Shared(std::shared_ptr<const wire::SharedArray> shared) {
    if (shared->dtype != DtypeOf<Item>() || shared->shape.size() != kRank)
      wire::RefuseArray(DtypeOf<Item>(), kRank, shared->dtype, shared->shape);
    constexpr std::int64_t kSize = sizeof(Item);
    bool is_aligned = reinterpret_cast<std::uintptr_t>(shared->data) % alignof(Item) == 0;
    Shape shape{};
    typename NdArray<T, kRank>::Strides strides{};
    for (std::size_t i = 0; i < kRank; ++i) {
      shape[i] = static_cast<std::size_t>(shared->shape[i]);
      strides[i] = shared->strides[i] / kSize;
      is_aligned = is_aligned && (shape[i] == 1 || shared->strides[i] % kSize == 0);
    }
    if (!is_aligned) return Copied(wire::InOrder(std::move(shared)));
    auto* const data = static_cast<const Item*>(shared->data);
    auto view = NdArray<const Item, kRank>::Adopt(
        data, shape, strides, std::const_pointer_cast<wire::SharedArray>(std::move(shared)));
    if constexpr (std::is_const_v<T>) {
      return view;
    } else {
      return view.Copy();  // it is the reader's own, and others look at these
    }
  }

  static NdArray<T, kRank> Copied(const wire::EncodedArray& encoded) {
    if (encoded.dtype != DtypeOf<Item>() || encoded.shape.size() != kRank) {
      const std::vector<std::int64_t> theirs(encoded.shape.begin(), encoded.shape.end());
      wire::RefuseArray(DtypeOf<Item>(), kRank, encoded.dtype, theirs);
    }
    Shape shape{};
    std::copy_n(encoded.shape.begin(), kRank, shape.begin());
    auto array = NdArray<Item, kRank>::Uninitialized(shape);
    if (!array.empty()) std::memcpy(array.data(), encoded.items.data(), encoded.items.size());
    return array;
  }

  template <std::size_t kDimension>
  static void WriteLists(wire::Writer& writer, const NdArray<T, kRank>& value, const T* first) {
    const std::size_t count = value.shape()[kDimension];
    writer.WriteArray(count);
    const wire::NestedWrite nesting(writer);
    for (std::size_t i = 0; i < count; ++i, first += value.strides()[kDimension]) {
      if constexpr (kDimension + 1 < kRank) {
        WriteLists<kDimension + 1>(writer, value, first);
      } else {
        Codec<Item>::Write(writer, *first);
      }
    }
  }
};

}  // namespace goray
