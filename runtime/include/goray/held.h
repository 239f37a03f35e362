// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <utility>

namespace goray {

/// A parameter that is an array or bytes, and may be kept past the call: `T` is `goray::NdArray<const U, Rank>`,
/// `std::span<const U>`, `goray::Bytes`, or a view that only reads of Eigen, `Eigen::Map<const M>`.
///
/// Nothing is copied: Python's object lives as long as a copy of this, of any thread, and so does what it looks into. On
/// Ray that is an object in the object store, which is pinned there: Ray can neither evict nor move it, and the node
/// has that much less memory for others, until the last copy is gone. What others write into an array of this process
/// is seen, so the caller should not write any more. A list is copied, and so is an array that comes in a message: of a
/// call that C++ made through Ray, or of an older host.
///
/// Costs an allocation a call. The last copy waits for Python's GIL, so do not drop it while a lock is held that Python's
/// threads may want. In a process whose Python has ended nothing is given back. Reading is thread-safe; a `Held` itself is as safe as
/// a `std::shared_ptr`.
///
/// Example:
///   class Index {
///    public:
///     void Build(goray::Held<goray::NdArray<const float, 2>> vectors) { vectors_ = std::move(vectors); }
///     std::size_t Size() const { return vectors_ ? vectors_->shape()[0] : 0; }
///
///    private:
///     goray::Held<goray::NdArray<const float, 2>> vectors_;
///   };
template <typename T>
class Held {
 public:
  /// Holds nothing.
  Held() = default;
  /// Whether it holds something.
  explicit operator bool() const { return value_ != nullptr; }
  /// What is held; something must be.
  const T& operator*() const { return *value_; }
  const T* operator->() const { return value_.get(); }

  /// Of what is a `T`, and looks at what `owner` keeps.
  template <typename Argument>
  static Held Of(Argument argument, std::shared_ptr<const void> owner) {
    struct Kept {
      std::shared_ptr<const void> owner;  // goes last
      Argument argument;
    };
    auto kept = std::make_shared<Kept>(Kept{std::move(owner), std::move(argument)});
    const T* const value = &kept->argument;
    Held held;
    held.value_ = std::shared_ptr<const T>(std::move(kept), value);
    return held;
  }

 private:
  std::shared_ptr<const T> value_;
};

}  // namespace goray
