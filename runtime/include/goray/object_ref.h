// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/detail/reference.h>
#include <goray/value.h>

#include <chrono>
#include <cstdint>
#include <optional>

namespace goray {

/// A time to wait, in seconds; any `std::chrono` duration converts to it. None: for ever.
using Timeout = std::optional<std::chrono::duration<double>>;

/// What all references have; as a parameter it takes any of them.
class AnyRef {
 public:
  /// Refers to nothing: all that it can be is assigned to.
  AnyRef() = default;
  /// Takes over `id` from the host.
  explicit AnyRef(std::uint64_t id)
      : reference_(detail::Adopt(wire::ReferenceKind::kObjectRef, id)) {}
  explicit AnyRef(wire::ReferencePtr reference) : reference_(std::move(reference)) {}
  /// Throws ValueError for a default-constructed reference.
  std::uint64_t id() const {
    return detail::NotEmpty(reference_, wire::ReferenceKind::kObjectRef).id();
  }
  const wire::ReferencePtr& reference() const { return reference_; }

 protected:
  /// Waits. Throws TimeoutError, CancelledError, ObjectRefNotFoundError, ActorDiedError, TaskError.
  Value GetValue(Timeout timeout) const;

 private:
  wire::ReferencePtr reference_;
};

/// Of a reference whose type is given when its value is fetched.
struct Untyped;

/// What a remote call or `Put` returns at once; the value is there later. Copies are cheap and
/// mean the same object, which Ray keeps while one of them exists. Copies in several threads need
/// no lock.
///
/// Example:
///   goray::ObjectRef<> square = goray::RemoteCallPyTask("square", 8);
///   int value = square.Get<int>();
template <typename T = Untyped>
class ObjectRef : public AnyRef {
 public:
  using AnyRef::AnyRef;
  explicit ObjectRef(const AnyRef& ref) : AnyRef(ref) {}

  /// Waits for the value and fetches it. Throws TimeoutError, CancelledError,
  /// ObjectRefNotFoundError, ActorDiedError, TaskError; TypeError, OverflowError or ValueError if
  /// the value is not a `T`.
  T Get(Timeout timeout = {}) const { return GetValue(timeout).template As<T>(); }
};

/// A reference whose type is given when the value is fetched.
template <>
class ObjectRef<Untyped> : public AnyRef {
 public:
  using AnyRef::AnyRef;
  ObjectRef(const AnyRef& ref) : AnyRef(ref) {}  // NOLINT(google-explicit-constructor)

  template <typename T>
  T Get(Timeout timeout = {}) const {
    return GetValue(timeout).As<T>();
  }
};

/// Inside lists, maps and structs, and as a result, a reference stays a reference. (As an argument
/// of its own Ray replaces it by its value.)
template <typename T>
struct Codec<ObjectRef<T>> {
  static ObjectRef<T> Read(wire::Reader& reader) {
    return ObjectRef<T>(reader.ReadReference(wire::ReferenceKind::kObjectRef));
  }
  static void Write(wire::Writer& writer, const ObjectRef<T>& value) {
    detail::WriteReference(writer, value.reference(), wire::ReferenceKind::kObjectRef);
  }
};

}  // namespace goray
