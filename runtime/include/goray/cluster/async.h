// SPDX-License-Identifier: Apache-2.0
// Coroutines that wait for results of Ray. docs/guide/streams.md says what Python makes of them.
#pragma once

#include <goray/error.h>
#include <goray/object_ref.h>

#include <concepts>
#include <coroutine>
#include <exception>
#include <optional>
#include <type_traits>
#include <utility>

// NOLINTBEGIN(readability-identifier-naming): much of it is the standard's

namespace goray {

template <typename T>
class Async;

namespace detail {

/// What the coroutines of one call share: a `goray::Async`, and those that it waits for by `co_await`.
struct AsyncCall {
  /// The one that goes on next.
  std::coroutine_handle<> next = nullptr;
  /// What it waits for; null: nothing.
  const AnyRef* awaited = nullptr;
  /// Whether `co_await` of a reference waits on its thread, instead of leaving that to who goes on with the call.
  bool blocks = true;
};

/// Of `co_await ref`. It has the reference itself, which may be a temporary.
template <typename T>
class RefAwaiter {
 public:
  RefAwaiter(AsyncCall& call, const ObjectRef<T>& ref) : call_(&call), ref_(ref) {}
  RefAwaiter(const RefAwaiter&) = delete;
  RefAwaiter& operator=(const RefAwaiter&) = delete;

  bool await_ready() const {
    static_cast<void>(ref_.id());  // throws if it refers to nothing
    return call_->blocks;
  }
  void await_suspend(std::coroutine_handle<>) noexcept { call_->awaited = &ref_; }
  auto await_resume() const {
    if constexpr (std::same_as<T, Untyped>)
      return Held(ref_).Take();
    else
      return ref_.Get();
  }

 private:
  struct Held : AnyRef {
    explicit Held(const AnyRef& ref) : AnyRef(ref) {}
    Value Take() const { return GetValue({}); }
  };

  AsyncCall* call_;
  ObjectRef<T> ref_;
};

/// What promises have of each `T`.
class AsyncPromise {
 public:
  /// At the end whoever waits for this coroutine is next.
  struct Ended {
    bool await_ready() const noexcept { return false; }
    template <typename Promise>
    void await_suspend(std::coroutine_handle<Promise> ended) const noexcept {
      const AsyncPromise& promise = ended.promise();
      promise.call_->next = promise.waiting_;
    }
    void await_resume() const noexcept {}
  };

  std::suspend_always initial_suspend() const noexcept { return {}; }
  Ended final_suspend() const noexcept { return {}; }
  void unhandled_exception() noexcept { thrown_ = std::current_exception(); }

  template <typename T>
  RefAwaiter<T> await_transform(const ObjectRef<T>& ref) const {
    return {*call_, ref};
  }
  template <typename T>
  auto await_transform(Async<T>&& other) const {
    return typename Async<T>::Awaiter(*call_, std::move(other));
  }
  /// A coroutine of goray's waits for a `goray::ObjectRef`, or for a `goray::Async` that is a temporary or moved.
  template <typename Awaited>
    requires(!std::derived_from<std::remove_cvref_t<Awaited>, AnyRef>)
  void await_transform(Awaited&&) const = delete;

  void Join(AsyncCall& call, std::coroutine_handle<> waiting) noexcept {
    call_ = &call;
    waiting_ = waiting;
  }

 protected:
  void RethrowThrown() {
    if (thrown_) std::rethrow_exception(std::exchange(thrown_, nullptr));
  }

 private:
  AsyncCall* call_ = nullptr;                  // before it begins
  std::coroutine_handle<> waiting_ = nullptr;  // none: it is the call's first
  std::exception_ptr thrown_;
};

template <typename T>
class AsyncPromiseOf : public AsyncPromise {
 public:
  template <typename Result = T>
    requires std::constructible_from<T, Result&&>
  void return_value(Result&& result) {
    result_.emplace(std::forward<Result>(result));
  }
  T Take() {
    RethrowThrown();
    return *std::exchange(result_, std::nullopt);
  }

 private:
  std::optional<T> result_;
};
template <>
class AsyncPromiseOf<void> : public AsyncPromise {
 public:
  void return_void() const noexcept {}
  void Take() { RethrowThrown(); }
};

}  // namespace detail

/// A coroutine that gives one `T`, and waits for others meanwhile: `co_await ref` is the value of a `goray::ObjectRef`, and
/// `co_await Other(...)` that of a coroutine that this one calls. As the result of a task or of an actor's method it is a `T`
/// to all that call it, in process and on Ray.
///
/// An actor with such a method is an asynchronous one on Ray: many of its calls are under way at once, all on one thread, and
/// take turns where they wait by `co_await`. So nothing of the actor changes between two of them but what the call itself
/// changes, and no thread is blocked. Elsewhere (a task, in process) `co_await` waits as `ref.Get()` does.
///
/// The body begins when it is called by Python or Ray, or awaited, or by `Run()`. Its parameters are there as long as it is:
/// take values, as a view or a reference may not outlive the call that made it. `co_await` throws what `ref.Get()` throws.
/// Destroyed before its end, it destroys what its body has. Not thread-safe.
///
/// With g++ up to 12 make no struct inside of an expression with `co_await`, but give it a name before: it destroys such
/// temporaries twice.
///
/// Example:
///   goray::Async<std::int64_t> Sum(goray::ObjectRef<std::int64_t> a, goray::ObjectRef<std::int64_t> b) {
///     const std::int64_t first = co_await a;
///     co_return first + co_await b;
///   }
template <typename T>
class [[nodiscard]] Async {
  static_assert(std::is_void_v<T> ||
                    (std::is_object_v<T> && !std::is_const_v<T> && !std::is_volatile_v<T>),
                "goray::Async<T> gives a value or nothing: T is neither a reference nor const or "
                "volatile");

 public:
  using value_type = T;
  class promise_type;
  class Awaiter;

  Async(Async&& other) noexcept : coroutine_(std::exchange(other.coroutine_, nullptr)) {}
  Async& operator=(Async&& other) noexcept {
    std::swap(coroutine_, other.coroutine_);
    return *this;
  }
  ~Async() {
    if (coroutine_) coroutine_.destroy();
  }

  /// Runs the body to its end on this thread, on which its `co_await`s wait. Throws what the body throws; Error if it has begun
  /// before, or was moved away.
  T Run() && {
    detail::AsyncCall call;
    Begin(call);
    Step(call);
    return Take();
  }

  /// For the runtime: `Begin` once, `Step` while it is false, then `Take`.
  void Begin(detail::AsyncCall& call) {
    if (!coroutine_ || has_begun_) {
      throw Error("this goray::Async has no body to run: it has begun before, or was moved away");
    }
    has_begun_ = true;
    coroutine_.promise().Join(call, nullptr);
    call.next = coroutine_;
  }
  /// Runs the coroutines of the call to its end, or until they wait for `call.awaited`. True: it has ended.
  bool Step(detail::AsyncCall& call) {
    call.awaited = nullptr;
    while (call.next && call.awaited == nullptr) call.next.resume();
    return !call.next;
  }
  T Take() { return coroutine_.promise().Take(); }

 private:
  using Handle = std::coroutine_handle<promise_type>;
  explicit Async(Handle coroutine) noexcept : coroutine_(coroutine) {}

  Handle coroutine_;
  bool has_begun_ = false;
};

template <typename T>
class Async<T>::promise_type : public detail::AsyncPromiseOf<T> {
 public:
  Async get_return_object() noexcept { return Async(Handle::from_promise(*this)); }
};

/// Of `co_await other`.
template <typename T>
class Async<T>::Awaiter {
 public:
  Awaiter(detail::AsyncCall& call, Async&& other) : call_(&call), other_(std::move(other)) {}
  Awaiter(const Awaiter&) = delete;
  Awaiter& operator=(const Awaiter&) = delete;

  bool await_ready() {
    other_.Begin(*call_);  // throws if it has begun
    return false;
  }
  void await_suspend(std::coroutine_handle<> waiting) noexcept {
    other_.coroutine_.promise().Join(*call_, waiting);
  }
  T await_resume() { return other_.Take(); }

 private:
  detail::AsyncCall* call_;
  Async other_;
};

}  // namespace goray

// NOLINTEND(readability-identifier-naming)
