// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstddef>
#include <iterator>

namespace goray::detail {

/// A random-access iterator over items that are `stride` items apart: any number, also 0, as of a broadcast array, and below.
template <typename T>
class StridedIterator {
 public:
  // NOLINTBEGIN(readability-identifier-naming): the standard's
  using value_type = std::remove_const_t<T>;
  using difference_type = std::ptrdiff_t;
  using pointer = T*;
  using reference = T&;
  using iterator_category = std::random_access_iterator_tag;
  // NOLINTEND(readability-identifier-naming)

  StridedIterator() = default;
  StridedIterator(T* first, std::ptrdiff_t stride, std::ptrdiff_t index)
      : first_(first), stride_(stride), index_(index) {}

  T& operator*() const { return first_[index_ * stride_]; }
  T* operator->() const { return &**this; }
  T& operator[](std::ptrdiff_t offset) const { return *(*this + offset); }

  StridedIterator& operator+=(std::ptrdiff_t offset) {
    index_ += offset;
    return *this;
  }
  StridedIterator& operator-=(std::ptrdiff_t offset) { return *this += -offset; }
  StridedIterator& operator++() { return *this += 1; }
  StridedIterator& operator--() { return *this -= 1; }
  StridedIterator operator++(int) {
    const StridedIterator before = *this;
    ++*this;
    return before;
  }
  StridedIterator operator--(int) {
    const StridedIterator before = *this;
    --*this;
    return before;
  }
  friend StridedIterator operator+(StridedIterator a, std::ptrdiff_t offset) { return a += offset; }
  friend StridedIterator operator+(std::ptrdiff_t offset, StridedIterator a) { return a += offset; }
  friend StridedIterator operator-(StridedIterator a, std::ptrdiff_t offset) { return a -= offset; }
  friend std::ptrdiff_t operator-(const StridedIterator& a, const StridedIterator& b) {
    return a.index_ - b.index_;
  }
  friend bool operator==(const StridedIterator& a, const StridedIterator& b) {
    return a.index_ == b.index_;
  }
  friend auto operator<=>(const StridedIterator& a, const StridedIterator& b) {
    return a.index_ <=> b.index_;
  }

 private:
  T* first_ = nullptr;
  std::ptrdiff_t stride_ = 0;
  std::ptrdiff_t index_ = 0;
};

}  // namespace goray::detail
