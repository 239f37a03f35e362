// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/detail/outgoing_call.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace goray {

namespace detail {

void KillActor(std::uint64_t id, bool no_restart);
/// Throws ValueError if there is none. `space`: its Ray namespace; "": the current one.
std::uint64_t FindActor(std::string_view name, std::string_view space);

}  // namespace detail

/// A Ray actor, whatever it is written in. `T` is its C++ class; `void` if unknown. Copies are
/// cheap and mean the same actor; when the last one goes, here and in all other processes, Ray ends
/// the actor after its calls. A detached actor, and one that `GetActor` found, lives on.
///
/// Example:
///   goray::ActorHandle<> counter = goray::NewActor("NewCounter", 0);
///   int n = counter.RemoteCall("Incr", 1).Get<int>();
template <typename T = void>
class ActorHandle {
 public:
  /// No actor: all that it can be is assigned to.
  ActorHandle() = default;
  /// Takes over `id` from the host.
  explicit ActorHandle(std::uint64_t id)
      : reference_(detail::Adopt(wire::ReferenceKind::kActorHandle, id)) {}
  explicit ActorHandle(wire::ReferencePtr reference) : reference_(std::move(reference)) {}
  /// The same actor, of a class that the caller vouches for.
  template <typename U>
  explicit ActorHandle(const ActorHandle<U>& other) : reference_(other.reference()) {}

  /// Calls a method by name. Calls of one handle run in the order they are made.
  template <typename... Ts>
  ObjectRef<> RemoteCall(std::string_view method, const Ts&... args) const {
    detail::OutgoingCall call(detail::Callee::kActorMethod, method, args...);
    return ObjectRef<>(call.On(id()).SendForId());
  }

  /// Ends the actor at once; its destructor does not run. With `no_restart` false Ray may start it
  /// again.
  void Kill(bool no_restart = true) const { detail::KillActor(id(), no_restart); }

  /// Throws ValueError for a default-constructed handle.
  std::uint64_t id() const {
    return detail::NotEmpty(reference_, wire::ReferenceKind::kActorHandle).id();
  }
  const wire::ReferencePtr& reference() const { return reference_; }

 private:
  wire::ReferencePtr reference_;
};

template <typename T>
struct Codec<ActorHandle<T>> {
  static ActorHandle<T> Read(wire::Reader& reader) {
    return ActorHandle<T>(reader.ReadReference(wire::ReferenceKind::kActorHandle));
  }
  static void Write(wire::Writer& writer, const ActorHandle<T>& value) {
    detail::WriteReference(writer, value.reference(), wire::ReferenceKind::kActorHandle);
  }
};

/// `actor.Kill(no_restart)`, as Ray spells it.
template <typename T>
void Kill(const ActorHandle<T>& actor, bool no_restart = true) {
  actor.Kill(no_restart);
}

/// Starts an actor of the class that Python decorated with `@goray.remote`.
///
/// Example: `auto s = NewPyActor("Storage"); s.RemoteCall("put", "k", 1);`
template <typename... Ts>
ActorHandle<> NewPyActor(std::string_view name, const Ts&... args) {
  return ActorHandle<>(detail::OutgoingCall(detail::Callee::kPyActor, name, args...).SendForId());
}

/// Starts one of this library's actors, by its factory's name; of another library's, in any
/// language, with `Option("library", <path or package>)`.
template <typename... Ts>
ActorHandle<> NewActor(std::string_view name, const Ts&... args) {
  return ActorHandle<>(detail::OutgoingCall(detail::Callee::kActor, name, args...).SendForId());
}

/// Submits one of this library's tasks, by name; of another library's as `NewActor`.
/// Example: `RemoteCall("Upper", text, Option("library", "letters"))`.
template <typename... Ts>
ObjectRef<> RemoteCall(std::string_view name, const Ts&... args) {
  return ObjectRef<>(detail::OutgoingCall(detail::Callee::kTask, name, args...).SendForId());
}

/// A named actor, made by anyone. `space`: its Ray namespace; "": the current one.
template <typename T = void>
ActorHandle<T> GetActor(std::string_view name, std::string_view space = "") {
  return ActorHandle<T>(detail::FindActor(name, space));
}

}  // namespace goray
