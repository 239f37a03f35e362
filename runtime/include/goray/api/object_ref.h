// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/api/value.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>

namespace goray {

/// A time to wait, in seconds; any `std::chrono` duration converts to it. None: for ever.
using Timeout = std::optional<std::chrono::duration<double>>;

namespace api {

/// The host's id of an `ObjectRef`; told to the host as no longer needed when the last copy goes.
class RefHandle {
 public:
  explicit RefHandle(std::uint64_t id) : id_(id) {}
  ~RefHandle();
  RefHandle(const RefHandle&) = delete;
  RefHandle& operator=(const RefHandle&) = delete;
  std::uint64_t id() const { return id_; }

 private:
  std::uint64_t id_;
};

/// What all references have; as a parameter it takes any of them.
class AnyRef {
 public:
  /// Takes over `id` from the host.
  explicit AnyRef(std::uint64_t id) : handle_(std::make_shared<const RefHandle>(id)) {}
  std::uint64_t id() const { return handle_->id(); }

 protected:
  /// Waits. Throws TimeoutError, CancelledError, ObjectRefNotFoundError, ActorDiedError, TaskError.
  Value GetValue(Timeout timeout) const;

 private:
  std::shared_ptr<const RefHandle> handle_;
};

struct Untyped;

}  // namespace api

/// What a remote call or `Put` gives at once, and whose value is there later. Copies are cheap and
/// mean the same object, which Ray keeps while one of them exists. Copies in several threads need
/// no lock.
///
/// Example:
///   goray::ObjectRef<> square = goray::RemoteCallPyTask("square", 8);
///   int value = square.Get<int>();
template <typename T = api::Untyped>
class ObjectRef : public api::AnyRef {
 public:
  using AnyRef::AnyRef;
  explicit ObjectRef(const AnyRef& ref) : AnyRef(ref) {}

  /// Waits for the value and fetches it. Throws TimeoutError, CancelledError,
  /// ObjectRefNotFoundError, ActorDiedError, TaskError; TypeError, OverflowError or ValueError if
  /// the value is no `T`.
  T Get(Timeout timeout = {}) const { return GetValue(timeout).template As<T>(); }
};

/// A reference whose type is told when the value is fetched.
template <>
class ObjectRef<api::Untyped> : public api::AnyRef {
 public:
  using AnyRef::AnyRef;
  ObjectRef(const AnyRef& ref) : AnyRef(ref) {}  // NOLINT(google-explicit-constructor)

  template <typename T>
  T Get(Timeout timeout = {}) const {
    return GetValue(timeout).As<T>();
  }
};

}  // namespace goray
