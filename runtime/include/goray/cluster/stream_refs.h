// SPDX-License-Identifier: Apache-2.0
// Streams of Ray in C++: what a typed call of a task or method gives that returns a `goray::Generator`.
#pragma once

#include <goray/detail/outgoing_call.h>
#include <goray/detail/typed_target.h>
#include <goray/object_ref.h>
#include <goray/option.h>
#include <goray/value.h>

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <utility>

namespace goray {
namespace detail {

/// A stream that is under way, in Python's hands.
class StreamRun {
 public:
  /// A call of Python that opens one, without the arguments of the task or method.
  class Opening : public OutgoingCall {
   public:
    Opening(const Target& target, const Options& options);
    /// Throws what a call by name throws.
    std::unique_ptr<StreamRun> Open() const;
  };

  explicit StreamRun(std::uint64_t key) : key_(key) {}
  StreamRun(const StreamRun&) = delete;
  StreamRun& operator=(const StreamRun&) = delete;
  ~StreamRun();

  /// A reference, or nothing at the end.
  Value Next();

 private:
  std::uint64_t key_;
};

}  // namespace detail

/// References to the items of a stream on Ray, while they come: an input range. Destroying it cancels the call, if it has not
/// ended. The item at whose turn C++ failed has the error, which `Get` throws, and is the last.
///
/// Example:
///   for (goray::ObjectRef<int> item : goray::Task<&Tasks::Count>().Remote(3)) sum += item.Get();
template <typename T>
class [[nodiscard]] StreamRefs {
 public:
  class Iterator {
   public:
    // NOLINTBEGIN(readability-identifier-naming): the standard's
    using value_type = ObjectRef<T>;
    using difference_type = std::ptrdiff_t;
    // NOLINTEND(readability-identifier-naming)

    explicit Iterator(StreamRefs& refs) : refs_(&refs) { ++*this; }
    ObjectRef<T>& operator*() const { return *refs_->current_; }
    Iterator& operator++() {
      refs_->current_ = refs_->Next();
      return *this;
    }
    void operator++(int) { ++*this; }
    bool operator==(std::default_sentinel_t) const { return !refs_->current_; }

   private:
    StreamRefs* refs_;
  };

  explicit StreamRefs(std::unique_ptr<detail::StreamRun> run) : run_(std::move(run)) {}

  /// Waits for the next item; null: there are no more. Throws InterruptedError, and TaskError where Ray fails.
  std::optional<ObjectRef<T>> Next() {
    if (run_ == nullptr) return std::nullopt;
    auto ref = run_->Next().template As<std::optional<ObjectRef<T>>>();
    if (!ref) run_.reset();
    return ref;
  }

  /// Ends it, as its destructor does.
  void Close() { run_.reset(); }

  // NOLINTBEGIN(readability-identifier-naming): the standard's
  Iterator begin() { return Iterator(*this); }
  std::default_sentinel_t end() const { return std::default_sentinel; }
  // NOLINTEND(readability-identifier-naming)

 private:
  std::unique_ptr<detail::StreamRun> run_;
  std::optional<ObjectRef<T>> current_;
};

namespace detail {

/// Submits a call to `target` with the arguments that `add` adds.
template <typename Result>
struct Submission {
  template <typename Add>
  static Result Of(const Target& target, const Options& options, Add add) {
    OutgoingCall call(target.callee, target.name, options);
    if (target.actor) call.On(target.actor->id());
    add(call);
    return Result(call.SendForId());
  }
};
template <typename T>
struct Submission<StreamRefs<T>> {
  template <typename Add>
  static StreamRefs<T> Of(const Target& target, const Options& options, Add add) {
    StreamRun::Opening call(target, options);
    add(call);
    return StreamRefs<T>(call.Open());
  }
};

}  // namespace detail
}  // namespace goray
