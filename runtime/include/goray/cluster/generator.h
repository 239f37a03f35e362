// SPDX-License-Identifier: Apache-2.0
// Streams: what a task or a method gives one after another. docs/guide/streams.md says what Python makes of them.
#pragma once

#include <coroutine>
#include <cstddef>
#include <exception>
#include <iterator>
#include <memory>
#include <type_traits>
#include <utility>

// NOLINTBEGIN(readability-identifier-naming): much of it is the standard's

namespace goray {

/// A coroutine that gives items by `co_yield`, each when it is asked for. As the result of a task or of an actor's method it is
/// an iterator in Python, and a streaming generator of Ray's.
///
/// The body runs up to its first `co_yield` when the first item is asked for. Its parameters are there as long as it is: take
/// values, as a view or a reference may not outlive the call that made the generator. An item is looked at where it is,
/// before the body goes on. Not thread-safe.
///
/// With g++ up to 12 make no struct inside of `co_yield`, but give it a name before: it destroys such temporaries twice. Where the
/// item itself is one, that does not compile.
///
/// Example:
///   goray::Generator<std::int64_t> Count(std::int64_t n) const {
///     for (std::int64_t i = 0; i < n; ++i) {
///       goray::CheckInterrupt();
///       co_yield i;
///     }
///   }
template <typename T>
class [[nodiscard]] Generator {
  static_assert(
      std::is_object_v<T> && !std::is_const_v<T> && !std::is_volatile_v<T>,
      "goray::Generator<T> gives values: T is neither void nor a reference, const or volatile");

 public:
  using value_type = T;
  class promise_type;
  class Iterator;

  Generator(Generator&& other) noexcept : coroutine_(std::exchange(other.coroutine_, nullptr)) {}
  Generator& operator=(Generator&& other) noexcept {
    std::swap(coroutine_, other.coroutine_);
    return *this;
  }
  ~Generator() {
    if (coroutine_) coroutine_.destroy();
  }

  /// Runs the body to its next item, which is there until the next call of this. Null: the body has ended. Throws what the
  /// body throws, which has ended then.
  const T* Next() {
    if (!coroutine_ || coroutine_.done()) return nullptr;
    coroutine_.resume();
    promise_type& promise = coroutine_.promise();
    if (promise.thrown_) std::rethrow_exception(std::exchange(promise.thrown_, nullptr));
    return coroutine_.done() ? nullptr : promise.item_;
  }

  /// Runs the body to its first item. Once only.
  Iterator begin() { return Iterator(*this); }
  std::default_sentinel_t end() const noexcept { return {}; }

 private:
  using Handle = std::coroutine_handle<promise_type>;
  explicit Generator(Handle coroutine) noexcept : coroutine_(coroutine) {}

  Handle coroutine_;
};

template <typename T>
class Generator<T>::promise_type {
 public:
  Generator get_return_object() noexcept { return Generator(Handle::from_promise(*this)); }
  std::suspend_always initial_suspend() const noexcept { return {}; }
  std::suspend_always final_suspend() const noexcept { return {}; }
  std::suspend_always yield_value(const T& item) noexcept {
    item_ = std::addressof(item);
    return {};
  }
#if defined(__GNUC__) && !defined(__clang__) && __GNUC__ < 13
  std::suspend_always yield_value(T&&)
    requires(std::is_aggregate_v<T> && !std::is_trivially_destructible_v<T>)
  {
    static_assert(
        sizeof(T) == 0,
        "g++ 12 destroys a struct twice that is made inside of co_yield; give it a name before: "
        "const Row row{...}; co_yield row;");
    return {};
  }
#endif
  void return_void() const noexcept {}
  void unhandled_exception() noexcept { thrown_ = std::current_exception(); }
  /// A body gives items; it does not wait for anything by `co_await`.
  template <typename Awaited>
  void await_transform(Awaited&&) = delete;

 private:
  friend Generator;

  const T* item_ = nullptr;
  std::exception_ptr thrown_;
};

/// Of a loop over a generator's items.
template <typename T>
class Generator<T>::Iterator {
 public:
  using value_type = T;
  using difference_type = std::ptrdiff_t;
  using iterator_concept = std::input_iterator_tag;

  Iterator() = default;
  const T& operator*() const noexcept { return *item_; }
  const T* operator->() const noexcept { return item_; }
  Iterator& operator++() {
    item_ = generator_->Next();
    return *this;
  }
  void operator++(int) { ++*this; }
  bool operator==(std::default_sentinel_t) const noexcept { return item_ == nullptr; }

 private:
  friend Generator;
  explicit Iterator(Generator& generator) : generator_(&generator), item_(generator.Next()) {}

  Generator* generator_ = nullptr;
  const T* item_ = nullptr;
};

}  // namespace goray

// NOLINTEND(readability-identifier-naming)
