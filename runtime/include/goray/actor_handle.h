// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <goray/detail/outgoing_call.h>
#include <goray/detail/typed_target.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace goray {

namespace detail {

void KillActor(std::uint64_t id, bool no_restart);
/// What the host says of a named actor; `id` is its own.
struct FoundActor {
  std::uint64_t id;
  std::string class_name;  ///< In Ray: of a library's actor its factory's name.
  bool is_of_library;
};
/// Throws ValueError if there is none. `space`: its Ray namespace; "": the current one.
FoundActor FindActor(std::string_view name, std::string_view space);
/// Throws TypeError if none of `factories` made `actor`. `pretty`: `__PRETTY_FUNCTION__` of a
/// template with the parameter `T`.
void RequireMadeBy(const Factory* factories, const FoundActor& actor, std::string_view name,
                   std::string_view pretty);

/// In typed_call.h.
template <typename T, auto kMethod>
CallOfTask<kMethod> MethodCall(wire::ReferencePtr actor, Options options);

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

  /// A method that the compiler checks: `counter.Task<&Counter::Incr>().Remote(1)` submits it and
  /// gives an `ObjectRef<std::int64_t>`; see `goray::Task`.
  template <auto kMethod>
    requires detail::MethodOf<kMethod, T>
  detail::CallOfTask<kMethod> Task(Options options = {}) const {
    static_cast<void>(id());  // throws if there is no actor
    return detail::MethodCall<T, kMethod>(reference_, std::move(options));
  }
  /// No method of `T`.
  template <auto kMethod>
    requires(!detail::MethodOf<kMethod, T>)
#ifdef __clang__  // which names neither where a deleted function is called
  detail::CallOfTask<kMethod> Task(Options options = {}) const {
    static_assert(detail::kIsMethodOf<kMethod, T>, "a method of another class");
    return detail::MethodCall<T, kMethod>(reference_, std::move(options));
  }
#else
  void Task(const Options& options = {}) const = delete;
#endif

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

/// A named actor, made by anyone. `space`: its Ray namespace; "": the current one. With a class of
/// this library, `GetActor<Counter>("c1")`, an actor of another one is a TypeError.
template <typename T = void>
ActorHandle<T> GetActor(std::string_view name, std::string_view space = "") {
  const detail::FoundActor found = detail::FindActor(name, space);
  ActorHandle<T> actor(found.id);
  if constexpr (!std::is_void_v<T>)
    detail::RequireMadeBy(detail::FactoriesOf<T>::first_, found, name, __PRETTY_FUNCTION__);
  return actor;
}

namespace detail {

/// Never defined.
template <typename T>
void TakeHandle(const ActorHandle<T>& handle);
/// An `ActorHandle`, or a generated client's own.
template <typename T>
concept IsHandle = requires(const T& handle) { TakeHandle(handle); };

/// A handle whose class is not asked for takes any.
template <>
struct Conversion<ActorHandle<>> {
  template <typename Given>
  static constexpr bool kFrom = IsHandle<Given>;
  template <typename Given>
  static void Add(OutgoingCall& call, const Given& given) {
    call.Add(ActorHandle<>(given.reference()));
  }
};

}  // namespace detail

}  // namespace goray
